"""In an emergency one reads no contact moments but what many read about health."""

from django.db import migrations

from deelgenoot.access.guards import in_reach, in_writing_reach

TABLE = "contact_contactmoment"
ONLY_TOGETHER = f"""
ALTER POLICY people_select ON {TABLE} USING ({in_reach(TABLE)});
ALTER POLICY people_insert ON {TABLE} WITH CHECK ({in_writing_reach(TABLE)});
"""


class Migration(migrations.Migration):
    """Write the guards of contact moments anew."""

    dependencies = [
        ("contact", "0005_newcomers"),
        ("circles", "0023_who_looks_in_an_emergency"),
    ]
    operations = [migrations.RunSQL(ONLY_TOGETHER, migrations.RunSQL.noop)]
