"""Who joins doubles, which rows look alike, and a closed row that leads nowhere."""

from django.db import migrations

from deelgenoot.access.guards import GuardNewcomers, GuardRows, mine
from deelgenoot.access.roles import APP, JOBS

FUNCTION = "LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp"
KEPT = "{0} = ANY(ARRAY(SELECT deelgenoot_contacts_i_keep()))"
SCHOOL = "school_id = ANY(ARRAY(SELECT deelgenoot_schools_i_administer()))"
MERGES = f"{SCHOOL} AND {KEPT.format('kept_id')}"
TWO = f"{SCHOOL} AND {KEPT.format('one_id')} AND {KEPT.format('other_id')}"
OF_MERGE = "merge_id = ANY(ARRAY(SELECT m.id FROM circles_merge m))"

KEEPS = f"""
CREATE OR REPLACE FUNCTION deelgenoot_contacts_i_keep() RETURNS SETOF uuid {FUNCTION} ROWS 800
AS $$
    SELECT unnest(deelgenoot_persons())
    UNION (
        (SELECT k.adult_id FROM people_custody k
         WHERE k.child_id IN (SELECT deelgenoot_pupils_i_administer())
         UNION SELECT a.person_id FROM organisations_appointment a
         WHERE a.school_id IN (SELECT deelgenoot_schools_i_administer())
         UNION SELECT c.person_id FROM organisations_careprofessional c
         WHERE c.organisation_id IN (SELECT deelgenoot_care_i_keep()))
        EXCEPT SELECT k.adult_id FROM people_custody k
        WHERE k.child_id IN (SELECT deelgenoot_my_own_children())
        EXCEPT SELECT p.id FROM people_person p WHERE p.same_as_id IS NOT NULL
    )
$$;
"""
KEEPS_BEFORE = KEEPS.replace(
    "        EXCEPT SELECT p.id FROM people_person p WHERE p.same_as_id IS NOT NULL\n", ""
)

