"""A note of the team asks for a talk at home after so many days on which that school is open."""

from django.db import migrations

from deelgenoot.access.roles import APP, JOBS

WRITE = "LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp"
EARLIER = "deelgenoot_ask_to_talk_at_home(timestamptz)"
TALK = "deelgenoot_ask_to_talk_at_home(timestamptz, text)"
BY_REGION = f"""
DROP FUNCTION {EARLIER};
CREATE FUNCTION deelgenoot_ask_to_talk_at_home(noted_before timestamptz, of_region text)
RETURNS TABLE (ask uuid, circle uuid, board uuid) {WRITE} AS $$
    WITH untold AS (
        SELECT DISTINCT ON (n.circle_id) n.id, n.circle_id, c.board_id
        FROM circles_entry n JOIN circles_circle c ON c.id = n.circle_id
        JOIN organisations_school s ON s.id = c.school_id AND s.region = of_region
        WHERE n.audience = 'school' AND n.kind = 'note' AND n.corrects_id IS NULL
        AND n.kept_at < noted_before
        AND (c.closed_at IS NULL OR c.closed_at > deelgenoot_now())
        AND NOT EXISTS (
            SELECT 1 FROM contact_contactmoment m JOIN circles_entry t ON t.id = m.entry_id
            WHERE m.circle_id = n.circle_id AND t.side = 'school' AND t.kept_at > n.kept_at)
        ORDER BY n.circle_id, n.kept_at DESC
    ), made AS (
        INSERT INTO circles_ask (id, circle_id, person_id, kind, subject, sent)
        SELECT gen_random_uuid(), u.circle_id, m.person_id, 'talk_at_home', u.id, deelgenoot_now()
        FROM untold u JOIN circles_membership m ON m.circle_id = u.circle_id
        WHERE m.capacity = 'coordinator' AND m.since <= deelgenoot_now()
        AND (m.until IS NULL OR m.until > deelgenoot_now())
        AND NOT EXISTS (
            SELECT 1 FROM circles_ask a WHERE a.circle_id = u.circle_id
            AND a.person_id = m.person_id AND a.kind = 'talk_at_home'
            AND (a.done IS NULL OR a.subject = u.id))
        RETURNING id, circle_id
    ) SELECT d.id, d.circle_id, u.board_id FROM made d JOIN untold u ON u.circle_id = d.circle_id
$$;
REVOKE ALL ON FUNCTION {TALK} FROM PUBLIC, {APP};
GRANT EXECUTE ON FUNCTION {TALK} TO {JOBS};
"""
FOR_ALL = f"""
DROP FUNCTION {TALK};
CREATE FUNCTION deelgenoot_ask_to_talk_at_home(noted_before timestamptz)
RETURNS TABLE (ask uuid, circle uuid, board uuid) {WRITE} AS $$
    WITH untold AS (
        SELECT DISTINCT ON (n.circle_id) n.id, n.circle_id, c.board_id
        FROM circles_entry n JOIN circles_circle c ON c.id = n.circle_id
        WHERE n.audience = 'school' AND n.kind = 'note' AND n.corrects_id IS NULL
        AND n.kept_at < noted_before
        AND (c.closed_at IS NULL OR c.closed_at > deelgenoot_now())
        AND NOT EXISTS (
            SELECT 1 FROM contact_contactmoment m JOIN circles_entry t ON t.id = m.entry_id
            WHERE m.circle_id = n.circle_id AND t.side = 'school' AND t.kept_at > n.kept_at)
        ORDER BY n.circle_id, n.kept_at DESC
    ), made AS (
        INSERT INTO circles_ask (id, circle_id, person_id, kind, subject, sent)
        SELECT gen_random_uuid(), u.circle_id, m.person_id, 'talk_at_home', u.id, deelgenoot_now()
        FROM untold u JOIN circles_membership m ON m.circle_id = u.circle_id
        WHERE m.capacity = 'coordinator' AND m.since <= deelgenoot_now()
        AND (m.until IS NULL OR m.until > deelgenoot_now())
        AND NOT EXISTS (
            SELECT 1 FROM circles_ask a WHERE a.circle_id = u.circle_id
            AND a.person_id = m.person_id AND a.kind = 'talk_at_home'
            AND (a.done IS NULL OR a.subject = u.id))
        RETURNING id, circle_id
    ) SELECT d.id, d.circle_id, u.board_id FROM made d JOIN untold u ON u.circle_id = d.circle_id
$$;
REVOKE ALL ON FUNCTION {EARLIER} FROM PUBLIC, {APP};
GRANT EXECUTE ON FUNCTION {EARLIER} TO {JOBS};
"""


class Migration(migrations.Migration):
    """Holidays differ by region."""

    dependencies = [("contact", "0009_notes_in_time"), ("organisations", "0010_region")]
    operations = [migrations.RunSQL(BY_REGION, FOR_ALL)]
