"""A school's main site is written in one way: site number 00 means the same as none."""

from django.db import migrations

SAME = """
UPDATE organisations_school s SET dependance = '' WHERE dependance = '00' AND NOT EXISTS (
    SELECT 1 FROM organisations_school other WHERE other.brin = s.brin AND other.dependance = '')
"""


class Migration(migrations.Migration):
    """Let a file that says 00 and one that says nothing find the same school (basis: EDEXML)."""

    dependencies = [("organisations", "0005_one_substitution_at_a_time")]
    operations = [migrations.RunSQL(SAME, migrations.RunSQL.noop)]
