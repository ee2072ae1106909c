"""Who opens a look in an emergency for whom, who sees and ends it, and the place it gives."""

from importlib import import_module

from django.db import migrations

from deelgenoot.access.guards import GuardNewcomers, GuardRows, in_reach, in_writing_reach
from deelgenoot.access.roles import APP, JOBS

READ = "LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp"
ACTIVE = "{0}.since <= deelgenoot_now() AND ({0}.until IS NULL OR {0}.until > deelgenoot_now())"
LOOKING = (
    "l.since <= deelgenoot_now() AND least(l.until, l.ended_at) > deelgenoot_now()"
    " AND l.circle_id IN (SELECT deelgenoot_my_circles())"
)
NOT_MY_OWN = "l.pupil_id NOT IN (SELECT deelgenoot_my_own_children())"

APART = f"""
CREATE FUNCTION deelgenoot_kept_apart(who uuid) RETURNS SETOF uuid {READ} ROWS 4 AS $$
    WITH home AS (
        SELECT family.id FROM people_person me JOIN people_person family
            ON family.side = 'family' AND (family.account_id = me.account_id
            OR family.controller_id = me.controller_id
            AND lower(family.first || ' ' || family.rest) = lower(me.first || ' ' || me.rest))
        WHERE me.id = who AND me.side = 'work'
    ), children AS (
        SELECT k.child_id AS id FROM people_custody k WHERE k.adult_id IN (SELECT id FROM home)
        UNION SELECT id FROM home
    )
    SELECT id FROM children
    UNION SELECT other.child_id FROM people_custody theirs
    JOIN people_custody other ON other.adult_id = theirs.adult_id
    WHERE theirs.child_id IN (SELECT id FROM children)
$$;
"""
OPENS = f"""
CREATE FUNCTION deelgenoot_looks_i_open(circles uuid[]) RETURNS TABLE (
    circle uuid, pupil uuid, school uuid, board uuid, first text, rest text, for_self boolean,
    for_others boolean
) {READ} AS $$
    SELECT c.id, c.pupil_id, c.school_id, c.board_id, p.first, p.rest, my.for_self, my.for_others
    FROM circles_circle c
    JOIN organisations_enrolment e ON e.id = c.enrolment_id AND {ACTIVE.format("e")}
    JOIN people_person p ON p.id = c.pupil_id
    CROSS JOIN LATERAL (
        SELECT COALESCE(bool_or(a.function IN ('teacher', 'assistant', 'coordinator', 'leader',
                   'office')) AND NOT bool_or(a.function = 'administrator'), false) AS for_self,
               COALESCE(bool_or(a.function IN ('coordinator', 'leader', 'administrator')), false)
               OR EXISTS (SELECT 1 FROM circles_membership m WHERE m.circle_id = c.id
                   AND m.person_id = ANY(deelgenoot_persons()) AND m.capacity = 'class_teacher'
                   AND m.ground = 'work' AND {ACTIVE.format("m")}) AS for_others
        FROM organisations_appointment a WHERE a.school_id = c.school_id
        AND a.person_id = ANY(deelgenoot_persons()) AND {ACTIVE.format("a")}
    ) my
    WHERE c.id = ANY(circles) AND (my.for_self OR my.for_others) AND c.pupil_id NOT IN (
        SELECT apart FROM unnest(deelgenoot_persons()) me, deelgenoot_kept_apart(me) apart)
$$;
CREATE FUNCTION deelgenoot_looks_i_open_in(class uuid) RETURNS TABLE (
    circle uuid, pupil uuid, school uuid, board uuid, first text, rest text, for_self boolean,
    for_others boolean
) {READ} AS $$
    SELECT * FROM deelgenoot_looks_i_open(ARRAY(
        SELECT c.id FROM organisations_place p
        JOIN circles_circle c ON c.enrolment_id = p.enrolment_id
        WHERE p.group_id = class AND {ACTIVE.format("p")})) o
    ORDER BY o.first, o.rest, o.circle LIMIT 60
$$;
CREATE FUNCTION deelgenoot_looks_this_week(who uuid) RETURNS TABLE (alone bigint, every bigint)
{READ} AS $$
    SELECT count(DISTINCT l.opening) FILTER (WHERE l.opened_by_id = l.person_id),
           count(DISTINCT l.opening)
    FROM circles_emergencylook l
    WHERE l.person_id = who AND l.since > deelgenoot_now() - interval '7 days'
    AND l.school_id IN (SELECT a.school_id FROM organisations_appointment a
        WHERE a.person_id = ANY(deelgenoot_persons()) AND {ACTIVE.format("a")})
$$;
CREATE FUNCTION deelgenoot_too_close(who uuid, pupils uuid[]) RETURNS SETOF uuid {READ} AS $$
    SELECT apart FROM deelgenoot_kept_apart(who) apart WHERE apart = ANY(pupils)
    AND apart IN (SELECT o.pupil FROM deelgenoot_looks_i_open(
        ARRAY(SELECT c.id FROM circles_circle c WHERE c.pupil_id = ANY(pupils))) o)
$$;
CREATE FUNCTION deelgenoot_may_open_look(
    the_circle uuid, the_pupil uuid, the_school uuid, the_appointment uuid, the_person uuid,
    class uuid
) RETURNS boolean {READ} AS $$
    SELECT EXISTS (
        SELECT 1 FROM deelgenoot_looks_i_open(ARRAY[the_circle]) o
        JOIN organisations_appointment a ON a.id = the_appointment AND a.person_id = the_person
            AND a.school_id = o.school AND {ACTIVE.format("a")}
        WHERE o.pupil = the_pupil AND o.school = the_school
        AND the_pupil NOT IN (SELECT deelgenoot_kept_apart(the_person))
        AND CASE WHEN the_person = ANY(deelgenoot_persons())
            THEN o.for_self AND class IS NULL
                 AND (SELECT w.alone FROM deelgenoot_looks_this_week(the_person) w) < 2
            ELSE o.for_others AND (class IS NULL OR EXISTS (
                SELECT 1 FROM organisations_place p
                JOIN circles_circle c ON c.enrolment_id = p.enrolment_id
                WHERE c.id = the_circle AND p.group_id = class AND {ACTIVE.format("p")})) END)
$$;
"""
SEES = f"""
CREATE FUNCTION deelgenoot_looks_i_see() RETURNS SETOF uuid {READ} ROWS 20 AS $$
    SELECT l.id FROM circles_membership m
    JOIN circles_emergencylook l ON l.circle_id = m.circle_id
    WHERE m.person_id = ANY(deelgenoot_persons()) AND {ACTIVE.format("m")}
    AND m.circle_id IN (SELECT deelgenoot_my_circles())
    AND (m.capacity IN ('pupil', 'parent', 'carer', 'class_teacher', 'coordinator')
         OR m.ground IN ('work', 'consent') AND deelgenoot_said_yes(m.circle_id, m.person_id))
    AND (m.from_when IS NULL OR l.since >= m.from_when)
    AND (m.until_when IS NULL OR l.since < m.until_when)
    UNION SELECT l.id FROM circles_emergencylook l
    WHERE l.person_id = ANY(deelgenoot_persons()) AND {LOOKING}
    UNION SELECT l.id FROM circles_emergencylook l
    WHERE l.opened_by_id = ANY(deelgenoot_persons()) AND {NOT_MY_OWN}
    UNION SELECT l.id FROM organisations_appointment a
    JOIN circles_emergencylook l ON l.school_id = a.school_id
    WHERE a.person_id = ANY(deelgenoot_persons()) AND a.function = 'leader'
    AND {ACTIVE.format("a")} AND {NOT_MY_OWN}
$$;
CREATE FUNCTION deelgenoot_looks_i_end() RETURNS SETOF uuid {READ} ROWS 20 AS $$
    SELECT l.id FROM circles_emergencylook l WHERE l.id IN (SELECT deelgenoot_looks_i_see())
    AND l.ended_at IS NULL AND l.until > deelgenoot_now() AND EXISTS (
        SELECT 1 FROM people_person p
        WHERE p.id = ANY(deelgenoot_persons()) AND p.side = 'work')
$$;
"""
CLOSED = f"""
REVOKE ALL ON FUNCTION deelgenoot_kept_apart(uuid) FROM PUBLIC, {APP}, {JOBS};
REVOKE UPDATE, DELETE ON circles_emergencylook FROM {APP}, {JOBS};
GRANT UPDATE (ended_at) ON circles_emergencylook TO {APP}, {JOBS};
"""
BACK = """
DROP FUNCTION deelgenoot_looks_i_end(); DROP FUNCTION deelgenoot_looks_i_see();
DROP FUNCTION deelgenoot_may_open_look(uuid, uuid, uuid, uuid, uuid, uuid);
DROP FUNCTION deelgenoot_too_close(uuid, uuid[]);
DROP FUNCTION deelgenoot_looks_this_week(uuid); DROP FUNCTION deelgenoot_looks_i_open_in(uuid);
DROP FUNCTION deelgenoot_looks_i_open(uuid[]); DROP FUNCTION deelgenoot_kept_apart(uuid);
"""

