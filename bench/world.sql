-- A made-up world: schools of 400 pupils with classes, teachers, two parents each, and a story.
-- Every id follows from what it stands for, so that no statement has to look anything up.
-- Written past the triggers of foreign keys (all rows fit by construction); guards stay as they are.

CREATE TEMP TABLE pupil AS
SELECT s, p, (p - 1) / {in_class} AS g, p <= {measured} AS measured,
       md5(format('school %s', s))::uuid AS school, md5(format('board %s', s))::uuid AS board,
       md5(format('group %s %s', s, (p - 1) / {in_class}))::uuid AS class,
       md5(format('pupil %s %s', s, p))::uuid AS id,
       md5(format('enrolment %s %s', s, p))::uuid AS enrolment,
       md5(format('circle %s %s', s, p))::uuid AS circle,
       md5(format('teacher %s %s', s, (p - 1) / {in_class}))::uuid AS teacher
FROM generate_series(1, {schools}) s, generate_series(1, {pupils}) p;

CREATE TEMP TABLE parent AS
SELECT x.*, n, md5(format('parent %s %s %s', s, p, n))::uuid AS parent,
       md5(format('account of parent %s %s %s', s, p, n))::uuid AS account
FROM pupil x, generate_series(1, 2) n;

-- Sixteen class teachers (0..15) and one coordinator (16) a school.
CREATE TEMP TABLE colleague AS
SELECT s, t, t = {classes} AS coordinator, md5(format('school %s', s))::uuid AS school,
       md5(format('board %s', s))::uuid AS board, md5(format('teacher %s %s', s, t))::uuid AS id,
       md5(format('account of teacher %s %s', s, t))::uuid AS account,
       md5(format('appointment %s %s', s, t))::uuid AS appointment
FROM generate_series(1, {schools}) s, generate_series(0, {classes}) t;

INSERT INTO people_controller (id, name, kind)
SELECT md5(format('board %s', s))::uuid, format('Bestuur %s', s), 'board'
FROM generate_series(1, {schools}) s;

INSERT INTO organisations_school (id, board_id, name, brin, dependance, phone)
SELECT md5(format('school %s', s))::uuid, md5(format('board %s', s))::uuid,
       format('De Meting %s', s), format('Z%s', lpad(s::text, 3, '0')), '00', '026 000 00 00'
FROM generate_series(1, {schools}) s;

INSERT INTO organisations_group (id, school_id, key, name, year, year_group, combined)
SELECT DISTINCT class, school, format('groep %s', g), format('%s%s', g / 2 + 1, chr(65 + g % 2)),
       '2026-2027', (g / 2 + 1)::text, false FROM pupil;

INSERT INTO people_account (password, id, email, language, is_active, made_at)
SELECT '!', account, format('t%s.%s@bench.invalid', s, t), 'nl', true, now() FROM colleague
UNION ALL
SELECT '!', account, format('p%s.%s.%s@bench.invalid', s, p, n), 'nl', true, now() FROM parent;

INSERT INTO people_person (id, controller_id, side, account_id, first, rest, language, workplace,
                           workplace_name, proven_at)
SELECT id, board, 'family', NULL::uuid, 'Kind', format('%s-%s', s, p), 'nl', NULL::uuid, '', NULL
FROM pupil
UNION ALL
SELECT parent, board, 'family', account, 'Ouder', format('%s-%s-%s', s, p, n), 'nl', NULL, '', now()
FROM parent
UNION ALL
SELECT id, board, 'work', account, 'Juf', format('%s-%s', s, t), 'nl', school,
       format('De Meting %s', s), now() FROM colleague;

INSERT INTO organisations_enrolment (id, school_id, pupil_id, key, since)
SELECT enrolment, school, id, format('leerling %s', p), now() - interval '300 days' FROM pupil;

INSERT INTO organisations_place (id, enrolment_id, group_id, since)
SELECT md5(format('place %s %s', s, p))::uuid, enrolment, class, now() - interval '300 days'
FROM pupil;

INSERT INTO organisations_appointment (id, school_id, person_id, function, key, days, since)
SELECT appointment, school, id, CASE WHEN coordinator THEN 'coordinator' ELSE 'teacher' END,
       format('collega %s', t), '{{0,1,2,3}}', now() - interval '300 days' FROM colleague;

