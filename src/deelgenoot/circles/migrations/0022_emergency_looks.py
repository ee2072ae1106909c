"""Looks in an emergency: a new table, a new capacity, and what is asked about them."""

import datetime

import django.db.models.deletion
import django.db.models.expressions
import uuid_utils.compat
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("circles", "0021_whom_a_newcomer_calls"),
        ("organisations", "0005_one_substitution_at_a_time"),
        ("people", "0006_who_has_shown_who_they_are"),
    ]

    operations = [
        migrations.AlterField(
            model_name="ask",
            name="kind",
            field=models.CharField(
                choices=[
                    ("read_contact", "Read what school tells"),
                    ("read_answer", "Read the answer"),
                    ("keep_reach", "Choose who reads on at 18"),
                    ("talk_of_18", "Talk with the pupil about being 18"),
                    ("speak", "Speak to a parent yourself"),
                    ("new_mail", "Ask for another mail address"),
                    ("be_contact", "Be the contact person"),
                    ("wish_contact", "Say whom you would like as contact person"),
                    ("read_wish", "Read whom the family would like"),
                    ("new_contact", "Read who the contact person is"),
                    ("no_contact", "Ask someone else to be the contact person"),
                    ("code_paused", "A code is paused"),
                    ("emergency_look", "Read who looks in an emergency"),
                    ("emergency_heard", "Hear who looks in an emergency"),
                    ("tell_emergency", "Tell a family who looks in an emergency"),
                ],
                max_length=16,
            ),
        ),
        migrations.AlterField(
            model_name="capacityreach",
            name="capacity",
            field=models.CharField(
                choices=[
                    ("pupil", "Pupil"),
                    ("parent", "Parent or guardian"),
                    ("carer", "Foster parent"),
                    ("class_teacher", "Class teacher"),
                    ("subject_teacher", "Subject teacher"),
                    ("assistant", "Classroom assistant"),
                    ("intern", "Intern"),
                    ("substitute", "Substitute"),
                    ("emergency", "Emergency look"),
                    ("coordinator", "Care coordinator"),
                    ("attention_officer", "Attention officer"),
                    ("care_professional", "Care professional"),
                ],
                max_length=20,
                primary_key=True,
                serialize=False,
            ),
        ),
        migrations.AlterField(
            model_name="membership",
            name="capacity",
            field=models.CharField(
                choices=[
                    ("pupil", "Pupil"),
                    ("parent", "Parent or guardian"),
                    ("carer", "Foster parent"),
                    ("class_teacher", "Class teacher"),
                    ("subject_teacher", "Subject teacher"),
                    ("assistant", "Classroom assistant"),
                    ("intern", "Intern"),
                    ("substitute", "Substitute"),
                    ("emergency", "Emergency look"),
                    ("coordinator", "Care coordinator"),
                    ("attention_officer", "Attention officer"),
                    ("care_professional", "Care professional"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="schoolreach",
            name="capacity",
            field=models.CharField(
                choices=[
                    ("pupil", "Pupil"),
                    ("parent", "Parent or guardian"),
                    ("carer", "Foster parent"),
                    ("class_teacher", "Class teacher"),
                    ("subject_teacher", "Subject teacher"),
                    ("assistant", "Classroom assistant"),
                    ("intern", "Intern"),
                    ("substitute", "Substitute"),
                    ("emergency", "Emergency look"),
                    ("coordinator", "Care coordinator"),
                    ("attention_officer", "Attention officer"),
                    ("care_professional", "Care professional"),
                ],
                max_length=20,
            ),
        ),
        migrations.CreateModel(
            name="EmergencyLook",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, primary_key=True, serialize=False
                    ),
                ),
                ("opening", models.UUIDField()),
                ("reason", models.CharField(max_length=300)),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "appointment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.appointment",
                    ),
                ),
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
                    "group",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.group",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "pupil",
                    models.ForeignKey(
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
                    models.Index(fields=["circle", "-since"], name="emergencies_of_a_circle")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("opening", "circle"), name="one_look_per_opening"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__gt", models.F("since")),
                            (
                                "until__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("since"),
                                    "+",
                                    models.Value(datetime.timedelta(days=1)),
                                ),
                            ),
                        ),
                        name="a_look_lasts_a_day_at_most",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="a_look_has_a_reason",
                    ),
                ],
            },
        ),
    ]
