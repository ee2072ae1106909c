"""Row guards of care organisations, and the rule that nobody from outside is in a circle.

A person of a care organisation gets no place in a circle, no function at a school and no custody,
whoever writes the row and however it was derived. Once families can say yes, the check on places
asks for that yes instead.
"""

from django.db import migrations

from deelgenoot.access.guards import GuardNewcomers, GuardRows, mine
from deelgenoot.access.roles import APP, JOBS

READ = "LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp"
TRIGGER = "RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp"
RUNS = "{0}.since <= deelgenoot_now() AND ({0}.until IS NULL OR {0}.until > deelgenoot_now())"

KEPT = f"""
CREATE FUNCTION deelgenoot_boards_i_administer() RETURNS SETOF uuid {READ} ROWS 1 AS $$
    SELECT s.board_id FROM organisations_school s
    WHERE s.id IN (SELECT deelgenoot_schools_i_administer())
$$;
CREATE FUNCTION deelgenoot_care_i_keep() RETURNS SETOF uuid {READ} ROWS 30 AS $$
    SELECT o.id FROM organisations_careorganisation o
    WHERE o.board_id IN (SELECT deelgenoot_boards_i_administer())
$$;
CREATE FUNCTION deelgenoot_my_work_in_care() RETURNS SETOF uuid {READ} ROWS 1 AS $$
    SELECT c.id FROM organisations_careprofessional c
    WHERE c.person_id = ANY(deelgenoot_persons()) AND {RUNS.format("c")}
$$;
CREATE FUNCTION deelgenoot_care_i_see() RETURNS SETOF uuid {READ} ROWS 30 AS $$
    SELECT deelgenoot_care_i_keep()
    UNION SELECT c.organisation_id FROM organisations_careprofessional c
    WHERE c.id IN (SELECT deelgenoot_my_work_in_care())
$$;
CREATE FUNCTION deelgenoot_is_close_to_me(other uuid) RETURNS TABLE (close boolean) {READ} AS $$
    SELECT other = ANY(deelgenoot_persons()) OR EXISTS (
        SELECT 1 FROM people_person p JOIN people_person held ON held.account_id = p.account_id
        WHERE p.id = other AND (
            held.id = ANY(deelgenoot_persons())
            OR held.account_id IN (SELECT me.account_id FROM people_person me
                                   WHERE me.id = ANY(deelgenoot_persons()))
            OR held.id IN (SELECT k.adult_id FROM people_custody k
                           WHERE k.child_id IN (SELECT deelgenoot_my_own_children()))))
$$;
CREATE OR REPLACE FUNCTION deelgenoot_contacts_i_keep() RETURNS SETOF uuid {READ} ROWS 800
AS $$
    SELECT unnest(deelgenoot_persons())
    UNION (
        (SELECT k.adult_id FROM people_custody k
         WHERE k.child_id IN (SELECT deelgenoot_pupils_i_administer())
         UNION SELECT a.person_id FROM organisations_appointment a
         WHERE a.school_id IN (SELECT deelgenoot_schools_i_administer())
         UNION SELECT c.person_id FROM organisations_careprofessional c
         WHERE c.organisation_id IN (SELECT deelgenoot_care_i_keep()))
        EXCEPT SELECT k.adult_id FROM people_custody k
        WHERE k.child_id IN (SELECT deelgenoot_my_own_children())
    )
$$;
"""
BACK = f"""
CREATE OR REPLACE FUNCTION deelgenoot_contacts_i_keep() RETURNS SETOF uuid {READ} ROWS 800
AS $$
    SELECT unnest(deelgenoot_persons())
    UNION (
        (SELECT k.adult_id FROM people_custody k
         WHERE k.child_id IN (SELECT deelgenoot_pupils_i_administer())
         UNION SELECT a.person_id FROM organisations_appointment a
         WHERE a.school_id IN (SELECT deelgenoot_schools_i_administer()))
        EXCEPT SELECT k.adult_id FROM people_custody k
        WHERE k.child_id IN (SELECT deelgenoot_my_own_children())
    )
$$;
DROP FUNCTION deelgenoot_is_close_to_me(uuid);
DROP FUNCTION deelgenoot_care_i_see();
DROP FUNCTION deelgenoot_my_work_in_care();
DROP FUNCTION deelgenoot_care_i_keep();
DROP FUNCTION deelgenoot_boards_i_administer();
"""

