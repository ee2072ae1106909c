"""Notices that are filled in at sending, and letters that wait for who prints them."""

import django.db.models.deletion
from django.db import migrations, models

from deelgenoot.access.roles import APP, JOBS

GROWN = f"""
CREATE FUNCTION deelgenoot_is_grown(who uuid) RETURNS TABLE (grown boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT NOT EXISTS (
        SELECT 1 FROM organisations_enrolment e JOIN people_person p ON p.id = e.pupil_id
        WHERE e.pupil_id = who AND (p.born_on IS NULL
            OR p.born_on > ((deelgenoot_now() AT TIME ZONE 'Europe/Amsterdam')::date
                - interval '12 years')))
$$;
REVOKE ALL ON FUNCTION deelgenoot_is_grown(uuid) FROM PUBLIC, {APP};
GRANT EXECUTE ON FUNCTION deelgenoot_is_grown(uuid) TO {JOBS};
"""
BACK = "DROP FUNCTION deelgenoot_is_grown(uuid);"


class Migration(migrations.Migration):
    """No text message goes to a pupil under 12, nor to one whose age is not known."""

    dependencies = [
        ("post", "0003_ways"),
        ("organisations", "0005_one_substitution_at_a_time"),
        ("people", "0006_who_has_shown_who_they_are"),
    ]
    operations = [
        migrations.AddField("letter", "notice", models.CharField(blank=True, max_length=24)),
        migrations.AddField("letter", "facts", models.JSONField(default=dict)),
        migrations.AddField(
            "letter",
            "school",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.school",
            ),
        ),
        migrations.AddField("letter", "on_paper_at", models.DateTimeField(null=True)),
        migrations.AddField("letter", "print_run", models.UUIDField(null=True)),
        migrations.AddField(
            "letter",
            "printed_by",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.person",
            ),
        ),
        migrations.AddField("letter", "printed_at", models.DateTimeField(null=True)),
        migrations.AlterField("letter", "body", models.TextField(blank=True)),
        migrations.AlterField("letter", "subject", models.CharField(blank=True, max_length=200)),
        migrations.AddIndex(
            "letter",
            models.Index(
                condition=models.Q(("on_paper_at__isnull", False), ("sent_at", None)),
                fields=["school", "person"],
                name="letters_to_print",
            ),
        ),
        migrations.RunSQL(GROWN, BACK),
    ]
