"""The attention officer reads no contact moments but those for safety."""

from django.db import migrations

from deelgenoot.access.guards import in_reach, in_writing_reach

TABLE = "contact_contactmoment"
ONLY_SAFETY = f"""
ALTER POLICY people_select ON {TABLE} USING ({in_reach(TABLE)});
ALTER POLICY people_insert ON {TABLE} WITH CHECK ({in_writing_reach(TABLE)});
"""


class Migration(migrations.Migration):
    """Write the guards of contact moments anew."""

    dependencies = [("contact", "0003_one_index_each"), ("circles", "0011_who_works_here")]
    operations = [migrations.RunSQL(ONLY_SAFETY, migrations.RunSQL.noop)]
