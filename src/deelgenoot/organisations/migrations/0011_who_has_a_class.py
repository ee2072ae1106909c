"""Say whether a colleague has a class now, or lets others stand in, so that the menu fits."""

from django.db import migrations

CLASS = """
CREATE FUNCTION deelgenoot_has_a_class(person uuid, at timestamptz) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM organisations_appointment a WHERE a.person_id = person
        AND a.since <= at AND (a.until IS NULL OR a.until > at)
        AND (a.function = 'coordinator' OR EXISTS (
            SELECT 1 FROM organisations_assignment d WHERE d.appointment_id = a.id
            AND d.since <= at AND (d.until IS NULL OR d.until > at))))
$$;
"""


class Migration(migrations.Migration):
    """Asked with the account of a session, before anyone acts; who works where is no secret."""

    dependencies = [("organisations", "0010_region")]
    operations = [
        migrations.RunSQL(CLASS, "DROP FUNCTION deelgenoot_has_a_class(uuid, timestamptz);")
    ]
