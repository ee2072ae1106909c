"""Pupils are asked 60 days before 18; a yes counts only from an account no parent shares."""

from django.db import migrations

from deelgenoot.access.guards import mine
from deelgenoot.access.roles import APP, JOBS

FUNCTION = "deelgenoot_ask_before_eighteen(int)"
ASK = f"""
CREATE FUNCTION deelgenoot_ask_before_eighteen(days int)
RETURNS TABLE (ask uuid, circle uuid, board uuid)
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH near AS (
        SELECT c.id, c.board_id, c.pupil_id, p.account_id,
               deelgenoot_birthday(p.born_on, 18) AS eighteen
        FROM circles_circle c
        JOIN people_person p ON p.id = c.pupil_id
        JOIN organisations_enrolment e ON e.id = c.enrolment_id
        WHERE deelgenoot_birthday(p.born_on, 18) > deelgenoot_now()
        AND deelgenoot_birthday(p.born_on, 18) <= deelgenoot_now() + make_interval(days => days)
        AND e.since <= deelgenoot_now() AND (e.until IS NULL OR e.until > deelgenoot_now())
    ), meant AS (
        SELECT n.id, n.board_id, n.pupil_id AS subject, n.eighteen,
               CASE WHEN n.account_id IS NULL THEN 'talk_of_18' ELSE 'keep_reach' END AS kind,
               CASE WHEN n.account_id IS NOT NULL THEN n.pupil_id ELSE (
                   SELECT m.person_id FROM circles_membership m
                   LEFT JOIN organisations_appointment a
                       ON a.person_id = m.person_id AND a.school_id = m.organisation
                   WHERE m.circle_id = n.id AND m.capacity IN ('class_teacher', 'coordinator')
                   AND m.since <= deelgenoot_now()
                   AND (m.until IS NULL OR m.until > deelgenoot_now())
                   ORDER BY m.capacity, cardinality(a.days) DESC NULLS LAST, m.since, m.person_id
                   LIMIT 1) END AS person
        FROM near n
    ), made AS (
        INSERT INTO circles_ask (id, circle_id, person_id, kind, subject, due, sent)
        SELECT gen_random_uuid(), w.id, w.person, w.kind, w.subject,
               (w.eighteen AT TIME ZONE 'Europe/Amsterdam')::date, deelgenoot_now()
        FROM meant w WHERE w.person IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM circles_ask q WHERE q.circle_id = w.id AND q.kind = w.kind)
        RETURNING circles_ask.id, circles_ask.circle_id
    )
    SELECT made.id, made.circle_id, c.board_id FROM made JOIN circles_circle c
        ON c.id = made.circle_id
$$;
REVOKE ALL ON FUNCTION {FUNCTION} FROM PUBLIC, {APP};
GRANT EXECUTE ON FUNCTION {FUNCTION} TO {JOBS};
"""
ALONE = (
    mine("child_id") + " AND NOT EXISTS (SELECT 1 FROM people_custody k"
    " WHERE k.child_id = people_keptreach.child_id"
    " AND k.adult_id = ANY((SELECT deelgenoot_persons())::uuid[]))"
)


def policies(test: str) -> str:
    """Write the three policies of the table anew."""
    return (
        f"ALTER POLICY people_select ON people_keptreach USING ({test});"
        f"ALTER POLICY people_insert ON people_keptreach WITH CHECK ({test});"
        f"ALTER POLICY people_update ON people_keptreach USING ({test}) WITH CHECK ({test});"
    )


class Migration(migrations.Migration):
    """Ask in time, and let nobody say yes to themselves in the pupil's name."""

    dependencies = [("circles", "0013_asks_of_18")]
    operations = [
        migrations.RunSQL(ASK, f"DROP FUNCTION {FUNCTION};"),
        migrations.RunSQL(policies(ALONE), policies(mine("child_id"))),
    ]