ALIKE = f"""
CREATE FUNCTION deelgenoot_adults_i_keep() RETURNS TABLE (id uuid, folded text, born_on date)
{FUNCTION} ROWS 800 AS $$
    SELECT p.id, deelgenoot_folded(p.first, p.rest), p.born_on FROM people_person p
    WHERE p.id = ANY(ARRAY(SELECT deelgenoot_contacts_i_keep()))
    AND NOT p.id = ANY(deelgenoot_persons()) AND p.side = 'family'
    AND EXISTS (SELECT 1 FROM people_custody k WHERE k.adult_id = p.id
                AND k.child_id IN (SELECT deelgenoot_pupils_i_administer()))
$$;
CREATE FUNCTION deelgenoot_are_siblings(
    child uuid, adult uuid, but uuid, pupils uuid[], kept uuid[]
) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM people_custody b JOIN people_custody again ON again.child_id = b.child_id
        JOIN people_custody beside ON beside.adult_id = again.adult_id
        WHERE b.adult_id = adult AND beside.child_id = child AND b.child_id <> child
        AND again.adult_id <> adult AND again.adult_id IS DISTINCT FROM but
        AND b.child_id = ANY(pupils) AND again.adult_id = ANY(kept))
    OR EXISTS (
        SELECT 1 FROM people_custody b JOIN people_person y ON y.id = b.child_id
        JOIN people_person x ON x.id = child
        WHERE b.adult_id = adult AND y.id <> x.id AND x.rest <> '' AND y.id = ANY(pupils)
        AND deelgenoot_folded(x.rest, '') = deelgenoot_folded(y.rest, ''))
$$;
CREATE FUNCTION deelgenoot_likeness(one uuid, other uuid, pupils uuid[], kept uuid[])
RETURNS text[] LANGUAGE sql STABLE AS $$
    SELECT array_remove(ARRAY[
        CASE WHEN EXISTS (
            SELECT 1 FROM people_custody a JOIN people_custody b ON b.child_id = a.child_id
            WHERE a.adult_id = one AND b.adult_id = other AND a.child_id = ANY(pupils))
        THEN 'child' END,
        CASE WHEN EXISTS (
            SELECT 1 FROM people_custody a WHERE a.adult_id = one AND a.child_id = ANY(pupils)
            AND deelgenoot_are_siblings(a.child_id, other, one, pupils, kept))
        THEN 'sibling' END,
        CASE WHEN EXISTS (
            SELECT 1 FROM people_phone a JOIN people_phone b ON b.number = a.number
            WHERE a.person_id = one AND b.person_id = other) THEN 'phone' END,
        CASE WHEN EXISTS (
            SELECT 1 FROM people_mailbox a JOIN people_mailbox b
            ON lower(b.address) = lower(a.address)
            WHERE a.person_id = one AND b.person_id = other) THEN 'mail' END
    ], NULL)
$$;
REVOKE ALL ON FUNCTION deelgenoot_are_siblings(uuid, uuid, uuid, uuid[], uuid[])
    FROM PUBLIC, {APP}, {JOBS};
REVOKE ALL ON FUNCTION deelgenoot_likeness(uuid, uuid, uuid[], uuid[]) FROM PUBLIC, {APP}, {JOBS};
CREATE FUNCTION deelgenoot_likely_doubles(past_one uuid, past_other uuid, most int)
RETURNS TABLE (one uuid, other uuid, likeness text[]) {FUNCTION} AS $$
    WITH kept AS MATERIALIZED (SELECT * FROM deelgenoot_adults_i_keep()),
    here AS MATERIALIZED (
        SELECT ARRAY(SELECT deelgenoot_pupils_i_administer()) AS pupils,
               ARRAY(SELECT k.id FROM kept k) AS adults),
    pairs AS (
        SELECT a.folded, a.id AS one, b.id AS other FROM kept a
        JOIN kept b ON b.folded = a.folded AND b.id > a.id
        WHERE a.folded <> ''
        AND (a.born_on IS NULL OR b.born_on IS NULL OR a.born_on = b.born_on)
        AND NOT EXISTS (SELECT 1 FROM circles_twopeople t WHERE t.one_id = a.id
                        AND t.other_id = b.id AND t.until IS NULL)
        AND (past_one IS NULL OR (a.folded, a.id, b.id) > (
            (SELECT k.folded FROM kept k WHERE k.id = past_one), past_one, past_other))
        ORDER BY a.folded, a.id, b.id
    )
    SELECT p.one, p.other, l.reasons FROM pairs p CROSS JOIN here h
    CROSS JOIN LATERAL (
        SELECT deelgenoot_likeness(p.one, p.other, h.pupils, h.adults) AS reasons) l
    WHERE cardinality(l.reasons) > 0 ORDER BY p.folded, p.one, p.other LIMIT most
$$;
CREATE FUNCTION deelgenoot_like_this(pupil uuid, first text, rest text, mail text, most int)
RETURNS TABLE (adult uuid, likeness text[]) {FUNCTION} AS $$
    WITH kept AS MATERIALIZED (SELECT * FROM deelgenoot_adults_i_keep()),
    here AS MATERIALIZED (
        SELECT ARRAY(SELECT deelgenoot_pupils_i_administer()) AS pupils,
               ARRAY(SELECT k.id FROM kept k) AS adults)
    SELECT k.id, l.reasons FROM kept k CROSS JOIN here h
    CROSS JOIN LATERAL (SELECT array_remove(ARRAY[
        CASE WHEN EXISTS (SELECT 1 FROM people_custody a WHERE a.adult_id = k.id
                          AND a.child_id = pupil) THEN 'child' END,
        CASE WHEN deelgenoot_are_siblings(pupil, k.id, NULL, h.pupils, h.adults)
        THEN 'sibling' END,
        CASE WHEN EXISTS (SELECT 1 FROM people_mailbox b WHERE b.person_id = k.id
                          AND lower(b.address) = lower(mail)) THEN 'mail' END
    ], NULL) AS reasons) l
    WHERE k.folded = deelgenoot_folded(first, rest) AND k.folded <> ''
    AND pupil = ANY(h.pupils) AND cardinality(l.reasons) > 0 ORDER BY k.id LIMIT most
$$;
CREATE FUNCTION deelgenoot_find_adults(asked text, but uuid, past uuid, most int)
RETURNS TABLE (adult uuid) LANGUAGE sql STABLE AS $$
    WITH kept AS MATERIALIZED (SELECT * FROM deelgenoot_adults_i_keep())
    SELECT k.id FROM kept k WHERE k.id IS DISTINCT FROM but
    AND NOT EXISTS (SELECT 1 FROM unnest(string_to_array(deelgenoot_folded(asked, ''), ' ')) w
                    WHERE strpos(k.folded, w) = 0)
    AND (past IS NULL OR (k.folded, k.id) > ((SELECT x.folded FROM kept x WHERE x.id = past), past))
    ORDER BY k.folded, k.id LIMIT most
$$;
"""
NOT_ALIKE = """
DROP FUNCTION deelgenoot_find_adults(text, uuid, uuid, int);
DROP FUNCTION deelgenoot_like_this(uuid, text, text, text, int);
DROP FUNCTION deelgenoot_likely_doubles(uuid, uuid, int);
DROP FUNCTION deelgenoot_likeness(uuid, uuid, uuid[], uuid[]);
DROP FUNCTION deelgenoot_are_siblings(uuid, uuid, uuid, uuid[], uuid[]);
DROP FUNCTION deelgenoot_adults_i_keep();
"""

