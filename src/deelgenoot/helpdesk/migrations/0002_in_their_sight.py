"""Who may look along with whom, what they see of it, and that the person sees it."""

from django.db import migrations

from deelgenoot.access.guards import GuardNewcomers, GuardRows, mine
from deelgenoot.access.roles import APP, JOBS

READ = "LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp"
RUNS = "{0}.since <= deelgenoot_now() AND ({0}.until IS NULL OR {0}.until > deelgenoot_now())"
GOES_ON = (
    "l.id = look AND l.yes_at <= deelgenoot_now() AND l.until > deelgenoot_now()"
    " AND l.stopped_at IS NULL AND l.by_id = ANY(deelgenoot_persons())"
    " AND deelgenoot_helps(l.person_id, l.by_id, l.school_id)"
)

HELPS = f"""
CREATE FUNCTION deelgenoot_helps(who uuid, colleague uuid, school uuid) RETURNS boolean {READ}
AS $$
    SELECT EXISTS (
        SELECT 1 FROM organisations_appointment a WHERE a.person_id = colleague
        AND a.school_id = school AND a.function = 'administrator' AND {RUNS.format("a")})
    AND EXISTS (SELECT 1 FROM people_person p WHERE p.id = who AND p.side = 'family')
    AND EXISTS (
        SELECT 1 FROM organisations_enrolment e WHERE e.school_id = school
        AND e.pupil_id IN (SELECT who UNION
                           SELECT k.child_id FROM people_custody k WHERE k.adult_id = who))
    AND NOT EXISTS (
        SELECT 1 FROM people_person me JOIN people_person family
            ON family.account_id = me.account_id AND family.side = 'family'
        WHERE me.id = colleague
        AND (family.id = who OR deelgenoot_shares_a_child(family.id, who)))
$$;
CREATE FUNCTION deelgenoot_who_may_help() RETURNS TABLE (
    person uuid, colleague uuid, colleague_name text, school uuid, school_name text
) {READ} AS $$
    SELECT DISTINCT me.id, a.person_id, trim(w.first || ' ' || w.rest), s.id, s.name
    FROM people_person me
    CROSS JOIN LATERAL (
        SELECT me.id AS child
        UNION SELECT k.child_id FROM people_custody k WHERE k.adult_id = me.id) kids
    JOIN organisations_enrolment e ON e.pupil_id = kids.child
    JOIN organisations_school s ON s.id = e.school_id
    JOIN organisations_appointment a ON a.school_id = s.id AND a.function = 'administrator'
        AND {RUNS.format("a")}
    JOIN people_person w ON w.id = a.person_id AND w.account_id IS NOT NULL
    WHERE me.id = ANY(deelgenoot_persons()) AND me.side = 'family'
    AND deelgenoot_helps(me.id, a.person_id, s.id)
    ORDER BY s.name, 3, 2
$$;
"""
UNHELPS = """
DROP FUNCTION deelgenoot_who_may_help(); DROP FUNCTION deelgenoot_helps(uuid, uuid, uuid);
"""

