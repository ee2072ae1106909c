"""Row guards of files of schools that were dropped, and what was written around a new pupil."""

from django.db import migrations

from deelgenoot.access.guards import GuardNewcomers, GuardRows
from deelgenoot.access.roles import APP, JOBS

MY_SCHOOLS = "school_id = ANY(ARRAY(SELECT deelgenoot_schools_i_administer()))"
WRITTEN = f"""
CREATE FUNCTION deelgenoot_written_around(circles uuid[]) RETURNS TABLE (enrolment uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT c.enrolment_id FROM circles_circle c
    WHERE c.id = ANY(circles) AND c.school_id IN (SELECT deelgenoot_schools_i_administer())
    AND (EXISTS (SELECT 1 FROM circles_entry e WHERE e.circle_id = c.id)
      OR EXISTS (SELECT 1 FROM circles_contactwish w WHERE w.circle_id = c.id)
      OR EXISTS (SELECT 1 FROM circles_contactperson p WHERE p.circle_id = c.id)
      OR EXISTS (SELECT 1 FROM circles_emergencylook l WHERE l.circle_id = c.id)
      OR EXISTS (SELECT 1 FROM people_custody k WHERE k.child_id = c.pupil_id)
      OR EXISTS (SELECT 1 FROM circles_invitation i WHERE i.person_id = c.pupil_id)
      OR EXISTS (SELECT 1 FROM people_person q WHERE q.id = c.pupil_id
                 AND q.account_id IS NOT NULL))
$$;
REVOKE ALL ON FUNCTION deelgenoot_written_around(uuid[]) FROM PUBLIC, {APP};
GRANT EXECUTE ON FUNCTION deelgenoot_written_around(uuid[]) TO {JOBS};
"""


class Migration(migrations.Migration):
    """Only administrators of the school itself come near what was read of its file."""

    dependencies = [
        ("exchange", "0001_deliveries"),
        ("circles", "0023_who_looks_in_an_emergency"),
        ("people", "0006_who_has_shown_who_they_are"),
    ]
    operations = [
        GuardRows(
            "exchange_delivery",
            select=MY_SCHOOLS,
            insert=MY_SCHOOLS,
            update=MY_SCHOOLS,
            tasks={"clearing": "SELECT UPDATE"},
        ),
        GuardRows(
            "exchange_deliveryline",
            select=MY_SCHOOLS,
            insert=MY_SCHOOLS,
            delete=MY_SCHOOLS,
            tasks={"clearing": "SELECT DELETE"},
        ),
        GuardNewcomers("exchange_delivery"),
        GuardNewcomers("exchange_deliveryline"),
        migrations.RunSQL(WRITTEN, "DROP FUNCTION deelgenoot_written_around(uuid[]);"),
    ]
