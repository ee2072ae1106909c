"""Papers of a whole class, and a code to the phone school had before as proof."""

import django.db.models.deletion
import uuid_utils.compat
from django.db import migrations, models

from deelgenoot.access.guards import GuardNewcomers, GuardRows, mine

FUNCTION = "LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp"
MAKER = f"{mine('maker_id')} AND school_id = ANY(ARRAY(SELECT deelgenoot_schools_i_administer()))"
LATELY = f"{MAKER} AND begun_at > (SELECT deelgenoot_now()) - interval '1 day'"
OF_MINE = "batch_id = ANY(ARRAY(SELECT b.id FROM letters_batch b))"
USED = "i.used_at IS NOT NULL AND i.person_id = newcomer"
NO_PUPIL = "NOT EXISTS (SELECT 1 FROM organisations_enrolment e WHERE e.pupil_id = newcomer)"

KNOWN = f"""
CREATE OR REPLACE FUNCTION deelgenoot_mail_known_before(newcomer uuid)
RETURNS TABLE (known boolean) {FUNCTION} AS $$
    SELECT newcomer = ANY(deelgenoot_persons()) AND {NO_PUPIL} AND EXISTS (
        SELECT 1 FROM people_mailbox b JOIN circles_invitation i ON {USED}
        WHERE b.person_id = newcomer AND b.noted_at < i.made_at AND b.broken_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM people_wishes w
                        WHERE w.person_id = newcomer AND 'mail' = ANY(w.never))
        AND NOT (SELECT shared FROM deelgenoot_mail_is_shared(newcomer, b.address)))
$$;
CREATE FUNCTION deelgenoot_mobile_known_before(newcomer uuid) RETURNS TABLE (phone uuid)
{FUNCTION} AS $$
    SELECT (
        SELECT f.id FROM people_phone f JOIN circles_invitation i ON {USED}
        LEFT JOIN people_wishes w ON w.person_id = newcomer
        WHERE f.person_id = newcomer AND f.kind = 'mobile' AND f.noted_at < i.made_at
        AND newcomer = ANY(deelgenoot_persons()) AND {NO_PUPIL}
        AND (w.only_phone_id IS NULL OR w.only_phone_id = f.id)
        AND NOT COALESCE('sms' = ANY(w.never), false)
        AND NOT EXISTS (
            SELECT 1 FROM people_phone other WHERE other.number = f.number
            AND other.person_id <> newcomer
            AND deelgenoot_shares_a_child(other.person_id, newcomer))
        ORDER BY f.noted_at, f.id LIMIT 1)
$$;
"""
BEFORE = f"""
DROP FUNCTION deelgenoot_mobile_known_before(uuid);
CREATE OR REPLACE FUNCTION deelgenoot_mail_known_before(newcomer uuid)
RETURNS TABLE (known boolean) {FUNCTION} AS $$
    SELECT newcomer = ANY(deelgenoot_persons()) AND EXISTS (
        SELECT 1 FROM people_mailbox b JOIN circles_invitation i ON i.person_id = b.person_id
        WHERE b.person_id = newcomer AND i.used_at IS NOT NULL AND b.noted_at < i.made_at
        AND NOT (SELECT shared FROM deelgenoot_mail_is_shared(newcomer, b.address)))
$$;
"""


class Migration(migrations.Migration):
    """Only the maker sees papers of a class, for a day; a worker takes them up and wipes them."""

    dependencies = [
        ("circles", "0021_whom_a_newcomer_calls"),
        ("letters", "0001_whom_to_call"),
        ("organisations", "0008_who_is_a_pupil"),
        ("people", "0006_who_has_shown_who_they_are"),
        ("details", "0004_ask_who_said_yes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Batch",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, primary_key=True, serialize=False
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("mail", "By mail"),
                            ("letter", "By letter"),
                            ("hand", "Handed over at school"),
                        ],
                        max_length=6,
                    ),
                ),
                ("begun_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField()),
                ("tries", models.SmallIntegerField(default=0)),
                ("made_at", models.DateTimeField(null=True)),
                ("taken_at", models.DateTimeField(null=True)),
                ("gone_at", models.DateTimeField(null=True)),
                (
                    "stopped",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("function", "The maker no longer has this task at school"),
                            ("failed", "Making them did not work"),
                        ],
                        max_length=8,
                    ),
                ),
                ("sealed", models.BinaryField(null=True)),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.group",
                    ),
                ),
                (
                    "maker",
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
        ),
        migrations.CreateModel(
            name="Paper",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, primary_key=True, serialize=False
                    ),
                ),
                ("place", models.SmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waits"),
                            ("ready", "Can be made"),
                            ("made", "Made"),
                            ("not_made", "Not made"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("why", models.CharField(blank=True, max_length=40)),
                (
                    "batch",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="letters.batch",
                    ),
                ),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.enrolment",
                    ),
                ),
                (
                    "invitation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="circles.invitation",
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
            ],
        ),
        migrations.AddConstraint(
            model_name="batch",
            constraint=models.UniqueConstraint(
                condition=models.Q(("made_at__isnull", True), ("stopped", "")),
                fields=("group", "way"),
                name="one_batch_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.UniqueConstraint(
                fields=("batch", "person"), name="one_paper_per_person"
            ),
        ),
        GuardRows(
            "letters_batch",
            select=LATELY,
            insert=MAKER,
            update=LATELY,
            tasks={"papers": "SELECT UPDATE DELETE"},
        ),
        GuardRows(
            "letters_paper",
            select=OF_MINE,
            insert=OF_MINE,
            update=OF_MINE,
            tasks={"papers": "SELECT DELETE"},
        ),
        GuardNewcomers("letters_batch"),
        GuardNewcomers("letters_paper"),
        migrations.RunSQL(KNOWN, BEFORE),
    ]
