"""Whether someone was asked lately to let school look along, and gave no yes since."""

from django.db import migrations

from deelgenoot.access.roles import APP, JOBS

LATELY = f"""
CREATE FUNCTION deelgenoot_asked_in_vain(who uuid, at_school uuid, after timestamptz)
RETURNS TABLE (asked boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT 1 FROM organisations_appointment a
        WHERE a.person_id = ANY(deelgenoot_persons()) AND a.school_id = at_school
        AND deelgenoot_helps(who, a.person_id, at_school))
    AND EXISTS (
        SELECT 1 FROM helpdesk_lookalong l
        WHERE l.person_id = who AND l.school_id = at_school AND l.yes_at IS NULL
        AND l.asked_at > after
        AND (l.stopped_at IS NOT NULL OR l.until <= deelgenoot_now())
        AND NOT EXISTS (
            SELECT 1 FROM helpdesk_lookalong later
            WHERE later.person_id = who AND later.yes_at >= l.asked_at))
$$;
REVOKE ALL ON FUNCTION deelgenoot_asked_in_vain(uuid, uuid, timestamptz) FROM PUBLIC, {JOBS};
GRANT EXECUTE ON FUNCTION deelgenoot_asked_in_vain(uuid, uuid, timestamptz) TO {APP};
"""
BACK = "DROP FUNCTION deelgenoot_asked_in_vain(uuid, uuid, timestamptz);"


class Migration(migrations.Migration):
    """An administrator sees only their own questions; the pause holds for the school."""

    dependencies = [("helpdesk", "0002_in_their_sight")]
    operations = [migrations.RunSQL(LATELY, BACK)]
