"""Care organisations around a school, their people, and how the school verified them."""

import django.db.models.deletion
import uuid_utils.compat
from django.db import migrations, models

WEARS = """
CREATE FUNCTION deelgenoot_wears_hat(worker uuid, at timestamptz) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT k.kind = 'board' OR EXISTS (
        SELECT 1 FROM organisations_careprofessional c WHERE c.person_id = p.id
        AND c.since <= at AND (c.until IS NULL OR c.until > at))
    FROM people_person p JOIN people_controller k ON k.id = p.controller_id WHERE p.id = worker
$$;
"""


class Migration(migrations.Migration):
    """Who works outside school wears a working hat only while a verified period runs."""

    dependencies = [
        ("organisations", "0006_one_way_to_say_main_site"),
        ("people", "0007_care_organisations"),
    ]

    operations = [
        migrations.CreateModel(
            name="CareOrganisation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("practice", "Practice for psychological help (GGZ)"),
                            ("youth_health", "Youth health service (JGZ, GGD)"),
                            ("local_team", "Local team (wijkteam)"),
                            ("social_work", "School social work"),
                            ("youth_care", "Youth care"),
                            ("therapy", "Practice for therapy, such as speech"),
                            ("municipality", "Municipality, such as school attendance"),
                            ("other", "Something else"),
                        ],
                        max_length=16,
                    ),
                ),
                ("town", models.CharField(max_length=80)),
                ("phone", models.CharField(max_length=20)),
                ("site", models.URLField(blank=True)),
                (
                    "register",
                    models.CharField(
                        blank=True,
                        choices=[("kvk", "KvK"), ("agb", "AGB"), ("big", "BIG"), ("skj", "SKJ")],
                        max_length=4,
                    ),
                ),
                ("number", models.CharField(blank=True, max_length=12)),
                ("until", models.DateTimeField(null=True)),
                (
                    "board",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.controller",
                    ),
                ),
                (
                    "controller",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.controller",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CareProfessional",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, primary_key=True, serialize=False
                    ),
                ),
                (
                    "profession",
                    models.CharField(
                        choices=[
                            ("psychologist", "Health care psychologist"),
                            ("orthopedagogue", "Remedial educationalist"),
                            ("youth_doctor", "Youth doctor"),
                            ("youth_nurse", "Youth nurse"),
                            ("social_worker", "School social worker"),
                            ("team_worker", "Local team worker"),
                            ("youth_worker", "Youth care worker"),
                            ("psychiatrist", "Child and youth psychiatrist"),
                            ("speech_therapist", "Speech therapist"),
                            ("attendance", "School attendance officer"),
                            ("other", "Another profession"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "register",
                    models.CharField(
                        blank=True,
                        choices=[("kvk", "KvK"), ("agb", "AGB"), ("big", "BIG"), ("skj", "SKJ")],
                        max_length=4,
                    ),
                ),
                ("number", models.CharField(blank=True, max_length=12)),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.careorganisation",
                    ),
                ),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Verification",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, primary_key=True, serialize=False
                    ),
                ),
                ("called", models.CharField(max_length=20)),
                ("found", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                ("noted_by", models.UUIDField()),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.careorganisation",
                    ),
                ),
                (
                    "professional",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.careprofessional",
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
        ),
        migrations.AddConstraint(
            model_name="careorganisation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("number", ""), _negated=True),
                fields=("board", "register", "number"),
                name="one_care_organisation_per_number",
            ),
        ),
        migrations.AddConstraint(
            model_name="careprofessional",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until", None), ("until__gte", models.F("since")), _connector="OR"
                ),
                name="a_professional_ends_after_they_begin",
            ),
        ),
        migrations.RunSQL(WEARS, "DROP FUNCTION deelgenoot_wears_hat(uuid, timestamptz);"),
    ]
