"""Places that follow custody: court limits and the eighteenth birthday end them, by the instant."""

from importlib import import_module

from django.db import migrations

from deelgenoot.access.guards import GuardRows, mine
from deelgenoot.access.roles import APP, JOBS

BEFORE = import_module("deelgenoot.circles.migrations.0002_who_is_in_a_circle")
FUNCTION = BEFORE.FUNCTION
PUPILS = "child_id = ANY(ARRAY(SELECT deelgenoot_pupils_i_administer()))"
ALL_BUT_HEALTH = "{learning,behaviour,wellbeing,home,attendance}"

CARER = f"""
INSERT INTO circles_capacityreach (capacity, reads, writes)
VALUES ('carer', '{ALL_BUT_HEALTH}', '{ALL_BUT_HEALTH}');
"""

BIRTHDAY = """
CREATE FUNCTION deelgenoot_birthday(born date, age int) RETURNS timestamptz
LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
    SELECT (d.day + CASE WHEN extract(day FROM born) = 29 AND extract(day FROM d.day) = 28
                         AND extract(month FROM born) = 2 THEN 1 ELSE 0 END)::timestamp
           AT TIME ZONE 'Europe/Amsterdam'
    FROM (SELECT (born + make_interval(years => age))::date AS day) d
$$;
"""

OPEN = f"""
CREATE FUNCTION deelgenoot_open_to(pupil uuid, grown_up uuid) RETURNS tstzmultirange
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT '{{(,)}}'::tstzmultirange
    - COALESCE((SELECT range_agg(tstzrange(l.since, l.until)) FROM people_courtlimit l
                WHERE l.child_id = pupil AND l.adult_id = grown_up), '{{}}')
    - CASE WHEN p.born_on IS NULL THEN '{{}}'::tstzmultirange
      ELSE tstzmultirange(tstzrange(deelgenoot_birthday(p.born_on, 18), NULL))
           - COALESCE((SELECT range_agg(tstzrange(y.since, y.until)) FROM people_keptreach y
                       WHERE y.child_id = pupil AND y.adult_id = grown_up), '{{}}') END
    FROM people_person p WHERE p.id = pupil
$$;
REVOKE ALL ON FUNCTION deelgenoot_open_to(uuid, uuid) FROM PUBLIC, {APP}, {JOBS};
"""
CLOSED = """
DROP FUNCTION deelgenoot_open_to(uuid, uuid); DROP FUNCTION deelgenoot_birthday(date, int);
"""