INSERT INTO organisations_assignment (id, appointment_id, group_id, role, since)
SELECT md5(format('assignment %s %s', s, t))::uuid, appointment,
       md5(format('group %s %s', s, t))::uuid, 'class_teacher', now() - interval '300 days'
FROM colleague WHERE NOT coordinator;

INSERT INTO people_custody (id, child_id, adult_id, kind, relation, since, proof, noted_by)
SELECT md5(format('custody %s %s %s', s, p, n))::uuid, id, parent, 'custody', '',
       now() - interval '300 days', '', teacher FROM parent;

INSERT INTO people_mailbox (id, person_id, address, noted_at)
SELECT md5(format('mailbox %s %s %s', s, p, n))::uuid, parent,
       format('p%s.%s.%s@bench.invalid', s, p, n), now() FROM parent;

INSERT INTO circles_circle (id, pupil_id, school_id, board_id, enrolment_id, opened_at)
SELECT circle, id, school, board, enrolment, now() - interval '300 days' FROM pupil;

ANALYZE;

SELECT deelgenoot_renew_memberships(array_agg(circle)) FROM pupil GROUP BY s;

-- Numbers of what was said begin with the moment, like those the house gives out.
CREATE FUNCTION pg_temp.numbered(at timestamptz, what text) RETURNS uuid LANGUAGE sql IMMUTABLE
AS $$ SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0')
              || '7' || substr(md5(what), 14))::uuid $$;

-- The story: one in five entries is an answer of a parent to the entry before it; the moments of
-- all circles go through one another, as they do in life.
CREATE TEMP TABLE said AS
SELECT y.*, e % 5 = 0 AS is_answer, pg_temp.numbered(at, circle::text) AS entry,
       pg_temp.numbered(at - interval '2 days', circle::text) AS before
FROM (SELECT x.*, e,
             now() - interval '1 day' - (n - e) * interval '2 days' - p * interval '7 minutes' AS at
      FROM (SELECT *, CASE WHEN measured THEN {long} ELSE {short} END AS n FROM pupil) x,
           LATERAL generate_series(1, n) e) y
ORDER BY at;

INSERT INTO circles_entry (id, circle_id, author_id, at, topic, audience, shown_to, hidden_from,
                           side, kind, detail, answers_id, words)
SELECT entry, circle,
       CASE WHEN is_answer THEN md5(format('parent %s %s 1', s, p))::uuid ELSE teacher END, at,
       (ARRAY['wellbeing', 'learning', 'behaviour'])[1 + e % 3], 'circle', '{{}}', '{{}}',
       CASE WHEN is_answer THEN 'home' ELSE 'school' END,
       CASE WHEN is_answer THEN 'answer' ELSE 'contact' END,
       CASE WHEN is_answer THEN '' ELSE 'door' END, CASE WHEN is_answer THEN before END,
       format('Vandaag ging het rekenen beter dan vorige week (%s). Ze vroeg zelf om hulp bij de '
              'tafels en was er trots op; thuis oefenen helpt.', e)
FROM said;

INSERT INTO contact_contactmoment (id, circle_id, author_id, at, topic, audience, shown_to,
                                   hidden_from, entry_id, how, tone)
SELECT pg_temp.numbered(at, format('contact %s', circle)), circle, teacher, at,
       (ARRAY['wellbeing', 'learning', 'behaviour'])[1 + e % 3], 'circle', '{{}}', '{{}}', entry,
       'door', 'good' FROM said WHERE NOT is_answer;

-- What is asked: both parents are asked to read every contact; the last three are still open.
INSERT INTO circles_ask (id, circle_id, person_id, kind, subject, sent, done)
SELECT pg_temp.numbered(at, format('ask %s %s', circle, k)), circle,
       md5(format('parent %s %s %s', s, p, k))::uuid, 'read_contact', entry, at,
       CASE WHEN e < n - 3 THEN at + interval '1 day' END
FROM said, generate_series(1, 2) k WHERE NOT is_answer AND e > n - 8;
