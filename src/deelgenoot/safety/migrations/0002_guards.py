"""Who reads and writes closed notes, held by the database; nobody changes or takes out one."""

from django.db import migrations

from deelgenoot.access.guards import GuardNewcomers, GuardRows
from deelgenoot.access.roles import APP, JOBS

READ = "LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp"


def runs(table: str) -> str:
    """Whether a row of a table with a beginning and an end holds now."""
    return (
        f"{table}.since <= deelgenoot_now()"
        f" AND ({table}.until IS NULL OR {table}.until > deelgenoot_now())"
    )


WORKS = f"""EXISTS (
        SELECT 1 FROM circles_membership m WHERE m.circle_id = {{circle}}
        AND m.person_id = {{person}} AND m.ground = 'work' AND m.capacity <> 'emergency'
        AND {runs("m")} AND m.circle_id IN (SELECT deelgenoot_my_circles()))"""
OF_WORK = "EXISTS (SELECT 1 FROM people_person p WHERE p.id = {person} AND p.side = 'work')"
GUARDING = f"""
CREATE FUNCTION deelgenoot_schools_i_guard() RETURNS SETOF uuid {READ} ROWS 1 AS $$
    SELECT a.school_id FROM organisations_appointment a
    JOIN people_person p ON p.id = a.person_id AND p.side = 'work'
    WHERE a.person_id = ANY(deelgenoot_persons()) AND a.function = 'attention' AND {runs("a")}
$$;
CREATE FUNCTION deelgenoot_apart_from_me() RETURNS SETOF uuid {READ} ROWS 4 AS $$
    SELECT apart FROM unnest(deelgenoot_persons()) me, deelgenoot_kept_apart(me) apart
$$;
CREATE FUNCTION deelgenoot_notes_i_read() RETURNS SETOF uuid {READ} ROWS 20 AS $$
    SELECT n.id FROM safety_safetynote n
    WHERE n.author_id = ANY(deelgenoot_persons()) AND {OF_WORK.format(person="n.author_id")}
    AND {WORKS.format(circle="n.circle_id", person="n.author_id")}
    UNION SELECT n.id FROM safety_safetynote n
    WHERE n.school_id IN (SELECT deelgenoot_schools_i_guard())
    AND n.pupil_id NOT IN (SELECT deelgenoot_apart_from_me())
    AND (n.shared OR n.author_id = ANY(deelgenoot_persons())
         AND {OF_WORK.format(person="n.author_id")})
$$;
CREATE FUNCTION deelgenoot_may_keep_note(
    the_circle uuid, the_school uuid, the_pupil uuid, the_author uuid
) RETURNS boolean {READ} AS $$
    SELECT the_author = ANY(deelgenoot_persons()) AND {OF_WORK.format(person="the_author")}
    AND EXISTS (SELECT 1 FROM circles_circle c WHERE c.id = the_circle
                AND c.school_id = the_school AND c.pupil_id = the_pupil)
    AND ({WORKS.format(circle="the_circle", person="the_author")}
         OR EXISTS (SELECT 1 FROM organisations_appointment a WHERE a.school_id = the_school
                    AND a.person_id = the_author AND a.function = 'attention' AND {runs("a")})
            AND the_pupil NOT IN (SELECT deelgenoot_apart_from_me()))
$$;
CREATE FUNCTION deelgenoot_circle_i_guard(the_circle uuid) RETURNS TABLE (
    circle uuid, board uuid, school uuid, pupil uuid, first text, rest text, named text, phone text
) {READ} AS $$
    SELECT c.id, c.board_id, c.school_id, c.pupil_id, p.first, p.rest, s.name, s.phone
    FROM circles_circle c JOIN people_person p ON p.id = c.pupil_id
    JOIN organisations_school s ON s.id = c.school_id
    WHERE c.id = the_circle AND c.school_id IN (SELECT deelgenoot_schools_i_guard())
    AND c.pupil_id NOT IN (SELECT deelgenoot_apart_from_me())
$$;
CREATE FUNCTION deelgenoot_safety_helpers(the_circle uuid) RETURNS TABLE (
    person uuid, first text, rest text, what text
) {READ} AS $$
    SELECT p.id, p.first, p.rest, w.what
    FROM circles_circle c CROSS JOIN LATERAL (
        SELECT a.person_id, a.function::text AS what FROM organisations_appointment a
        WHERE a.school_id = c.school_id AND {runs("a")}
        AND a.function IN ('attention', 'confidant', 'coordinator', 'leader')
        UNION SELECT m.person_id, m.capacity::text FROM circles_membership m
        WHERE m.circle_id = c.id AND m.ground = 'work' AND {runs("m")}
        AND m.capacity NOT IN ('emergency', 'coordinator', 'attention_officer')
    ) w JOIN people_person p ON p.id = w.person_id
    WHERE c.id = the_circle AND (c.id IN (SELECT deelgenoot_my_circles())
        OR c.id IN (SELECT g.circle FROM deelgenoot_circle_i_guard(the_circle) g))
    AND c.pupil_id NOT IN (SELECT deelgenoot_kept_apart(w.person_id))
    LIMIT 60
$$;
"""
UNGUARDING = """
DROP FUNCTION deelgenoot_safety_helpers(uuid); DROP FUNCTION deelgenoot_circle_i_guard(uuid);
DROP FUNCTION deelgenoot_may_keep_note(uuid, uuid, uuid, uuid);
DROP FUNCTION deelgenoot_notes_i_read(); DROP FUNCTION deelgenoot_apart_from_me();
DROP FUNCTION deelgenoot_schools_i_guard();
"""
NEVER_CHANGED = f"""
REVOKE UPDATE, DELETE ON safety_safetynote FROM {APP}, {JOBS};
REVOKE ALL ON FUNCTION deelgenoot_apart_from_me() FROM PUBLIC, {APP}, {JOBS};
"""


class Migration(migrations.Migration):
    """The guards of closed notes."""

    dependencies = [("safety", "0001_initial")]
    operations = [
        migrations.RunSQL(GUARDING, UNGUARDING),
        GuardRows(
            "safety_safetynote",
            select="id = ANY(ARRAY(SELECT deelgenoot_notes_i_read()))",
            insert="at = (SELECT deelgenoot_now())"
            " AND deelgenoot_may_keep_note(circle_id, school_id, pupil_id, author_id)",
        ),
        GuardNewcomers("safety_safetynote"),
        migrations.RunSQL(NEVER_CHANGED, migrations.RunSQL.noop),
    ]