STANDS = f"""
CREATE FUNCTION deelgenoot_how_it_stands(look uuid) RETURNS TABLE (
    since timestamptz, signs_in_by_mail boolean, language text, reads_along boolean,
    channel text, mail_to text, mail_broken boolean, circles bigint, reads_on bigint,
    way text, made_at timestamptz, used_at timestamptz, paused_at timestamptz,
    expires_at timestamptz
) {READ} AS $$
    SELECT a.made_at, a.email IS NOT NULL, COALESCE(NULLIF(p.language, ''), a.language),
        p.proven_at IS NOT NULL, told.channel, told.mail_to, told.mail_broken,
        told.circles, told.reads_on,
        code.way, code.made_at, code.used_at, code.paused_at, code.expires_at
    FROM helpdesk_lookalong l JOIN people_person p ON p.id = l.person_id
    JOIN people_account a ON a.id = p.account_id
    LEFT JOIN LATERAL (
        SELECT COALESCE((SELECT w.channel FROM people_wishes w WHERE w.person_id = p.id), 'mail')
            AS channel,
            left(b.address, 1) || '…@….' || split_part(b.address, '.', -1) AS mail_to,
            b.broken_at IS NOT NULL AS mail_broken, here.circles, here.reads_on
        FROM (SELECT count(DISTINCT m.circle_id) FILTER (WHERE m.writes <> '{{}}') AS circles,
                     count(DISTINCT m.circle_id) FILTER (WHERE m.writes = '{{}}') AS reads_on
              FROM circles_membership m JOIN circles_circle c ON c.id = m.circle_id
              WHERE m.person_id = p.id AND c.school_id = l.school_id AND {RUNS.format("m")}) here
        LEFT JOIN people_mailbox b ON b.person_id = p.id
    ) told ON p.proven_at IS NOT NULL
    LEFT JOIN LATERAL (
        SELECT i.way, i.made_at, i.used_at, i.paused_at, i.expires_at FROM circles_invitation i
        WHERE i.person_id = p.id AND i.school_id = l.school_id ORDER BY i.made_at DESC LIMIT 5
    ) code ON true
    WHERE {GOES_ON} ORDER BY code.made_at DESC
$$;
CREATE FUNCTION deelgenoot_looking_along(account uuid, at timestamptz) RETURNS jsonb {READ} AS $$
    SELECT jsonb_build_object(
        'mine', (
            SELECT jsonb_build_object('id', l.id, 'name', trim(w.first || ' ' || w.rest),
                'school', s.name, 'until', l.until, 'yes', l.yes_at IS NOT NULL)
            FROM people_person p JOIN helpdesk_lookalong l ON l.person_id = p.id
            JOIN people_person w ON w.id = l.by_id JOIN organisations_school s
                ON s.id = l.school_id
            WHERE p.account_id = account AND l.until > at AND l.stopped_at IS NULL
            ORDER BY l.yes_at IS NULL, l.until DESC LIMIT 1),
        'helps', (
            SELECT jsonb_build_object('person', l.person_id, 'name', o.first, 'until', l.until)
            FROM people_person p JOIN helpdesk_lookalong l ON l.by_id = p.id
            JOIN people_person o ON o.id = l.person_id
            WHERE p.account_id = account AND l.until > at AND l.stopped_at IS NULL
            AND l.yes_at IS NOT NULL ORDER BY l.until DESC LIMIT 1))
$$;
CREATE FUNCTION deelgenoot_when_looked(looks uuid[]) RETURNS TABLE (look uuid, at timestamptz)
{READ} AS $$
    SELECT l.id, b.at FROM helpdesk_lookalong l
    JOIN audit_line b ON b.object = l.id AND b.kind = 'helpdesk.LookAlong' AND b.did = 'look'
    WHERE l.id = ANY(looks) AND l.person_id = ANY(deelgenoot_persons())
    ORDER BY b.at
$$;
REVOKE UPDATE, DELETE ON helpdesk_lookalong FROM {APP}, {JOBS};
GRANT UPDATE (yes_at, until, stopped_at) ON helpdesk_lookalong TO {APP};
"""
UNSTANDS = f"""
GRANT UPDATE, DELETE ON helpdesk_lookalong TO {APP}, {JOBS};
DROP FUNCTION deelgenoot_when_looked(uuid[]);
DROP FUNCTION deelgenoot_looking_along(uuid, timestamptz);
DROP FUNCTION deelgenoot_how_it_stands(uuid);
"""
THEIRS = mine("person_id")
ASKS = f"{mine('by_id')} AND yes_at IS NULL"
HELPED = "deelgenoot_helps(person_id, by_id, school_id)"


class Migration(migrations.Migration):
    """A yes is written by nobody but whose it is, and for nobody but who may help."""

    dependencies = [
        ("helpdesk", "0001_initial"),
        ("circles", "0028_reading_on"),
        ("audit", "0003_looks_along"),
    ]
    operations = [
        migrations.RunSQL(HELPS, UNHELPS),
        migrations.RunSQL(STANDS, UNSTANDS),
        GuardRows(
            "helpdesk_lookalong",
            select=f"{THEIRS} OR {mine('by_id')}",
            insert=f"({THEIRS} OR {ASKS}) AND {HELPED}",
            update=THEIRS,
        ),
        GuardNewcomers("helpdesk_lookalong", select=THEIRS, insert=THEIRS, update=THEIRS),
    ]
