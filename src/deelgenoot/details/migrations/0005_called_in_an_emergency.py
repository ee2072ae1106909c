"""Who looks in an emergency sees the safe number of the family, as the class teacher does."""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("deelgenoot.details.migrations.0001_guards").WHO
BEFORE = BEFORE.partition("CREATE FUNCTION deelgenoot_keeps_contact")[0]
BEFORE = BEFORE.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
AFTER = BEFORE.replace(
    "mine.capacity = 'class_teacher'", "mine.capacity IN ('class_teacher', 'emergency')"
)


class Migration(migrations.Migration):
    """Whom one may call, by the class or by an emergency; never by an address."""

    dependencies = [
        ("details", "0004_ask_who_said_yes"),
        ("circles", "0023_who_looks_in_an_emergency"),
    ]
    operations = [migrations.RunSQL(AFTER, BEFORE)]
