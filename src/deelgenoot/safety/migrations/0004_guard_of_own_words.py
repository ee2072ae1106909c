"""Who keeps the school's own words; who writes in a circle gets the words, and no more."""

from django.db import migrations

from deelgenoot.access.guards import GuardNewcomers, GuardRows
from deelgenoot.access.roles import APP, JOBS

MY_SCHOOLS = "school_id = ANY(ARRAY(SELECT deelgenoot_schools_i_administer()))"
WORDS = """
CREATE FUNCTION deelgenoot_words_that_ask(the_circle uuid) RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp ROWS 20 AS $$
    SELECT w.word FROM circles_circle c JOIN safety_ownword w ON w.school_id = c.school_id
    WHERE c.id = the_circle AND c.id IN (SELECT deelgenoot_my_circles())
    ORDER BY w.word LIMIT 120
$$;
"""
NO_WORDS = "DROP FUNCTION deelgenoot_words_that_ask(uuid)"


class Migration(migrations.Migration):
    """The guard of the school's own words."""

    dependencies = [("safety", "0003_own_words")]
    operations = [
        migrations.RunSQL(WORDS, NO_WORDS),
        GuardRows("safety_ownword", select=MY_SCHOOLS, insert=MY_SCHOOLS, delete=MY_SCHOOLS),
        GuardNewcomers("safety_ownword"),
        migrations.RunSQL(
            f"REVOKE UPDATE ON safety_ownword FROM {APP}, {JOBS}", migrations.RunSQL.noop
        ),
    ]
