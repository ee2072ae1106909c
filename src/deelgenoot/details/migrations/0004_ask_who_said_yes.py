"""The post asks the contact person who said yes; without one, the class teacher as before."""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("deelgenoot.details.migrations.0002_post").ASK
BEFORE = BEFORE.partition("CREATE FUNCTION deelgenoot_mail_came_back")[0]
REPLACE = BEFORE.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
SAID_YES = """COALESCE(work.person_id = (
            SELECT y.person_id FROM circles_contactperson y
            JOIN circles_membership m ON m.circle_id = y.circle_id AND m.person_id = y.person_id
                AND m.ground IN ('work', 'consent') AND m.since <= deelgenoot_now()
                AND (m.until IS NULL OR m.until > deelgenoot_now())
            WHERE y.circle_id = home.circle_id AND y.accepted AND NOT y.stands_in
            ORDER BY y.answered_at DESC LIMIT 1), false)"""
AFTER = REPLACE.replace(
    "AND work.capacity IN ('class_teacher', 'coordinator') AND",
    f"AND (work.capacity IN ('class_teacher', 'coordinator') OR {SAID_YES}) AND",
).replace(
    "ORDER BY home.circle_id, work.capacity",
    f"ORDER BY home.circle_id, {SAID_YES} DESC, work.capacity",
)


class Migration(migrations.Migration):
    """One contact person, also when a letter or mail does not reach a family."""

    dependencies = [("details", "0003_newcomers"), ("circles", "0017_guards_of_contact_persons")]
    operations = [migrations.RunSQL(AFTER, REPLACE)]
