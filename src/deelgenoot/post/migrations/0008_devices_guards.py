"""Devices are their owner's own; the task that sends reads them and takes out what is gone."""

from django.db import migrations

from deelgenoot.access.guards import GuardNewcomers, GuardRows
from deelgenoot.access.roles import APP, JOBS

OWN = (
    "account_id = ANY(ARRAY(SELECT p.account_id FROM people_person p"
    " WHERE p.id = ANY((SELECT deelgenoot_persons())::uuid[]) AND p.side = 'family'))"
)
FORGET = f"""
CREATE FUNCTION deelgenoot_forget_browser(kept text, address text, but uuid)
RETURNS TABLE (gone bigint)
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH gone AS (
        DELETE FROM post_pushdevice d
        WHERE (d.mark = kept AND kept <> '' OR d.endpoint = address)
        AND d.account_id IS DISTINCT FROM but RETURNING d.id
    ) SELECT count(*) FROM gone
$$;
REVOKE ALL ON FUNCTION deelgenoot_forget_browser(text, text, uuid) FROM PUBLIC, {JOBS};
GRANT EXECUTE ON FUNCTION deelgenoot_forget_browser(text, text, uuid) TO {APP};
"""
BACK = "DROP FUNCTION deelgenoot_forget_browser(text, text, uuid);"


class Migration(migrations.Migration):
    """A browser ends what it was given itself: by what it keeps, or by the address it gave."""

    dependencies = [("post", "0007_devices"), ("access", "0002_cache")]
    operations = [
        GuardRows(
            "post_pushdevice",
            select=OWN,
            insert=OWN,
            delete=OWN,
            tasks={"posting": "SELECT DELETE"},
        ),
        GuardNewcomers("post_pushdevice"),
        migrations.RunSQL(FORGET, BACK),
    ]
