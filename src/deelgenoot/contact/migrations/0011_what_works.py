"""What works for a pupil: read by who is around now, written by who knows the pupil best."""

from importlib import import_module

import django.contrib.postgres.fields
import django.db.models.deletion
import uuid_utils.compat
from django.db import migrations, models

from deelgenoot.access.guards import ACTIVE, GuardNewcomers, GuardRows, my_circles
from deelgenoot.access.roles import APP, JOBS

TABLE = "contact_whatworks"
STORY = import_module("deelgenoot.circles.migrations.0032_words_taken_back")
LISTS = f"{STORY.MORE} ('{TABLE}', 'spoken_with'),"
ME = (
    f"m.circle_id = {TABLE}.circle_id AND m.person_id = ANY((SELECT deelgenoot_persons())::uuid[])"
)
READS = (
    f"{my_circles()} AND (until IS NULL OR until >= (SELECT deelgenoot_now()))"
    f" AND EXISTS (SELECT 1 FROM circles_membership m WHERE {ME} AND {ACTIVE}"
    " AND m.capacity NOT IN ('emergency', 'attention_officer')"
    f" AND (m.until_when IS NULL OR m.until_when > {TABLE}.at))"
)
WRITES = (
    f"{my_circles()} AND NOT deelgenoot_circle_is_closed(circle_id)"
    f" AND EXISTS (SELECT 1 FROM circles_membership m WHERE {ME} AND {ACTIVE}"
    " AND m.capacity IN ('pupil', 'parent', 'carer', 'class_teacher', 'coordinator')"
    " AND m.writes <> '{}'{signed})"
)
SIGNED = f" AND m.person_id = {TABLE}.written_by_id"
LETS = f"""
REVOKE UPDATE, DELETE ON {TABLE} FROM {APP}, {JOBS};
GRANT UPDATE (until) ON {TABLE} TO {APP}, {JOBS};
"""


def moving(back: bool) -> str:
    """Write the functions of joining doubles anew, with or without these lines."""
    if back:
        return STORY.moving(STORY.MORE)
    author = "('circles_entry', 'author_id'),"
    both = STORY.moving(LISTS)
    assert author in both
    return both.replace(author, f"{author} ('{TABLE}', 'written_by_id'),")


class Migration(migrations.Migration):
    dependencies = [
        ("contact", "0010_notes_by_region"),
        ("circles", "0032_words_taken_back"),
        ("people", "0006_who_has_shown_who_they_are"),
    ]
    operations = [
        migrations.CreateModel(
            name="WhatWorks",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, primary_key=True, serialize=False
                    ),
                ),
                ("place", models.SmallIntegerField()),
                ("words", models.CharField(max_length=120)),
                (
                    "spoken_with",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), default=list, size=None
                    ),
                ),
                ("at", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                (
                    "circle",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="circles.circle",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["circle", "place"], name="works_of_a_circle")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("circle", "place"),
                        name="one_line_at_a_place",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("place__gte", 1), ("place__lte", 3)),
                        name="at_most_three_lines",
                    ),
                ],
            },
        ),
        GuardRows(
            TABLE,
            select=READS,
            insert=f"until IS NULL AND at = (SELECT deelgenoot_now())"
            f" AND {WRITES.replace('{signed}', SIGNED)}",
            update=WRITES.replace("{signed}", ""),
        ),
        GuardNewcomers(TABLE),
        migrations.RunSQL(LETS, migrations.RunSQL.noop),
        migrations.RunSQL(moving(False), moving(True)),
    ]
