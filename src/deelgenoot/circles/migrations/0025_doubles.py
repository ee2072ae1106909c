"""Two rows for one person: that they were joined, what moved, and that two are two people."""

import django.db.models.deletion
import uuid_utils.compat
from django.db import migrations, models


def number() -> models.UUIDField:
    """The number of a row."""
    return models.UUIDField(default=uuid_utils.compat.uuid7, primary_key=True, serialize=False)


def to(table: str) -> models.ForeignKey:
    """A row of another table."""
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=table
    )


class Migration(migrations.Migration):
    """The tables of joining doubles."""

    dependencies = [
        ("circles", "0024_care_organisations"),
        ("organisations", "0005_one_substitution_at_a_time"),
        ("people", "0008_the_same_person"),
    ]
    operations = [
        migrations.CreateModel(
            name="Merge",
            fields=[
                ("id", number()),
                ("by", models.UUIDField()),
                ("at", models.DateTimeField()),
                ("undone_by", models.UUIDField(null=True)),
                ("undone_at", models.DateTimeField(null=True)),
                ("double", to("people.person")),
                ("kept", to("people.person")),
                ("school", to("organisations.school")),
            ],
        ),
        migrations.CreateModel(
            name="Moved",
            fields=[
                ("id", number()),
                ("place", models.CharField(max_length=60)),
                ("row", models.UUIDField()),
                ("was", models.JSONField(null=True)),
                ("became", models.JSONField(null=True)),
                ("merge", to("circles.merge")),
            ],
        ),
        migrations.CreateModel(
            name="TwoPeople",
            fields=[
                ("id", number()),
                ("noted_by", models.UUIDField()),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                ("one", to("people.person")),
                ("other", to("people.person")),
                ("school", to("organisations.school")),
            ],
        ),
        migrations.AddIndex(
            "merge", models.Index(fields=["school", "-at"], name="merges_of_a_school")
        ),
        migrations.AddConstraint(
            "merge",
            models.UniqueConstraint(
                condition=models.Q(("undone_at__isnull", True)),
                fields=("double",),
                name="a_double_is_joined_once",
            ),
        ),
        migrations.AddConstraint(
            "twopeople",
            models.CheckConstraint(
                condition=models.Q(("one__lt", models.F("other"))), name="two_people_in_one_order"
            ),
        ),
        migrations.AddConstraint(
            "twopeople",
            models.UniqueConstraint(
                condition=models.Q(("until__isnull", True)),
                fields=("one", "other"),
                name="two_people_noted_once",
            ),
        ),
    ]
