"""After a pupil's last day the family reads on for a while, and nobody writes any more.

Everything follows from the enrolment's own rows: the second places are derived, the circle closes
at the moment the enrolment ends, codes for who is no longer here stop then, and what was asked in
a closed circle is no longer asked. Set the last day right, and all of it is back.
"""

from importlib import import_module

from django.db import migrations, models

from deelgenoot.access.guards import GuardNewcomers, GuardRows, GuardWrites
from deelgenoot.access.roles import APP, JOBS

PLACES = import_module("deelgenoot.circles.migrations.0010_limits_and_eighteen")
HOME = import_module("deelgenoot.circles.migrations.0011_who_works_here")
READ = "LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp"
WRITE = "LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp"

READING_ON = f"""
CREATE VIEW circles_derived_reading_on AS
SELECT x.circle_id, x.person_id, x.capacity, NULL::uuid AS organisation, x.ground, x.basis,
       x.since, x.until, r.reads, '{{}}'::varchar(12)[] AS writes, x.from_when, x.until_when
FROM (
    SELECT c.id AS circle_id, c.pupil_id AS person_id, 'pupil'::text AS capacity,
           'self'::text AS ground, md5(e.id::text || 'reads on')::uuid AS basis,
           e.until AS since, e.reads_until AS until,
           NULL::timestamptz AS from_when, NULL::timestamptz AS until_when
    FROM circles_circle c JOIN organisations_enrolment e ON e.id = c.enrolment_id
    UNION ALL
    SELECT c.id, k.adult_id, gives.capacity, 'custody',
           md5(k.id::text || 'reads on' || COALESCE(lower(stay.open)::text, '')
               || COALESCE(lower(told.open)::text, ''))::uuid,
           greatest(e.until, lower(stay.open)),
           least(k.until, e.reads_until, upper(stay.open)),
           lower(told.open),
           CASE WHEN told.open = stay.open THEN NULL ELSE upper(told.open) END
    FROM circles_circle c
    JOIN organisations_enrolment e ON e.id = c.enrolment_id
    JOIN people_custody k ON k.child_id = c.pupil_id AND k.since < e.until
    JOIN (VALUES ('custody', 'parent'), ('guardian', 'parent'), ('institution', 'parent'),
                 ('foster', 'carer')) AS gives(kind, capacity) ON gives.kind = k.kind
    CROSS JOIN LATERAL (SELECT deelgenoot_open_to(k.child_id, k.adult_id) AS times) o
    CROSS JOIN LATERAL unnest(o.times) AS stay(open)
    JOIN LATERAL unnest(o.times) AS told(open) ON told.open <= stay.open
    WHERE e.reads_until IS NOT NULL
) x JOIN circles_capacityreach r ON r.capacity = x.capacity
WHERE x.until > x.since;
REVOKE ALL ON circles_derived_reading_on FROM PUBLIC, {APP}, {JOBS};
"""
VIEW = HOME.DERIVED.rstrip(";")
DERIVED = f"{VIEW}\nUNION ALL SELECT * FROM circles_derived_reading_on;"
UNDERIVED = f"{VIEW}; DROP VIEW circles_derived_reading_on;"


def _function(name: str) -> str:
    """Take the text of one function as it stands in the migration that made it."""
    start = PLACES.DERIVED.index(f"CREATE FUNCTION {name}(")
    end = PLACES.DERIVED.index("$$;", start) + len("$$;")
    return PLACES.DERIVED[start:end].replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")


RENEW_BEFORE = _function("deelgenoot_renew_memberships")
RENEW = RENEW_BEFORE.replace(
    "SET until = greatest(deelgenoot_now(), m.since)",
    "SET since = least(deelgenoot_now(), m.since), until = deelgenoot_now()",
)
"""A place that was still to come and does not come after all is over now, and not then."""
CHECK_BEFORE = _function("deelgenoot_underived_memberships")
CHECK = CHECK_BEFORE.replace(
    "    WHERE m.id IS NULL\n",
    "    WHERE m.id IS NULL\n"
    "    UNION ALL\n"
    "    SELECT c.id, NULL, 'circle', 'a circle closes at another moment than its enrolment'\n"
    "    FROM circles_circle c JOIN organisations_enrolment e ON e.id = c.enrolment_id\n"
    "    WHERE c.closed_at IS DISTINCT FROM e.until\n",
)

