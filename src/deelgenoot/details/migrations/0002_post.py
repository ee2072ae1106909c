"""The post asks the contact person to speak to someone it cannot reach, and marks what came back."""

from django.db import migrations

from deelgenoot.access.roles import APP, JOBS

DEFINER = "SECURITY DEFINER SET search_path = public, pg_temp"
ACTIVE = "{0}.since <= deelgenoot_now() AND ({0}.until IS NULL OR {0}.until > deelgenoot_now())"
POSTING = "current_setting('deelgenoot.task', true) = 'posting'"

ASK = f"""
CREATE FUNCTION deelgenoot_ask_contact_person(who uuid, what text) RETURNS TABLE (asked bigint)
LANGUAGE sql {DEFINER} AS $$
    WITH chosen AS (
        SELECT DISTINCT ON (home.circle_id) home.circle_id, work.person_id
        FROM circles_membership home
        JOIN circles_membership work ON work.circle_id = home.circle_id AND work.ground = 'work'
            AND work.capacity IN ('class_teacher', 'coordinator') AND {ACTIVE.format("work")}
        JOIN people_person p ON p.id = work.person_id
        LEFT JOIN organisations_appointment a ON a.person_id = p.id
            AND a.school_id = work.organisation AND {ACTIVE.format("a")}
        WHERE {POSTING} AND home.person_id = who AND {ACTIVE.format("home")}
        AND home.capacity IN ('parent', 'carer', 'pupil')
        AND NOT EXISTS (
            SELECT 1 FROM people_person family
            JOIN circles_membership own ON own.person_id = family.id
            WHERE family.account_id = p.account_id AND family.side = 'family'
            AND own.circle_id = home.circle_id)
        AND NOT EXISTS (
            SELECT 1 FROM people_person family
            JOIN people_custody mine ON mine.adult_id = family.id
            JOIN people_custody theirs ON theirs.child_id = mine.child_id
            WHERE family.account_id = p.account_id AND family.side = 'family'
            AND theirs.adult_id = who)
        ORDER BY home.circle_id, work.capacity = 'class_teacher' DESC,
            COALESCE(cardinality(a.days), 0) DESC, work.since, work.person_id
    ), made AS (
        INSERT INTO circles_ask (id, circle_id, person_id, kind, subject, sent)
        SELECT gen_random_uuid(), c.circle_id, c.person_id, what, who, deelgenoot_now()
        FROM chosen c WHERE what IN ('speak', 'new_mail') AND NOT EXISTS (
            SELECT 1 FROM circles_ask open WHERE open.circle_id = c.circle_id
            AND open.person_id = c.person_id AND open.kind = what AND open.subject = who
            AND open.done IS NULL)
        RETURNING id
    ) SELECT count(*) FROM chosen
$$;
CREATE FUNCTION deelgenoot_mail_came_back(letter uuid) RETURNS TABLE (person uuid)
LANGUAGE sql {DEFINER} AS $$
    WITH broken AS (
        UPDATE people_mailbox b SET broken_at = deelgenoot_now() FROM post_letter l
        WHERE {POSTING} AND l.id = letter AND l.sent_at IS NOT NULL AND l.went_by = 'mail'
        AND b.person_id = l.person_id AND b.noted_at <= l.sent_at AND b.broken_at IS NULL
        RETURNING b.person_id
    ) SELECT (SELECT person_id FROM broken)
$$;
"""
NAMES = ("deelgenoot_ask_contact_person(uuid, text)", "deelgenoot_mail_came_back(uuid)")
CLOSE = "".join(
    f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC, {APP}; GRANT EXECUTE ON FUNCTION {name} TO {JOBS};"
    for name in NAMES
)
BACK = "".join(f"DROP FUNCTION {name};" for name in NAMES)


class Migration(migrations.Migration):
    """What the worker that sends may do beyond sending; the web may not."""

    dependencies = [
        ("details", "0001_guards"),
        ("people", "0005_mail_that_came_back"),
        ("post", "0003_ways"),
        ("circles", "0015_asks_about_people"),
    ]
    operations = [migrations.RunSQL(ASK + CLOSE, BACK)]
