"""Say whether someone is, or was, a pupil, so that a pupil is said 'je' on every page."""

from django.db import migrations

PUPIL = """
CREATE FUNCTION deelgenoot_is_pupil(person uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM organisations_enrolment e WHERE e.pupil_id = person)
$$;
"""


class Migration(migrations.Migration):
    """Asked with the account of a session, before anyone acts; enrolments are in no one's way."""

    dependencies = [("organisations", "0007_care_organisations")]
    operations = [migrations.RunSQL(PUPIL, "DROP FUNCTION deelgenoot_is_pupil(uuid);")]
