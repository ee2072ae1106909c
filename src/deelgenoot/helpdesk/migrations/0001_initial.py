import datetime

import django.db.models.deletion
import django.db.models.expressions
import uuid_utils.compat
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0009_leaving"),
        ("people", "0008_the_same_person"),
    ]

    operations = [
        migrations.CreateModel(
            name="LookAlong",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, primary_key=True, serialize=False
                    ),
                ),
                ("asked_at", models.DateTimeField(null=True)),
                ("yes_at", models.DateTimeField(null=True)),
                ("until", models.DateTimeField()),
                ("stopped_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.school",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["person", "-until"], name="look_along_by_person")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("yes_at__isnull", False), ("asked_at__isnull", False), _connector="OR"
                        ),
                        name="a_look_along_is_asked_or_given",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("yes_at", None),
                            (
                                "until__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("yes_at"),
                                    "+",
                                    models.Value(datetime.timedelta(seconds=3600)),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="a_look_along_lasts_an_hour_at_most",
                    ),
                ],
            },
        ),
    ]
