"""At work one does not keep the papers of one's own child, nor of who shares that child."""

from django.db import migrations

FUNCTION = "LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp"

OWN = f"""
CREATE FUNCTION deelgenoot_my_own_children() RETURNS SETOF uuid {FUNCTION} ROWS 2 AS $$
    SELECT k.child_id FROM people_person me
    JOIN people_person family ON family.account_id = me.account_id AND family.side = 'family'
    JOIN people_custody k ON k.adult_id = family.id
    WHERE me.id = ANY(deelgenoot_persons()) AND me.side = 'work'
$$;
CREATE OR REPLACE FUNCTION deelgenoot_pupils_i_administer() RETURNS SETOF uuid {FUNCTION} ROWS 400
AS $$
    SELECT e.pupil_id FROM organisations_enrolment e
    WHERE e.school_id IN (SELECT deelgenoot_schools_i_administer())
    AND e.pupil_id NOT IN (SELECT deelgenoot_my_own_children())
$$;
CREATE FUNCTION deelgenoot_keeps_pupil(pupil uuid) RETURNS TABLE (kept boolean) {FUNCTION} AS $$
    SELECT pupil IN (SELECT deelgenoot_pupils_i_administer())
$$;
CREATE OR REPLACE FUNCTION deelgenoot_contacts_i_keep() RETURNS SETOF uuid {FUNCTION} ROWS 800
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
"""
BACK = f"""
CREATE OR REPLACE FUNCTION deelgenoot_pupils_i_administer() RETURNS SETOF uuid {FUNCTION} ROWS 400
AS $$
    SELECT e.pupil_id FROM organisations_enrolment e
    WHERE e.school_id IN (SELECT deelgenoot_schools_i_administer())
$$;
CREATE OR REPLACE FUNCTION deelgenoot_contacts_i_keep() RETURNS SETOF uuid {FUNCTION} ROWS 800
AS $$
    SELECT unnest(deelgenoot_persons())
    UNION SELECT k.adult_id FROM people_custody k
    WHERE k.child_id IN (SELECT deelgenoot_pupils_i_administer())
    UNION SELECT a.person_id FROM organisations_appointment a
    WHERE a.school_id IN (SELECT deelgenoot_schools_i_administer())
$$;
DROP FUNCTION deelgenoot_keeps_pupil(uuid);
DROP FUNCTION deelgenoot_my_own_children();
"""


class Migration(migrations.Migration):
    """The one who keeps a school's people may be a parent there too, perhaps a separated one."""

    dependencies = [("circles", "0004_one_index_each")]
    operations = [migrations.RunSQL(OWN, BACK)]
