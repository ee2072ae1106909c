"""A report names its circle itself, so that its guard finds it by index."""

import django.db.models.deletion
from django.db import migrations, models

from deelgenoot.access.guards import my_circles

TOLD = (
    "EXISTS (SELECT 1 FROM circles_entry e WHERE e.id = exchange_copy.entry_id"
    " AND e.kind = 'copied'{0})"
)
MINE = " AND e.author_id = ANY((SELECT deelgenoot_persons())::uuid[])"
FILL = """
UPDATE exchange_copy c SET circle_id = e.circle_id FROM circles_entry e WHERE e.id = c.entry_id;
SET CONSTRAINTS ALL IMMEDIATE;
"""


def _policies(narrow: str, of: str) -> str:
    """Write both policies of the table anew."""
    return (
        f"ALTER POLICY people_select ON exchange_copy USING ({narrow}{TOLD.format('')});"
        f"ALTER POLICY people_insert ON exchange_copy WITH CHECK"
        f" ({narrow}{TOLD.format(of + MINE)});"
    )


def _circle(*, null: bool) -> models.ForeignKey[object, object]:
    """The column."""
    return models.ForeignKey(
        null=null,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to="circles.circle",
    )


class Migration(migrations.Migration):
    """Add the circle, fill it in, and let the guards begin with it."""

    dependencies = [("exchange", "0006_guard_of_copies"), ("circles", "0033_copies")]
    operations = [
        migrations.AddField("copy", "circle", _circle(null=True)),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AlterField("copy", "circle", _circle(null=False)),
        migrations.RunSQL(
            _policies(my_circles() + " AND ", " AND e.circle_id = exchange_copy.circle_id"),
            _policies("", ""),
        ),
    ]
