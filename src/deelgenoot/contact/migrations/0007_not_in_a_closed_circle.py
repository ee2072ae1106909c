"""In a closed circle no contact is kept any more."""

from django.db import migrations

from deelgenoot.access.roles import APP, JOBS

OPEN = f"""
CREATE POLICY open_insert ON contact_contactmoment AS RESTRICTIVE FOR INSERT TO {APP}, {JOBS}
    WITH CHECK (NOT deelgenoot_circle_is_closed(circle_id));
"""


class Migration(migrations.Migration):
    """The same guard as on the story."""

    dependencies = [("contact", "0006_emergencies"), ("circles", "0028_reading_on")]
    operations = [migrations.RunSQL(OPEN, "DROP POLICY open_insert ON contact_contactmoment;")]
