"""Row guards of contact moments."""

from django.db import migrations

from deelgenoot.access.guards import GuardRows, in_reach, in_writing_reach


class Migration(migrations.Migration):
    """Contact is read and written within reach."""

    dependencies = [("contact", "0001_initial"), ("circles", "0003_guards")]
    operations = [
        GuardRows(
            "contact_contactmoment",
            select=in_reach("contact_contactmoment"),
            insert=in_writing_reach("contact_contactmoment"),
        ),
    ]
