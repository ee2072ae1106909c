"""What is told reaches others after a while, can be taken back until then, and corrected after.

Words are not changed in place: a correction is a row of its own, by the same person, for the very
same readers.
"""

from importlib import import_module

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models
from django.db.models.functions import Now

from deelgenoot.access.guards import in_reach, in_told_reach, mine, still_mine_alone
from deelgenoot.access.roles import APP, JOBS

DOUBLES = import_module("deelgenoot.circles.migrations.0027_what_moves")
ASKED = import_module("deelgenoot.circles.migrations.0031_asks_for_safety").KINDS
READ = "LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp"

KINDS = [
    *ASKED,
    ("come_back", "Come back to what you told"),
    ("talk_at_home", "Talk with the parents about what the team wrote"),
]
CORRECTS = f"""
CREATE FUNCTION deelgenoot_corrects(corrected uuid, author uuid, circle uuid, about text,
    heard_by text, shown uuid[], hidden uuid[], happened timestamptz) RETURNS boolean {READ} AS $$
    SELECT EXISTS (
        SELECT 1 FROM circles_entry e WHERE e.id = corrected AND e.author_id = author
        AND e.circle_id = circle AND e.topic = about AND e.audience = heard_by
        AND e.shown_to = shown AND e.hidden_from = hidden AND e.at = happened
        AND e.corrects_id IS NULL)
$$;
CREATE POLICY corrects_insert ON circles_entry AS RESTRICTIVE FOR INSERT TO {APP}, {JOBS}
    WITH CHECK (corrects_id IS NULL OR deelgenoot_corrects(corrects_id, author_id, circle_id,
        topic, audience, shown_to, hidden_from, at));
"""
UNCORRECTS = """
DROP POLICY corrects_insert ON circles_entry;
DROP FUNCTION deelgenoot_corrects(uuid, uuid, uuid, text, text, uuid[], uuid[], timestamptz);
"""
MINE = mine("author_id")
GUARD = f"""
ALTER POLICY people_select ON circles_entry USING ({in_told_reach("circles_entry")});
CREATE POLICY people_delete ON circles_entry FOR DELETE TO {APP}, {JOBS}
    USING ({still_mine_alone()} OR (audience = 'own' AND {MINE}));
ALTER POLICY newcomers_delete ON circles_entry USING (NOT (SELECT deelgenoot_is_new()) OR {MINE});
"""
UNGUARD = f"""
ALTER POLICY newcomers_delete ON circles_entry
    USING (NOT (SELECT deelgenoot_is_new()) OR (false));
DROP POLICY people_delete ON circles_entry;
ALTER POLICY people_select ON circles_entry USING ({in_reach("circles_entry")});
"""
LISTED = "('circles_entry', 'hidden_from'),"
MORE = f"{LISTED} ('circles_entry', 'spoken_with'),"


def moving(listed: str) -> str:
    """Write the functions of joining doubles anew, with these lists of people."""
    both = (DOUBLES.MOVE + DOUBLES.BACK).replace(LISTED, listed)
    return both.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")


class Migration(migrations.Migration):
    """Told, taken back, corrected."""

    dependencies = [("circles", "0031_asks_for_safety")]
    operations = [
        migrations.AddField("entry", "comes_back_on", models.DateField(null=True)),
        migrations.AddField(
            "entry",
            "corrects",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="circles.entry",
            ),
        ),
        migrations.AddField(
            "entry",
            "kept_at",
            models.DateTimeField(db_default=Now(), default=django.utils.timezone.now),
        ),
        migrations.AddField("entry", "reaches_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "entry",
            "spoken_with",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.UUIDField(),
                db_default=models.Value(
                    [],
                    output_field=django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), size=None
                    ),
                ),
                default=list,
                size=None,
            ),
        ),
        migrations.AlterField("ask", "kind", models.CharField(choices=KINDS, max_length=16)),
        migrations.AlterField(
            "entry",
            "kind",
            models.CharField(
                choices=[
                    ("contact", "Contact"),
                    ("answer", "Answer"),
                    ("note", "Note"),
                    ("correction", "Corrected"),
                ],
                max_length=12,
            ),
        ),
        migrations.RunSQL(CORRECTS + GUARD, UNGUARD + UNCORRECTS),
        migrations.RunSQL(moving(MORE), moving(LISTED)),
    ]
