"""Accounts without a mail address, and when someone has shown who they are."""

from django.db import migrations, models

NEW = """
CREATE FUNCTION deelgenoot_is_new() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT 1 FROM people_person p WHERE p.id = ANY(deelgenoot_persons())
        AND p.side = 'family' AND p.account_id IS NOT NULL AND p.proven_at IS NULL)
$$;
"""
KNOWN = "UPDATE people_person SET proven_at = now() WHERE account_id IS NOT NULL;"


class Migration(migrations.Migration):
    """Whoever came in so far came by a code in their own mailbox; newcomers come by letter too."""

    dependencies = [("people", "0005_mail_that_came_back"), ("access", "0002_cache")]
    operations = [
        migrations.AlterField(
            "account", "email", models.EmailField(max_length=254, null=True, unique=True)
        ),
        migrations.AddField("person", "proven_at", models.DateTimeField(null=True)),
        migrations.RunSQL(KNOWN, migrations.RunSQL.noop),
        migrations.RunSQL(NEW, "DROP FUNCTION deelgenoot_is_new();"),
    ]