UNSEEN = f"""
CREATE FUNCTION deelgenoot_unseen_of(adults uuid[]) RETURNS TABLE (elsewhere boolean, held boolean)
{FUNCTION} AS $$
    SELECT EXISTS (
        SELECT 1 FROM people_custody k WHERE k.adult_id = ANY(adults)
        AND k.child_id NOT IN (SELECT deelgenoot_pupils_i_administer()))
    OR EXISTS (
        SELECT 1 FROM people_courtlimit l WHERE l.adult_id = ANY(adults)
        AND l.child_id NOT IN (SELECT deelgenoot_pupils_i_administer()))
    OR EXISTS (SELECT 1 FROM people_custody k WHERE k.child_id = ANY(adults))
    OR EXISTS (SELECT 1 FROM organisations_enrolment e WHERE e.pupil_id = ANY(adults))
    OR EXISTS (SELECT 1 FROM organisations_appointment a WHERE a.person_id = ANY(adults))
    OR (SELECT count(DISTINCT p.controller_id) FROM people_person p WHERE p.id = ANY(adults)) > 1
    OR NOT adults <@ ARRAY(SELECT deelgenoot_contacts_i_keep()),
    EXISTS (
        SELECT 1 FROM people_person p
        JOIN people_person held ON held.account_id = p.account_id AND held.side = 'family'
        CROSS JOIN unnest(adults) AS a(id)
        WHERE p.id = ANY(adults) AND NOT held.id = ANY(adults)
        AND deelgenoot_shares_a_child(held.id, a.id))
$$;
"""
CLOSED = "".join(
    f"CREATE POLICY closed_{command.lower()} ON {table} AS RESTRICTIVE FOR {command}"
    f" TO {APP}, {JOBS} WITH CHECK (NOT deelgenoot_is_closed(adult_id));"
    for table in ("people_custody", "people_courtlimit")
    for command in ("INSERT", "UPDATE")
)
OPEN = "".join(
    f"DROP POLICY closed_{command.lower()} ON {table};"
    for table in ("people_custody", "people_courtlimit")
    for command in ("INSERT", "UPDATE")
)


class Migration(migrations.Migration):
    """Rows of joined people are seen and written by who keeps both; a closed row by nobody."""

    dependencies = [("circles", "0025_doubles")]
    operations = [
        migrations.RunSQL(KEEPS, KEEPS_BEFORE),
        migrations.RunSQL(CLOSED, OPEN),
        GuardRows(
            "circles_merge",
            select=MERGES,
            insert=f"{MERGES} AND {KEPT.format('double_id')} AND {mine('by')}",
            update=MERGES,
        ),
        GuardRows("circles_moved", select=OF_MERGE, insert=OF_MERGE),
        GuardRows("circles_twopeople", select=TWO, insert=TWO, update=TWO),
        GuardNewcomers("circles_merge"),
        GuardNewcomers("circles_moved"),
        GuardNewcomers("circles_twopeople"),
        migrations.RunSQL(
            ALIKE + UNSEEN, "DROP FUNCTION deelgenoot_unseen_of(uuid[]);" + NOT_ALIKE
        ),
    ]