OUTSIDE = f"""
CREATE FUNCTION deelgenoot_no_outsider() {TRIGGER} AS $$
DECLARE
    who uuid;
BEGIN
    who := CASE TG_TABLE_NAME WHEN 'people_custody' THEN (to_jsonb(NEW) ->> 'adult_id')::uuid
           ELSE (to_jsonb(NEW) ->> 'person_id')::uuid END;
    IF EXISTS (SELECT 1 FROM people_person p JOIN people_controller k ON k.id = p.controller_id
               WHERE p.id = who AND k.kind <> 'board') THEN
        RAISE EXCEPTION 'no-external-without-parents' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$$;
CREATE FUNCTION deelgenoot_no_outsider_in_a_circle() {TRIGGER} AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM placed m JOIN people_person p ON p.id = m.person_id
               JOIN people_controller k ON k.id = p.controller_id WHERE k.kind <> 'board') THEN
        RAISE EXCEPTION 'no-external-without-parents' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION deelgenoot_no_outsider() FROM PUBLIC, {APP}, {JOBS};
REVOKE ALL ON FUNCTION deelgenoot_no_outsider_in_a_circle() FROM PUBLIC, {APP}, {JOBS};
CREATE TRIGGER no_outsider_is_let_in AFTER INSERT ON circles_membership
    REFERENCING NEW TABLE AS placed
    FOR EACH STATEMENT EXECUTE FUNCTION deelgenoot_no_outsider_in_a_circle();
CREATE TRIGGER no_outsider_is_moved_in AFTER UPDATE ON circles_membership
    REFERENCING NEW TABLE AS placed
    FOR EACH STATEMENT EXECUTE FUNCTION deelgenoot_no_outsider_in_a_circle();
CREATE TRIGGER no_outsider_is_appointed BEFORE INSERT OR UPDATE OF person_id
    ON organisations_appointment FOR EACH ROW EXECUTE FUNCTION deelgenoot_no_outsider();
CREATE TRIGGER no_outsider_has_custody BEFORE INSERT OR UPDATE OF adult_id
    ON people_custody FOR EACH ROW EXECUTE FUNCTION deelgenoot_no_outsider();
"""
INSIDE = """
DROP TRIGGER no_outsider_has_custody ON people_custody;
DROP TRIGGER no_outsider_is_appointed ON organisations_appointment;
DROP TRIGGER no_outsider_is_moved_in ON circles_membership;
DROP TRIGGER no_outsider_is_let_in ON circles_membership;
DROP FUNCTION deelgenoot_no_outsider_in_a_circle();
DROP FUNCTION deelgenoot_no_outsider();
"""

MY_BOARDS = "board_id = ANY(ARRAY(SELECT deelgenoot_boards_i_administer()))"
I_KEEP = "organisation_id = ANY(ARRAY(SELECT deelgenoot_care_i_keep()))"
MY_SCHOOLS = "school_id = ANY(ARRAY(SELECT deelgenoot_schools_i_administer()))"
MY_WORK = "{0} = ANY(ARRAY(SELECT deelgenoot_my_work_in_care()))"
NOT_CLOSE = "NOT (SELECT close FROM deelgenoot_is_close_to_me({0}))"
ENDS = "until <= greatest((SELECT deelgenoot_now()), since)"
OF_IT = "c.organisation_id = organisations_verification.organisation_id"
ABOUT = f"""(professional_id IS NULL OR EXISTS (
    SELECT 1 FROM organisations_careprofessional c WHERE c.id = professional_id AND {OF_IT}))
AND NOT EXISTS (
    SELECT 1 FROM organisations_careprofessional c
    WHERE {OF_IT} AND (professional_id IS NULL OR c.id = professional_id)
    AND (SELECT close FROM deelgenoot_is_close_to_me(c.person_id)))"""


class Migration(migrations.Migration):
    """An administrator keeps the care organisations of the own board; nobody verifies themselves."""

    dependencies = [
        ("circles", "0023_who_looks_in_an_emergency"),
        ("organisations", "0007_care_organisations"),
    ]
    operations = [
        migrations.RunSQL(KEPT, BACK),
        migrations.RunSQL(OUTSIDE, INSIDE),
        GuardRows(
            "organisations_careorganisation",
            select="id = ANY(ARRAY(SELECT deelgenoot_care_i_see()))",
            insert=MY_BOARDS,
            update=MY_BOARDS,
        ),
        GuardRows(
            "organisations_careprofessional",
            select=f"{I_KEEP} OR {MY_WORK.format('id')}",
            insert=f"{I_KEEP} AND {NOT_CLOSE.format('person_id')}",
            update=f"{I_KEEP} AND ({ENDS} OR {NOT_CLOSE.format('person_id')})",
        ),
        migrations.RunSQL(  # whoever keeps them ends them at once, also of who is close
            f"ALTER POLICY people_update ON organisations_careprofessional USING ({I_KEEP})",
            migrations.RunSQL.noop,
        ),
        GuardRows(
            "organisations_verification",
            select=f"{I_KEEP} OR {MY_WORK.format('professional_id')}",
            insert=f"{I_KEEP} AND {MY_SCHOOLS} AND {mine('noted_by')} AND {ABOUT}",
        ),
        GuardNewcomers("organisations_careorganisation"),
        GuardNewcomers("organisations_careprofessional"),
        GuardNewcomers("organisations_verification"),
    ]