CLOSED = f"""
CREATE FUNCTION deelgenoot_circle_is_closed(circle uuid) RETURNS boolean {READ} AS $$
    SELECT EXISTS (SELECT 1 FROM circles_circle c
                   WHERE c.id = circle AND c.closed_at <= deelgenoot_now())
$$;
CREATE FUNCTION deelgenoot_enrolments_i_keep() RETURNS SETOF uuid {READ} ROWS 400 AS $$
    SELECT e.id FROM organisations_enrolment e
    WHERE e.school_id IN (SELECT deelgenoot_schools_i_administer())
    AND e.pupil_id IN (SELECT deelgenoot_pupils_i_administer())
$$;
CREATE FUNCTION deelgenoot_around_enrolment(enrolment uuid)
RETURNS TABLE (person uuid, at_work boolean) {READ} AS $$
    SELECT DISTINCT m.person_id, m.ground = 'work'
    FROM circles_circle c JOIN circles_membership m ON m.circle_id = c.id
    WHERE c.enrolment_id = enrolment AND m.since <= deelgenoot_now()
    AND (m.until IS NULL OR m.until > deelgenoot_now())
    AND enrolment IN (SELECT deelgenoot_enrolments_i_keep())
$$;
"""
UNCLOSED = """
DROP FUNCTION deelgenoot_around_enrolment(uuid);
DROP FUNCTION deelgenoot_enrolments_i_keep();
DROP FUNCTION deelgenoot_circle_is_closed(uuid);
"""

CLOSE = f"""
CREATE FUNCTION deelgenoot_close_circles(enrolments uuid[], by_mail int, on_paper int)
RETURNS TABLE (circle uuid, board uuid, ends timestamptz, person uuid, first text, language text)
{WRITE} AS $$
    SELECT deelgenoot_renew_memberships(
        ARRAY(SELECT c.id FROM circles_circle c WHERE c.enrolment_id = ANY(enrolments)));
    WITH moved AS (
        UPDATE circles_circle c SET closed_at = e.until
        FROM organisations_enrolment e JOIN circles_circle b ON b.enrolment_id = e.id
        WHERE e.id = ANY(enrolments) AND c.id = b.id AND c.closed_at IS DISTINCT FROM e.until
        RETURNING c.id, c.board_id, c.pupil_id, c.school_id, b.closed_at AS was, e.until AS ends
    ), theirs AS (
        SELECT m.school_id, m.was, m.pupil_id AS person_id FROM moved m
        UNION SELECT m.school_id, m.was, k.adult_id
        FROM moved m JOIN people_custody k ON k.child_id = m.pupil_id
    ), held AS (
        SELECT t.school_id, t.person_id, array_agg(DISTINCT t.was) AS were,
               CASE WHEN bool_or(e.until IS NULL) THEN NULL ELSE max(e.until) END AS ends
        FROM theirs t
        CROSS JOIN LATERAL (
            SELECT t.person_id AS child
            UNION SELECT k.child_id FROM people_custody k WHERE k.adult_id = t.person_id) kids
        JOIN organisations_enrolment e ON e.pupil_id = kids.child AND e.school_id = t.school_id
        GROUP BY t.school_id, t.person_id
    ), stopped AS (
        UPDATE circles_invitation i SET expires_at = least(h.ends,
            CASE WHEN i.expires_at = ANY(h.were)
                 THEN i.made_at + make_interval(
                     days => CASE i.way WHEN 'mail' THEN by_mail ELSE on_paper END)
                 ELSE i.expires_at END)
        FROM held h
        WHERE i.school_id = h.school_id AND i.person_id = h.person_id AND i.used_at IS NULL
    ), read AS (
        UPDATE circles_ask a SET done = deelgenoot_now() FROM moved m
        WHERE a.circle_id = m.id AND a.kind = 'closing' AND a.done IS NULL
    ), told AS (
        SELECT m.id AS circle_id, p.id AS person_id, p.first, p.language,
               bool_or(s.ground <> 'work') AS at_home
        FROM moved m JOIN circles_membership s ON s.circle_id = m.id
        AND s.since <= deelgenoot_now() AND (s.until IS NULL OR s.until > deelgenoot_now())
        JOIN people_person p ON p.id = s.person_id AND p.account_id IS NOT NULL
        WHERE s.ground IN ('self', 'custody') AND p.proven_at IS NOT NULL
        OR s.ground = 'work'
            AND (s.capacity = 'class_teacher' OR deelgenoot_said_yes(m.id, p.id))
        GROUP BY m.id, p.id, p.first, p.language
    ), asked AS (
        INSERT INTO circles_ask (id, circle_id, person_id, kind, subject, sent)
        SELECT gen_random_uuid(), t.circle_id, t.person_id, 'closing', t.circle_id,
               deelgenoot_now()
        FROM told t
    )
    SELECT m.id, m.board_id, m.ends, t.person_id, t.first, t.language
    FROM moved m LEFT JOIN told t ON t.circle_id = m.id AND t.at_home
    ORDER BY m.id, t.person_id
$$;
"""
UNCLOSE = "DROP FUNCTION deelgenoot_close_circles(uuid[], int, int);"

