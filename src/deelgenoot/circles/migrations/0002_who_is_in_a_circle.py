"""Who is in which circle, derived by the database from work, custody and enrolment."""

from django.db import migrations

ACTIVE = "{0}.since <= deelgenoot_now() AND ({0}.until IS NULL OR {0}.until > deelgenoot_now())"
FUNCTION = "LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp"

MINE = f"""
CREATE FUNCTION deelgenoot_my_circles() RETURNS SETOF uuid {FUNCTION} ROWS 30 AS $$
    SELECT m.circle_id FROM circles_membership m
    WHERE m.person_id = ANY(deelgenoot_persons()) AND {ACTIVE.format("m")}
    AND m.circle_id NOT IN (
        SELECT own.circle_id FROM people_person me
        JOIN people_person family ON family.account_id = me.account_id AND family.side = 'family'
        JOIN circles_membership own ON own.person_id = family.id
        WHERE me.id = ANY(deelgenoot_persons()) AND me.side = 'work'
    )
$$;
CREATE FUNCTION deelgenoot_schools_i_administer() RETURNS SETOF uuid {FUNCTION} ROWS 1 AS $$
    SELECT a.school_id FROM organisations_appointment a
    WHERE a.person_id = ANY(deelgenoot_persons()) AND a.function = 'administrator'
    AND {ACTIVE.format("a")}
$$;
CREATE FUNCTION deelgenoot_pupils_i_administer() RETURNS SETOF uuid {FUNCTION} ROWS 400 AS $$
    SELECT e.pupil_id FROM organisations_enrolment e
    WHERE e.school_id IN (SELECT deelgenoot_schools_i_administer())
$$;
CREATE FUNCTION deelgenoot_contacts_i_keep() RETURNS SETOF uuid {FUNCTION} ROWS 800 AS $$
    SELECT unnest(deelgenoot_persons())
    UNION SELECT k.adult_id FROM people_custody k
    WHERE k.child_id IN (SELECT deelgenoot_pupils_i_administer())
    UNION SELECT a.person_id FROM organisations_appointment a
    WHERE a.school_id IN (SELECT deelgenoot_schools_i_administer())
$$;
"""
UNMINE = """
DROP FUNCTION deelgenoot_contacts_i_keep(); DROP FUNCTION deelgenoot_pupils_i_administer();
DROP FUNCTION deelgenoot_schools_i_administer(); DROP FUNCTION deelgenoot_my_circles();
"""

DERIVED = """
CREATE VIEW circles_derived AS
SELECT x.circle_id, x.person_id, x.capacity, x.organisation, x.ground, x.basis, x.since, x.until,
       r.reads, r.writes
FROM (
    SELECT c.id AS circle_id, c.pupil_id AS person_id, 'pupil' AS capacity,
           NULL::uuid AS organisation, 'self' AS ground, e.id AS basis, e.since, e.until
    FROM circles_circle c JOIN organisations_enrolment e ON e.id = c.enrolment_id
    UNION ALL
    SELECT c.id, k.adult_id, 'parent', NULL, 'custody', k.id,
           greatest(k.since, e.since), least(k.until, e.until)
    FROM circles_circle c
    JOIN organisations_enrolment e ON e.id = c.enrolment_id
    JOIN people_custody k ON k.child_id = c.pupil_id AND k.kind IN ('custody', 'guardian')
    UNION ALL
    SELECT c.id, a.person_id, t.role, c.school_id, 'work', md5(t.id::text || p.id::text)::uuid,
           greatest(t.since, p.since, a.since, e.since),
           least(t.until, p.until, a.until, e.until)
    FROM circles_circle c
    JOIN organisations_enrolment e ON e.id = c.enrolment_id
    JOIN organisations_place p ON p.enrolment_id = e.id
    JOIN organisations_assignment t ON t.group_id = p.group_id
    JOIN organisations_appointment a ON a.id = t.appointment_id AND a.school_id = c.school_id
    UNION ALL
    SELECT c.id, a.person_id, 'coordinator', c.school_id, 'work', a.id,
           greatest(a.since, e.since), least(a.until, e.until)
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
                                        basis, since, until, reads, writes)
        SELECT gen_random_uuid(), d.* FROM circles_derived d WHERE d.circle_id = ANY(circles)
        ON CONFLICT (circle_id, person_id, capacity, basis) DO UPDATE
        SET since = excluded.since, until = excluded.until,
            reads = excluded.reads, writes = excluded.writes
        WHERE (circles_membership.since, circles_membership.until, circles_membership.reads,
               circles_membership.writes)
        IS DISTINCT FROM (excluded.since, excluded.until, excluded.reads, excluded.writes)
        RETURNING id
    ) SELECT (SELECT count(*) FROM ended) + (SELECT count(*) FROM made)
$$;

CREATE FUNCTION deelgenoot_renew_memberships_of(enrolment uuid) RETURNS TABLE (changed bigint)
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT * FROM deelgenoot_renew_memberships(
        ARRAY(SELECT c.id FROM circles_circle c WHERE c.enrolment_id = enrolment))
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
        AND (d.since, d.until, d.reads, d.writes) IS NOT DISTINCT FROM
            (m.since, m.until, m.reads, m.writes)
    WHERE m.id IS NULL
$$;
"""
UNDERIVED = """
DROP FUNCTION deelgenoot_underived_memberships();
DROP FUNCTION deelgenoot_renew_memberships_of(uuid); DROP FUNCTION deelgenoot_renew_memberships(uuid[]);
DROP VIEW circles_derived;
"""

ALL = "{learning,behaviour,wellbeing,health,home,attendance}"
REACH = f"""
INSERT INTO circles_capacityreach (capacity, reads, writes) VALUES
    ('pupil', '{ALL}', '{ALL}'), ('parent', '{ALL}', '{ALL}'),
    ('class_teacher', '{ALL}', '{ALL}'), ('coordinator', '{ALL}', '{ALL}'),
    ('attention_officer', '{ALL}', '{ALL}'),
    ('subject_teacher', '{{learning,behaviour}}', '{{learning,behaviour}}'),
    ('assistant', '{{}}', '{{}}'), ('care_professional', '{{}}', '{{}}');
"""


class Migration(migrations.Migration):
    """The derivation of memberships."""

    dependencies = [
        ("circles", "0001_initial"),
        ("access", "0002_cache"),
        ("people", "0001_initial"),
        ("organisations", "0001_initial"),
    ]
    operations = [
        migrations.RunSQL(MINE, UNMINE),
        migrations.RunSQL(DERIVED, UNDERIVED),
        migrations.RunSQL(REACH, "DELETE FROM circles_capacityreach;"),
    ]
