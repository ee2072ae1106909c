"""Row guards of what a school said about columns; what a list brought can be taken back."""

from django.db import migrations

from deelgenoot.access.guards import GuardNewcomers, GuardRows
from deelgenoot.access.roles import APP, JOBS

MY_SCHOOLS = "school_id = ANY(ARRAY(SELECT deelgenoot_schools_i_administer()))"
KEPT = "person_id = ANY(ARRAY(SELECT deelgenoot_contacts_i_keep()))"
TAKE_OUT = (
    f"CREATE POLICY people_delete ON people_mailbox FOR DELETE TO {APP}, {JOBS} USING ({KEPT});"
)
WRITTEN = """
CREATE OR REPLACE FUNCTION deelgenoot_written_around(circles uuid[])
RETURNS TABLE (enrolment uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT c.enrolment_id FROM circles_circle c
    WHERE c.id = ANY(circles) AND c.school_id IN (SELECT deelgenoot_schools_i_administer())
    AND (EXISTS (SELECT 1 FROM circles_entry e WHERE e.circle_id = c.id)
      OR EXISTS (SELECT 1 FROM circles_contactwish w WHERE w.circle_id = c.id)
      OR EXISTS (SELECT 1 FROM circles_contactperson p WHERE p.circle_id = c.id)
      OR EXISTS (SELECT 1 FROM circles_emergencylook l WHERE l.circle_id = c.id)
      OR EXISTS (SELECT 1 FROM people_custody k WHERE k.child_id = c.pupil_id {began})
      OR EXISTS (SELECT 1 FROM circles_invitation i WHERE i.person_id = c.pupil_id)
      OR EXISTS (SELECT 1 FROM people_person q WHERE q.id = c.pupil_id
                 AND q.account_id IS NOT NULL))
$$;
"""


class Migration(migrations.Migration):
    """A parent whom a list brought and took back does not keep a new pupil here."""

    dependencies = [
        ("exchange", "0003_lists_of_parents"),
        ("circles", "0028_reading_on"),
        ("details", "0005_called_in_an_emergency"),
    ]
    operations = [
        GuardRows("exchange_columntold", select=MY_SCHOOLS, insert=MY_SCHOOLS, update=MY_SCHOOLS),
        GuardNewcomers("exchange_columntold"),
        migrations.RunSQL(TAKE_OUT, "DROP POLICY people_delete ON people_mailbox;"),
        migrations.RunSQL(
            WRITTEN.format(began="AND k.until IS DISTINCT FROM k.since"),
            WRITTEN.format(began=""),
        ),
    ]