BEFORE = import_module("deelgenoot.circles.migrations.0019_narrowed_at_once").NARROWED
PLACE = """    UNION ALL
    SELECT c.id, a.person_id, 'emergency'::text, c.school_id, 'work'::text, l.id,
           greatest(l.since, a.since, e.since), least(l.until, l.ended_at, a.until, e.until)
    FROM circles_emergencylook l
    JOIN circles_circle c ON c.id = l.circle_id
    JOIN organisations_enrolment e ON e.id = c.enrolment_id
    JOIN organisations_appointment a ON a.id = l.appointment_id AND a.person_id = l.person_id
        AND a.school_id = c.school_id
) x JOIN"""
DERIVED = BEFORE.replace(") x JOIN", PLACE)
REACH = """
INSERT INTO circles_capacityreach (capacity, reads, writes) VALUES ('emergency', '{health}', '{}');
"""
UNREACH = "DELETE FROM circles_capacityreach WHERE capacity = 'emergency';"
ONLY_TOGETHER = f"""
ALTER POLICY people_select ON circles_entry USING ({in_reach("circles_entry")});
ALTER POLICY people_insert ON circles_entry WITH CHECK ({in_writing_reach("circles_entry")});
"""
MAY_OPEN = (
    "opened_by_id = ANY((SELECT deelgenoot_persons())::uuid[])"
    " AND since = (SELECT deelgenoot_now()) AND ended_at IS NULL AND btrim(reason) <> ''"
    " AND deelgenoot_may_open_look(circle_id, pupil_id, school_id, appointment_id, person_id,"
    " group_id)"
)


class Migration(migrations.Migration):
    """The place a look gives, and its guards: nobody widens, lengthens or takes out one."""

    dependencies = [("circles", "0022_emergency_looks")]
    operations = [
        migrations.RunSQL(APART + OPENS + SEES, BACK),
        GuardRows(
            "circles_emergencylook",
            select="id = ANY(ARRAY(SELECT deelgenoot_looks_i_see()))",
            insert=MAY_OPEN,
            update="id = ANY(ARRAY(SELECT deelgenoot_looks_i_end()))",
        ),
        migrations.RunSQL(
            "ALTER POLICY people_update ON circles_emergencylook"
            " WITH CHECK (ended_at = (SELECT deelgenoot_now()));",
            migrations.RunSQL.noop,
        ),
        GuardNewcomers("circles_emergencylook"),
        migrations.RunSQL(CLOSED, migrations.RunSQL.noop),
        migrations.RunSQL(REACH, UNREACH),
        migrations.RunSQL(DERIVED, BEFORE),
        migrations.RunSQL(ONLY_TOGETHER, migrations.RunSQL.noop),
    ]