DERIVED = """
CREATE VIEW circles_derived AS
SELECT x.circle_id, x.person_id, x.capacity, x.organisation, x.ground, x.basis, x.since, x.until,
       r.reads, r.writes, x.from_when, x.until_when
FROM (
    SELECT c.id AS circle_id, c.pupil_id AS person_id, 'pupil' AS capacity,
           NULL::uuid AS organisation, 'self' AS ground, e.id AS basis, e.since, e.until,
           NULL::timestamptz AS from_when, NULL::timestamptz AS until_when
    FROM circles_circle c JOIN organisations_enrolment e ON e.id = c.enrolment_id
    UNION ALL
    SELECT c.id, k.adult_id, gives.capacity, NULL, 'custody',
           CASE WHEN lower(stay.open) IS NULL THEN k.id
           ELSE md5(k.id::text || extract(epoch FROM lower(stay.open))::text
                    || COALESCE(extract(epoch FROM lower(told.open))::text, ''))::uuid END,
           greatest(k.since, e.since, lower(stay.open)),
           least(k.until, e.until, upper(stay.open)),
           lower(told.open),
           CASE WHEN told.open = stay.open THEN NULL ELSE upper(told.open) END
    FROM circles_circle c
    JOIN organisations_enrolment e ON e.id = c.enrolment_id
    JOIN people_custody k ON k.child_id = c.pupil_id
    JOIN (VALUES ('custody', 'parent'), ('guardian', 'parent'), ('institution', 'parent'),
                 ('foster', 'carer')) AS gives(kind, capacity) ON gives.kind = k.kind
    CROSS JOIN LATERAL (SELECT deelgenoot_open_to(k.child_id, k.adult_id) AS times) o
    CROSS JOIN LATERAL unnest(o.times) AS stay(open)
    JOIN LATERAL unnest(o.times) AS told(open) ON told.open <= stay.open
    UNION ALL
    SELECT c.id, a.person_id, t.role, c.school_id, 'work', md5(t.id::text || p.id::text)::uuid,
           greatest(t.since, p.since, a.since, e.since),
           least(t.until, p.until, a.until, e.until), NULL, NULL
    FROM circles_circle c
    JOIN organisations_enrolment e ON e.id = c.enrolment_id
    JOIN organisations_place p ON p.enrolment_id = e.id
    JOIN organisations_assignment t ON t.group_id = p.group_id
    JOIN organisations_appointment a ON a.id = t.appointment_id AND a.school_id = c.school_id
    UNION ALL
    SELECT c.id, a.person_id, 'coordinator', c.school_id, 'work', a.id,
           greatest(a.since, e.since), least(a.until, e.until), NULL, NULL
    FROM circles_circle c
    JOIN organisations_enrolment e ON e.id = c.enrolment_id
    JOIN organisations_appointment a ON a.school_id = c.school_id AND a.function = 'coordinator'
) x JOIN circles_capacityreach r ON r.capacity = x.capacity
WHERE x.until IS NULL OR x.until > x.since;

REVOKE ALL ON circles_derived FROM PUBLIC, deelgenoot_app, deelgenoot_jobs;

CREATE FUNCTION deelgenoot_renew_memberships(circles uuid[]) RETURNS TABLE (changed bigint)
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH ended AS (
        UPDATE circles_membership m SET until = greatest(deelgenoot_now(), m.since)
        WHERE m.circle_id = ANY(circles) AND m.ground IN ('self', 'work', 'custody')
        AND (m.until IS NULL OR m.until > deelgenoot_now())
        AND NOT EXISTS (
            SELECT 1 FROM circles_derived d WHERE d.circle_id = m.circle_id
            AND d.person_id = m.person_id AND d.capacity = m.capacity AND d.basis = m.basis)
        RETURNING m.id
    ), made AS (
        INSERT INTO circles_membership (id, circle_id, person_id, capacity, organisation, ground,
                                        basis, since, until, reads, writes, from_when, until_when)
        SELECT gen_random_uuid(), d.* FROM circles_derived d WHERE d.circle_id = ANY(circles)
        ON CONFLICT (circle_id, person_id, capacity, basis) DO UPDATE
        SET since = excluded.since, until = excluded.until, reads = excluded.reads,
            writes = excluded.writes, from_when = excluded.from_when,
            until_when = excluded.until_when
        WHERE (circles_membership.since, circles_membership.until, circles_membership.reads,
               circles_membership.writes, circles_membership.from_when,
               circles_membership.until_when)
        IS DISTINCT FROM (excluded.since, excluded.until, excluded.reads, excluded.writes,
                          excluded.from_when, excluded.until_when)
        RETURNING id
    ) SELECT (SELECT count(*) FROM ended) + (SELECT count(*) FROM made)
$$;

CREATE FUNCTION deelgenoot_renew_memberships_of(enrolment uuid) RETURNS TABLE (changed bigint)
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT * FROM deelgenoot_renew_memberships(
        ARRAY(SELECT c.id FROM circles_circle c WHERE c.enrolment_id = enrolment))
$$;

CREATE FUNCTION deelgenoot_renew_memberships_around(pupil uuid) RETURNS TABLE (changed bigint)
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT * FROM deelgenoot_renew_memberships(
        ARRAY(SELECT c.id FROM circles_circle c WHERE c.pupil_id = pupil))
$$;

CREATE FUNCTION deelgenoot_underived_memberships() RETURNS TABLE (
    circle_id uuid, person_id uuid, capacity text, what text
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT m.circle_id, m.person_id, m.capacity::text, 'stands without a basis'
    FROM circles_membership m LEFT JOIN circles_derived d ON d.circle_id = m.circle_id
        AND d.person_id = m.person_id AND d.capacity = m.capacity AND d.basis = m.basis
    WHERE m.ground IN ('self', 'work', 'custody') AND d.circle_id IS NULL
        AND (m.until IS NULL OR m.until > deelgenoot_now())
    UNION ALL
    SELECT d.circle_id, d.person_id, d.capacity::text, 'is missing or differs'
    FROM circles_derived d LEFT JOIN circles_membership m ON d.circle_id = m.circle_id
        AND d.person_id = m.person_id AND d.capacity = m.capacity AND d.basis = m.basis
        AND (d.since, d.until, d.reads, d.writes, d.from_when, d.until_when)
            IS NOT DISTINCT FROM
            (m.since, m.until, m.reads, m.writes, m.from_when, m.until_when)
    WHERE m.id IS NULL
$$;
"""
UNDERIVED = "DROP FUNCTION deelgenoot_renew_memberships_around(uuid);" + BEFORE.UNDERIVED
CHECK_ONLY = f"""
REVOKE ALL ON FUNCTION deelgenoot_underived_memberships() FROM PUBLIC, {APP};
GRANT EXECUTE ON FUNCTION deelgenoot_underived_memberships() TO {JOBS};
"""