KEEP = "id = ANY(ARRAY(SELECT deelgenoot_enrolments_i_keep()))"
OPEN = f"""
CREATE POLICY open_insert ON {{0}} AS RESTRICTIVE FOR INSERT TO {APP}, {JOBS}
    WITH CHECK (NOT deelgenoot_circle_is_closed(circle_id));
"""
TABLES = ("circles_entry", "circles_ask", "circles_contactperson", "circles_contactwish")
MINE = (
    "circle_id = ANY(ARRAY(SELECT deelgenoot_my_circles()))"
    " AND person_id = ANY((SELECT deelgenoot_persons())::uuid[])"
)
STILL = (
    f"{MINE} AND (kind IN ('read_contact', 'read_answer', 'closing', 'emergency_look')"
    " OR NOT deelgenoot_circle_is_closed(circle_id))"
)


def asks(test: str) -> str:
    """Write anew which asks someone sees and finishes."""
    return (
        f"ALTER POLICY people_select ON circles_ask USING ({test});"
        f"ALTER POLICY people_update ON circles_ask USING ({test}) WITH CHECK ({test});"
    )


KINDS = [
    *import_module("deelgenoot.circles.migrations.0020_codes_on_paper").KINDS,
    ("emergency_look", "Read who looks in an emergency"),
    ("emergency_heard", "Hear who looks in an emergency"),
    ("tell_emergency", "Tell a family who looks in an emergency"),
    ("closing", "Read how long the circle stays open"),
]
LEFT_BEFORE = """
UPDATE organisations_enrolment SET reads_until = until + interval '90 days'
    WHERE until IS NOT NULL AND reads_until IS NULL;
UPDATE circles_circle c SET closed_at = e.until FROM organisations_enrolment e
    WHERE e.id = c.enrolment_id AND c.closed_at IS DISTINCT FROM e.until;
"""


class Migration(migrations.Migration):
    """Close circles without losing the family, and hold it in the database."""

    dependencies = [
        ("circles", "0027_what_moves"),
        ("organisations", "0009_leaving"),
    ]
    operations = [
        migrations.AlterField("ask", "kind", models.CharField(choices=KINDS, max_length=16)),
        migrations.RunSQL(READING_ON + DERIVED, UNDERIVED),
        migrations.RunSQL(RENEW, RENEW_BEFORE),
        migrations.RunSQL(CHECK, CHECK_BEFORE),
        migrations.RunSQL(CLOSED, UNCLOSED),
        migrations.RunSQL(CLOSE, UNCLOSE),
        migrations.RunSQL(asks(STILL), asks(MINE)),
        migrations.RunSQL(
            "".join(OPEN.format(table) for table in TABLES),
            "".join(f"DROP POLICY open_insert ON {table};" for table in TABLES),
        ),
        migrations.RunSQL(LEFT_BEFORE, migrations.RunSQL.noop),
        migrations.RunSQL(PLACES.RENEW, migrations.RunSQL.noop),
        GuardWrites(
            "organisations_enrolment",
            insert="false",
            update=KEEP,
            tasks={"import": "INSERT UPDATE"},
        ),
        GuardRows(
            "organisations_leaving",
            select=KEEP.replace("id =", "enrolment_id ="),
            insert=KEEP.replace("id =", "enrolment_id ="),
            update=KEEP.replace("id =", "enrolment_id ="),
            tasks={"import": "SELECT UPDATE"},
        ),
        GuardNewcomers("organisations_leaving"),
    ]
