"""A report that was taken along is seen by who reads in the story that it was."""

from django.db import migrations

from deelgenoot.access.guards import GuardNewcomers, GuardRows

TOLD = (
    "EXISTS (SELECT 1 FROM circles_entry e WHERE e.id = exchange_copy.entry_id"
    " AND e.kind = 'copied'{0})"
)
MINE = TOLD.format(" AND e.author_id = ANY((SELECT deelgenoot_persons())::uuid[])")


class Migration(migrations.Migration):
    """Guard what was taken along; the guard of the story decides, and nobody changes a copy."""

    dependencies = [("exchange", "0005_copies"), ("circles", "0033_copies")]
    operations = [
        GuardRows("exchange_copy", select=TOLD.format(""), insert=MINE),
        GuardNewcomers("exchange_copy"),
    ]
