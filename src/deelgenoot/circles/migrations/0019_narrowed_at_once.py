"""What a school leaves a capacity to read takes effect where places at work are derived."""

from importlib import import_module

from django.db import migrations

from deelgenoot.access.guards import GuardWrites

BEFORE = import_module("deelgenoot.circles.migrations.0011_who_works_here")
VIEW = BEFORE.AT_WORK.partition(";")[0].replace("CREATE VIEW", "CREATE OR REPLACE VIEW")
LEFT = """CASE WHEN s.id IS NULL THEN r.{0} ELSE ARRAY(
           SELECT u.topic FROM unnest(r.{0}) WITH ORDINALITY AS u(topic, n)
           WHERE u.topic = ANY(s.reads) ORDER BY u.n) END::varchar(12)[] AS {0}"""
NARROWED = VIEW.replace(
    "r.reads, r.writes,", f"{LEFT.format('reads')}, {LEFT.format('writes')},"
).replace(
    "r ON r.capacity = x.capacity",
    "r ON r.capacity = x.capacity\nLEFT JOIN circles_schoolreach s"
    " ON s.school_id = x.organisation AND s.capacity = x.capacity AND s.until IS NULL",
)
MY_SCHOOLS = "school_id = ANY(ARRAY(SELECT deelgenoot_schools_i_administer()))"


class Migration(migrations.Migration):
    """Narrow in the derivation itself, so that both lines of access follow."""

    dependencies = [("circles", "0018_narrower_schools")]
    operations = [
        migrations.RunSQL(NARROWED, VIEW),
        GuardWrites("circles_schoolreach", insert=MY_SCHOOLS, update=MY_SCHOOLS),
    ]
