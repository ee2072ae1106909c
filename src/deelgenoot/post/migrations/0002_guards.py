"""Anyone's deed may put a mail in the outbox; only the worker takes one out."""

from django.db import migrations

from deelgenoot.access.guards import GuardRows


class Migration(migrations.Migration):
    """The guard of the outbox."""

    dependencies = [("post", "0001_initial"), ("access", "0002_cache")]
    operations = [
        GuardRows("post_letter", select="", insert="true", tasks={"posting": "SELECT UPDATE"})
    ]
