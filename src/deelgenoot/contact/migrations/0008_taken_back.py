"""Contact reaches the family after a while, and can be taken back or let go until then."""

from django.db import migrations, models

from deelgenoot.access.guards import in_reach, in_told_reach, mine, still_mine_alone
from deelgenoot.access.roles import APP, JOBS

WRITE = "LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp"
MINE = mine("author_id")
TABLE = "contact_contactmoment"
GUARD = f"""
ALTER POLICY people_select ON {TABLE} USING ({in_told_reach(TABLE)});
CREATE POLICY people_delete ON {TABLE} FOR DELETE TO {APP}, {JOBS} USING ({still_mine_alone()});
ALTER POLICY newcomers_delete ON {TABLE} USING (NOT (SELECT deelgenoot_is_new()) OR {MINE});
"""
UNGUARD = f"""
ALTER POLICY newcomers_delete ON {TABLE} USING (NOT (SELECT deelgenoot_is_new()) OR (false));
DROP POLICY people_delete ON {TABLE};
ALTER POLICY people_select ON {TABLE} USING ({in_reach(TABLE)});
"""
# The contact moment first, as taking back does: two taps at once wait for each other, not both.
LET_READ = f"""
CREATE FUNCTION deelgenoot_let_read(told uuid, sooner boolean)
RETURNS TABLE (entry uuid) {WRITE} AS $$
    WITH moment AS (
        UPDATE contact_contactmoment c SET reaches_at = NULL
        WHERE c.entry_id = told AND c.author_id = ANY(deelgenoot_persons())
        AND c.reaches_at IS NOT NULL AND (sooner OR c.reaches_at <= deelgenoot_now())
        RETURNING c.id
    )
    UPDATE circles_entry e SET reaches_at = NULL
    WHERE e.id = told AND e.author_id = ANY(deelgenoot_persons())
    AND e.reaches_at IS NOT NULL AND (sooner OR e.reaches_at <= deelgenoot_now())
    AND (SELECT count(*) FROM moment) >= 0
    RETURNING e.id
$$;
"""


class Migration(migrations.Migration):
    """Held by the database."""

    dependencies = [
        ("contact", "0007_not_in_a_closed_circle"),
        ("circles", "0032_words_taken_back"),
    ]
    operations = [
        migrations.AddField("contactmoment", "reaches_at", models.DateTimeField(null=True)),
        migrations.AlterField(
            "contactmoment",
            "how",
            models.CharField(
                choices=[
                    ("door", "At the door"),
                    ("phone", "By phone"),
                    ("message", "Message"),
                    ("visit", "At home"),
                    ("video", "Video call"),
                    ("letter", "Letter"),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            "contactmoment",
            "tone",
            models.CharField(
                choices=[
                    ("good", "Something good"),
                    ("everyday", "Everyday contact"),
                    ("difficult", "Difficult news"),
                ],
                max_length=10,
            ),
        ),
        migrations.RunSQL(GUARD, UNGUARD),
        migrations.RunSQL(LET_READ, "DROP FUNCTION deelgenoot_let_read(uuid, boolean);"),
    ]
