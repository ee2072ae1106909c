"""A place for short-lived counts, like how often one address tried to sign in."""

from django.db import migrations

CACHE = """
CREATE UNLOGGED TABLE access_cache (
    cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL
);
CREATE INDEX access_cache_expires ON access_cache (expires);
"""


class Migration(migrations.Migration):
    """The cache table of Django's database cache."""

    dependencies = [("access", "0001_who_acts")]
    operations = [migrations.RunSQL(CACHE, "DROP TABLE access_cache;")]