ACTIVE = BEFORE.ACTIVE.format("m")
MY_CIRCLES = f"""
CREATE OR REPLACE FUNCTION deelgenoot_my_circles() RETURNS SETOF uuid {FUNCTION} ROWS 30 AS $$
    SELECT m.circle_id FROM circles_membership m
    WHERE m.person_id = ANY(deelgenoot_persons()) AND {ACTIVE}
    AND m.circle_id NOT IN (
        SELECT own.circle_id FROM people_person me
        JOIN people_person family ON family.account_id = me.account_id AND family.side = 'family'
        JOIN circles_membership own ON own.person_id = family.id
        WHERE me.id = ANY(deelgenoot_persons()) AND me.side = 'work'
    )
    AND m.circle_id NOT IN (
        SELECT c.id FROM circles_circle c WHERE c.pupil_id IN (SELECT deelgenoot_my_own_children())
    )
$$;
"""
MY_CIRCLES_BEFORE = f"""
CREATE OR REPLACE FUNCTION deelgenoot_my_circles() RETURNS SETOF uuid {FUNCTION} ROWS 30 AS $$
    SELECT m.circle_id FROM circles_membership m
    WHERE m.person_id = ANY(deelgenoot_persons()) AND {ACTIVE}
    AND m.circle_id NOT IN (
        SELECT own.circle_id FROM people_person me
        JOIN people_person family ON family.account_id = me.account_id AND family.side = 'family'
        JOIN circles_membership own ON own.person_id = family.id
        WHERE me.id = ANY(deelgenoot_persons()) AND me.side = 'work'
    )
$$;
"""
RENEW = "SELECT deelgenoot_renew_memberships(ARRAY(SELECT id FROM circles_circle));"


class Migration(migrations.Migration):
    """Derive places with limits and birthdays in them, and guard what only keepers may know."""

    dependencies = [("circles", "0009_carers"), ("people", "0003_court_limits")]
    operations = [
        GuardRows("people_courtlimit", select=PUPILS, insert=PUPILS, update=PUPILS),
        GuardRows(
            "people_keptreach",
            select=mine("child_id"),
            insert=mine("child_id"),
            update=mine("child_id"),
        ),
        migrations.RunSQL(MY_CIRCLES, MY_CIRCLES_BEFORE),
        migrations.RunSQL(CARER, "DELETE FROM circles_capacityreach WHERE capacity = 'carer';"),
        migrations.RunSQL(BIRTHDAY + OPEN, CLOSED),
        migrations.RunSQL(BEFORE.UNDERIVED, BEFORE.DERIVED + CHECK_ONLY),
        migrations.RunSQL(DERIVED + CHECK_ONLY, UNDERIVED),
        migrations.RunSQL(RENEW, "DELETE FROM circles_membership WHERE capacity = 'carer';"),
    ]
