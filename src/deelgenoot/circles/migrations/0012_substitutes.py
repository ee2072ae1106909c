"""Who may let someone stand in for today, and who may write the tasks on which reach rests."""

from django.db import migrations

from deelgenoot.access.guards import GuardWrites

READ = "LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp"
WRITE = "LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp"
ACTIVE = "{0}.since <= deelgenoot_now() AND ({0}.until IS NULL OR {0}.until > deelgenoot_now())"

FUNCTIONS = f"""
CREATE FUNCTION deelgenoot_groups_i_replace_in() RETURNS SETOF uuid {READ} ROWS 20 AS $$
    SELECT t.group_id FROM organisations_assignment t
    JOIN organisations_appointment a ON a.id = t.appointment_id
    JOIN organisations_group g ON g.id = t.group_id AND g.school_id = a.school_id
    WHERE a.person_id = ANY(deelgenoot_persons()) AND t.role = 'class_teacher'
    AND {ACTIVE.format("t")} AND {ACTIVE.format("a")}
    UNION
    SELECT g.id FROM organisations_appointment a
    JOIN organisations_group g ON g.school_id = a.school_id
    WHERE a.person_id = ANY(deelgenoot_persons())
    AND a.function IN ('coordinator', 'administrator') AND {ACTIVE.format("a")}
$$;
CREATE FUNCTION deelgenoot_may_replace_in(class uuid) RETURNS TABLE (may boolean) {READ} AS $$
    SELECT class IN (SELECT deelgenoot_groups_i_replace_in())
$$;
CREATE FUNCTION deelgenoot_may_give_class(appointment uuid, class uuid, role text)
RETURNS boolean {READ} AS $$
    SELECT EXISTS (
        SELECT 1 FROM organisations_appointment a JOIN organisations_group g ON g.id = class
        WHERE a.id = appointment AND a.school_id = g.school_id
        AND NOT a.person_id = ANY(deelgenoot_persons())
        AND (a.school_id IN (SELECT deelgenoot_schools_i_administer())
             OR role = 'substitute' AND class IN (SELECT deelgenoot_groups_i_replace_in())))
$$;
CREATE FUNCTION deelgenoot_may_end_class(appointment uuid, class uuid, role text)
RETURNS boolean {READ} AS $$
    SELECT EXISTS (
        SELECT 1 FROM organisations_appointment a
        WHERE a.id = appointment
        AND (a.school_id IN (SELECT deelgenoot_schools_i_administer())
             OR role = 'substitute' AND class IN (SELECT deelgenoot_groups_i_replace_in())))
$$;
CREATE FUNCTION deelgenoot_renew_memberships_of_group(class uuid) RETURNS TABLE (changed bigint)
{WRITE} AS $$
    SELECT * FROM deelgenoot_renew_memberships(ARRAY(
        SELECT c.id FROM circles_circle c
        JOIN organisations_place p ON p.enrolment_id = c.enrolment_id WHERE p.group_id = class))
$$;
CREATE FUNCTION deelgenoot_renew_memberships_of_school(school uuid) RETURNS TABLE (changed bigint)
{WRITE} AS $$
    SELECT * FROM deelgenoot_renew_memberships(
        ARRAY(SELECT c.id FROM circles_circle c WHERE c.school_id = school))
$$;
"""
BACK = """
DROP FUNCTION deelgenoot_renew_memberships_of_school(uuid);
DROP FUNCTION deelgenoot_renew_memberships_of_group(uuid);
DROP FUNCTION deelgenoot_may_end_class(uuid, uuid, text);
DROP FUNCTION deelgenoot_may_give_class(uuid, uuid, text);
DROP FUNCTION deelgenoot_may_replace_in(uuid);
DROP FUNCTION deelgenoot_groups_i_replace_in();
"""
MY_SCHOOLS = "school_id = ANY(ARRAY(SELECT deelgenoot_schools_i_administer()))"
NOT_MINE = "NOT (person_id = ANY((SELECT deelgenoot_persons())::uuid[]))"
GIVES = "deelgenoot_may_give_class(appointment_id, group_id, role)"
ENDS = "deelgenoot_may_end_class(appointment_id, group_id, role)"


class Migration(migrations.Migration):
    """Substitutes until tonight."""

    dependencies = [
        ("circles", "0011_who_works_here"),
        ("organisations", "0005_one_substitution_at_a_time"),
    ]
    operations = [
        migrations.RunSQL(FUNCTIONS, BACK),
        GuardWrites(
            "organisations_appointment",
            insert=f"{MY_SCHOOLS} AND {NOT_MINE}",
            update=MY_SCHOOLS,
            tasks={"import": "INSERT UPDATE"},
        ),
        GuardWrites(
            "organisations_assignment",
            insert=GIVES,
            update=ENDS,
            tasks={"import": "INSERT UPDATE"},
        ),
    ]
