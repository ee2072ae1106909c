"""Many schools in plain SQL, so that the planner meets tables of a real size."""

import psycopg

PER_SCHOOL = {"pupils": 150, "groups": 8, "staff": 12}
SCHOOLS = """
CREATE TEMP TABLE s AS SELECT n, gen_random_uuid() AS id, gen_random_uuid() AS board
    FROM generate_series(1, {schools}) n;
CREATE TEMP TABLE g AS SELECT s.id AS school, s.n AS s, k.n, gen_random_uuid() AS id
    FROM s, generate_series(1, {groups}) k(n);
CREATE TEMP TABLE st AS SELECT s.id AS school, s.board, s.n AS s, k.n, gen_random_uuid() AS id,
    gen_random_uuid() AS appointment FROM s, generate_series(1, {staff}) k(n);
CREATE TEMP TABLE p AS SELECT s.id AS school, s.board, s.n AS s, k.n, gen_random_uuid() AS id,
    gen_random_uuid() AS enrolment, gen_random_uuid() AS circle, gen_random_uuid() AS mother,
    gen_random_uuid() AS father, (k.n % {groups}) + 1 AS g
    FROM s, generate_series(1, {pupils}) k(n);
CREATE INDEX ON p (circle); ANALYZE s; ANALYZE g; ANALYZE st; ANALYZE p;

INSERT INTO people_controller (id, name, kind) SELECT board, 'Bestuur ' || n, 'board' FROM s;
INSERT INTO organisations_school (id, board_id, name, brin, dependance, phone)
    SELECT id, board, 'School ' || n, 'S' || lpad(n::text, 4, '0'), '', '' FROM s;
INSERT INTO organisations_group (id, school_id, key, name, year, year_group, combined)
    SELECT id, school, 'g' || n, n::text, '2026-2027', n::text, false FROM g;
INSERT INTO people_person (id, controller_id, side, first, rest, language, workplace,
                           workplace_name)
    SELECT id, board, 'family', 'Kind ' || n, 'x', '', NULL::uuid, '' FROM p
    UNION ALL SELECT mother, board, 'family', 'Moeder ' || n, 'x', '', NULL, '' FROM p
    UNION ALL SELECT father, board, 'family', 'Vader ' || n, 'x', '', NULL, '' FROM p
    UNION ALL SELECT id, board, 'work', 'Collega ' || n, 'x', '', school, 'School' FROM st;
INSERT INTO people_mailbox (id, person_id, address, noted_at)
    SELECT gen_random_uuid(), id, 'a@x.invalid', now() FROM people_person
    WHERE first ~ '^(Moeder|Vader|Collega)' AND id NOT IN (SELECT person_id FROM people_mailbox);
INSERT INTO people_address (id, person_id, street, number, addition, postcode, town, country,
                            noted_at)
    SELECT gen_random_uuid(), id, 'straat', '1', '', '6811 ZZ', 'stad', 'NL', now()
    FROM people_person WHERE first ~ '^(Moeder|Vader)';
INSERT INTO people_phone (id, person_id, number, kind, label, noted_at)
    SELECT gen_random_uuid(), id, '+3161000000' || n, 'mobile', '', now()
    FROM people_person, generate_series(1, 2) n WHERE first ~ '^(Moeder|Vader)';
INSERT INTO people_wishes (id, person_id, channel, languages, needs_interpreter, reads_little,
                           days, only_phone_id, never, names_step, noted_at)
    SELECT gen_random_uuid(), person_id, 'mail', '{{}}', false, false, '{{}}', id, '{{}}', false,
        now()
    FROM people_phone WHERE number = '+31610000001'
    AND person_id NOT IN (SELECT person_id FROM people_wishes);
INSERT INTO people_custody (id, child_id, adult_id, kind, relation, since, proof, noted_by)
    SELECT gen_random_uuid(), id, a, 'custody', '', now() - interval '90 days', '', id
    FROM p, LATERAL unnest(ARRAY[mother, father]) a;
INSERT INTO people_courtlimit (id, child_id, adult_id, kind, decision, since, until, lifted,
                               noted_by)
    SELECT gen_random_uuid(), id, father, 'no_contact', 'x', now() - interval '80 days',
        now() - interval '70 days', '', id FROM p;
INSERT INTO people_keptreach (id, child_id, adult_id, since)
    SELECT gen_random_uuid(), id, mother, now() - interval '80 days' FROM p;
INSERT INTO organisations_enrolment (id, school_id, pupil_id, key, since)
    SELECT enrolment, school, id, 'k' || n, now() - interval '90 days' FROM p;
INSERT INTO organisations_place (id, enrolment_id, group_id, since)
    SELECT gen_random_uuid(), p.enrolment, g.id, now() - interval '90 days'
    FROM p JOIN g ON g.school = p.school AND g.n = p.g;
INSERT INTO organisations_appointment (id, school_id, person_id, function, key, days, since)
    SELECT appointment, school, id, CASE n WHEN 10 THEN 'attention'
        WHEN 11 THEN 'coordinator' WHEN 12 THEN 'administrator'
        ELSE 'teacher' END, 'k' || n, '{{0,1}}', now() - interval '90 days' FROM st;
INSERT INTO organisations_assignment (id, appointment_id, group_id, role, since)
    SELECT gen_random_uuid(), st.appointment, g.id, 'class_teacher', now() - interval '90 days'
    FROM st JOIN g ON g.school = st.school AND g.n = st.n;
"""
CARE = """
CREATE TEMP TABLE c AS SELECT s.id AS school, s.board, s.n AS s, k.n, gen_random_uuid() AS id,
    gen_random_uuid() AS controller FROM s, generate_series(1, 12) k(n);
CREATE TEMP TABLE w AS SELECT c.*, gen_random_uuid() AS person, gen_random_uuid() AS work
    FROM c, generate_series(1, 3);
INSERT INTO people_controller (id, name, kind) SELECT controller, 'Praktijk ' || n, 'care' FROM c;
INSERT INTO organisations_careorganisation (id, board_id, controller_id, kind, town, phone, site,
    register, number) SELECT id, board, controller, 'practice', 'x', '1', '', '', '' FROM c;
INSERT INTO people_person (id, controller_id, side, first, rest, language, workplace,
    workplace_name) SELECT person, controller, 'work', 'Zorg', 'x', '', id, 'x' FROM w;
INSERT INTO organisations_careprofessional (id, organisation_id, person_id, profession, register,
    number, since) SELECT work, id, person, 'psychologist', '', '', now() FROM w;
INSERT INTO organisations_verification (id, organisation_id, professional_id, school_id, called,
    found, at, noted_by) SELECT gen_random_uuid(), id, work, school, '1', 'x', now(), person
    FROM w UNION ALL SELECT gen_random_uuid(), id, NULL, school, '1', 'x', now(), id FROM c
"""
DOUBLES = """
CREATE TEMP TABLE d AS SELECT school, board, mother, father, id AS child, n,
    gen_random_uuid() AS double, gen_random_uuid() AS merge FROM p WHERE n % 10 = 0;
INSERT INTO people_person (id, controller_id, side, first, rest, language, workplace_name)
    SELECT double, board, 'family', 'Moeder ' || n, 'x', '', '' FROM d;
INSERT INTO people_custody (id, child_id, adult_id, kind, relation, since, proof, noted_by)
    SELECT gen_random_uuid(), child, double, 'without', '', now() - interval '9 days', '', double
    FROM d;
INSERT INTO circles_merge (id, school_id, kept_id, double_id, by, at, undone_by, undone_at)
    SELECT merge, school, mother, double, mother, now(), mother, now() FROM d;
INSERT INTO circles_moved (id, merge_id, place, row)
    SELECT gen_random_uuid(), merge, 'people_phone', mother FROM d, generate_series(1, 8);
INSERT INTO circles_twopeople (id, school_id, one_id, other_id, noted_by, since)
    SELECT gen_random_uuid(), school, least(mother, father), greatest(mother, father), mother,
        now() FROM p WHERE n % 4 = 0;
INSERT INTO circles_takingpart (id, school_id, group_id, since, noted_by, noted_at)
    SELECT gen_random_uuid(), g.school_id, g.id, now(), g.id, now() FROM organisations_group g
    WHERE NOT EXISTS (SELECT 1 FROM circles_takingpart t WHERE t.group_id = g.id);
"""
CIRCLES = """
INSERT INTO circles_circle (id, pupil_id, school_id, board_id, enrolment_id, opened_at)
    SELECT circle, id, school, board, enrolment, now() - interval '90 days' FROM p;
SELECT deelgenoot_renew_memberships(ARRAY(SELECT circle FROM p));
CREATE TEMP TABLE e AS SELECT p.circle, p.mother, p.father, k.n, gen_random_uuid() AS id,
    CASE k.n % 2 WHEN 0 THEN p.mother ELSE st.id END AS author,
    now() - make_interval(days => k.n * 4) AS at
    FROM p JOIN st ON st.school = p.school AND st.n = p.g, generate_series(1, {entries}) k(n);
INSERT INTO circles_entry (id, circle_id, author_id, at, topic, audience, shown_to, hidden_from,
                           side, kind, detail, words)
    SELECT id, circle, author, at, 'wellbeing', 'circle', '{{}}', '{{}}',
        CASE n % 2 WHEN 0 THEN 'home' ELSE 'school' END, 'contact', 'door', repeat('woord ', 30)
    FROM e ORDER BY n, id;
INSERT INTO contact_contactmoment (id, circle_id, author_id, at, topic, audience, shown_to,
                                   hidden_from, entry_id, how, tone)
    SELECT gen_random_uuid(), circle, author, at, 'wellbeing', 'circle', '{{}}', '{{}}', id,
        'door', 'good' FROM e;
INSERT INTO circles_ask (id, circle_id, person_id, kind, subject, sent, done)
    SELECT gen_random_uuid(), circle, a, 'read_contact', id, at,
        CASE WHEN n > 2 THEN at + interval '1 day' END FROM e, unnest(ARRAY[mother, father]) a;
INSERT INTO circles_contactperson (id, circle_id, person_id, asked_by, asked_at, stands_in,
                                   accepted, answered_at)
    SELECT gen_random_uuid(), p.circle, st.id, st.id, now() - interval '50 days', false, true,
        now() - interval '49 days' FROM p JOIN st ON st.school = p.school AND st.n = p.g;
INSERT INTO circles_contactwish (id, circle_id, person_id, words, at, readers)
    SELECT gen_random_uuid(), circle, a, '', now() - interval '50 days', '{{}}'
    FROM p, unnest(ARRAY[mother, father]) a;
INSERT INTO circles_emergencylook (id, opening, circle_id, pupil_id, school_id, appointment_id,
                                   person_id, opened_by_id, reason, since, until)
    SELECT gen_random_uuid(), gen_random_uuid(), p.circle, p.id, p.school, st.appointment, st.id,
        st.id, 'x', now() - interval '3 days', now() - interval '2 days'
    FROM p JOIN st ON st.school = p.school AND st.n = p.g;
INSERT INTO circles_invitation (id, school_id, person_id, address, code_hash, made_at, expires_at,
                                way, known, tries)
    SELECT gen_random_uuid(), school, a, 'a@x.invalid', md5(a::text), now(), now(),
        'mail', true, 0
    FROM p, unnest(ARRAY[mother, father]) a;
"""
PAPERWORK = """
CREATE TEMP TABLE b AS SELECT g.*, st.id AS maker, gen_random_uuid() AS batch
    FROM g JOIN st ON st.school = g.school AND st.n = 12;
INSERT INTO letters_batch (id, school_id, group_id, maker_id, way, begun_at, seen_at, tries,
                           made_at, stopped)
    SELECT batch, school, id, maker, 'letter', now(), now(), 0, now(), '' FROM b;
INSERT INTO letters_paper (id, batch_id, enrolment_id, person_id, place, state, why)
    SELECT gen_random_uuid(), b.batch, p.enrolment, a, 1, 'made', ''
    FROM p JOIN b ON b.school = p.school AND b.n = p.g, unnest(ARRAY[mother, father]) a;
INSERT INTO organisations_leaving (id, enrolment_id, until, going_to, noted_by, noted_at,
                                   undone_at)
    SELECT gen_random_uuid(), enrolment, now() + interval '9 days', 'other', mother, now(), now()
    FROM p;
INSERT INTO helpdesk_lookalong (id, person_id, by_id, school_id, asked_at, until)
    SELECT gen_random_uuid(), a, b.maker, p.school, now(), now()
    FROM p JOIN b ON b.school = p.school AND b.n = p.g, unnest(ARRAY[mother, father]) a;
INSERT INTO contact_whatworks (id, circle_id, place, words, written_by_id, spoken_with, at)
    SELECT gen_random_uuid(), circle, k, repeat('woord ', 10), mother, '{{}}', now()
    FROM p, generate_series(1, 3) k;
INSERT INTO safety_safetynote (id, circle_id, school_id, pupil_id, author_id, at, shared, words)
    SELECT gen_random_uuid(), p.circle, p.school, p.id, st.id, now() - make_interval(days => k),
        true, repeat('woord ', 30)
    FROM p JOIN st ON st.school = p.school AND st.n = p.g, generate_series(1, 3) k;
INSERT INTO safety_ownword (id, school_id, word)
    SELECT gen_random_uuid(), s.id, 'woord ' || k FROM s, generate_series(1, 40) k;
CREATE TEMP TABLE f AS SELECT b.school, b.maker, gen_random_uuid() AS delivery
    FROM b, generate_series(1, 3);
INSERT INTO exchange_delivery (id, school_id, source, by_id, at, year, last_day, fingerprint,
                               blocked, passed_over, counts, answers, seen, changed, step)
    SELECT delivery, school, 'edexml', maker, now(), '2026-2027', now(), '', false, '[]', '{{}}',
        '{{}}', '', false, 0 FROM f;
INSERT INTO exchange_deliveryline (id, delivery_id, school_id, kind, number, name, was, becomes,
                                   key)
    SELECT gen_random_uuid(), delivery, school, 'new', n, 'x', '', '', ''
    FROM f, generate_series(1, 20) n;
INSERT INTO exchange_columntold (id, school_id, header, whose, tells, nth, noted_by, noted_at)
    SELECT gen_random_uuid(), s.id, 'kolom ' || k, 'child', 'first', 0, s.board, now()
    FROM s, generate_series(1, 30) k;
CREATE TEMP TABLE ac AS SELECT gen_random_uuid() AS id FROM p;
INSERT INTO people_account (id, password, email, language, is_active, made_at)
    SELECT id, '!', id || '@x.invalid', 'nl', true, now() FROM ac;
INSERT INTO post_pushdevice (id, account_id, endpoint, p256dh, auth, mark, browser, system, since)
    SELECT gen_random_uuid(), id, 'https://push.invalid/' || id, 'x', 'x', md5(id::text),
        'Chrome', 'Android', now() FROM ac;
INSERT INTO exchange_copy (id, circle_id, entry_id, system, since, until, pieces)
    SELECT gen_random_uuid(), circle, id, 'magister', now()::date, now()::date, ARRAY[id] FROM e
    WHERE n % 5 = 0
"""
ONE = "SELECT id FROM st WHERE s = 1 AND n = %s"


