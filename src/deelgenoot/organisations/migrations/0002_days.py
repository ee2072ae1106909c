"""A colleague who comes from a school's file has no days yet."""

from django.db import migrations

DAYS = "ALTER TABLE organisations_appointment ALTER COLUMN days SET DEFAULT '{}';"
BACK = "ALTER TABLE organisations_appointment ALTER COLUMN days DROP DEFAULT;"


class Migration(migrations.Migration):
    """Days are empty by default."""

    dependencies = [("organisations", "0001_initial")]
    operations = [migrations.RunSQL(DAYS, BACK)]