def build(owner: psycopg.Connection, *, schools: int, entries: int = 8) -> dict[str, object]:
    """Write schools with circles and stories; says whom to be in the first of them."""
    numbers = {**PER_SCHOOL, "schools": schools, "entries": entries}
    for text in (SCHOOLS, CARE, DOUBLES, CIRCLES, PAPERWORK):
        for statement in text.format(**numbers).split(";\n"):
            if statement.strip():
                owner.execute(statement)
    owner.execute("VACUUM ANALYZE")
    who = {"teacher": 3, "officer": 10, "coordinator": 11, "administrator": 12}
    found: dict[str, object] = {
        name: owner.execute(ONE, [n]).fetchone()[0] for name, n in who.items()
    }
    row = "SELECT mother, father, circle, school, board, enrolment FROM p WHERE s = 1 AND g = 3"
    names = ("parent", "father", "circle", "school", "board", "enrolment")
    found |= dict(zip(names, owner.execute(f"{row} LIMIT 1").fetchone(), strict=True))
    row = "SELECT id, person, controller, work FROM w WHERE s = 1 LIMIT 1"
    names = ("care", "psychologist", "practice", "work")
    found |= dict(zip(names, owner.execute(row).fetchone(), strict=True))
    group = "SELECT id FROM g WHERE s = 1 AND n = 3"
    return found | {"group": owner.execute(group).fetchone()[0]}
