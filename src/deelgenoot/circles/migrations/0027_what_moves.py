"""What an administrator does not see moves along when two rows become one person, and back again.

Words, what is asked, wishes, a pupil's yes and waiting post: the guards show them to their own
people alone, so these two functions work as the owner. Each does so only within the very deed of
who acts, and only for rows that person keeps.
"""

from django.db import migrations

from deelgenoot.access.roles import APP, JOBS

DEED = "LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp"

MOVES = """(VALUES ('circles_entry', 'author_id'), ('contact_contactmoment', 'author_id'),
        ('circles_ask', 'person_id'), ('circles_contactwish', 'person_id'),
        ('circles_contactwish', 'preferred_id'), ('post_letter', 'person_id')) AS t(tab, col)"""
SUBJECTS = "(VALUES ('circles_ask', 'subject')) AS t(tab, col)"
LISTS = """(VALUES ('circles_entry', 'shown_to'), ('circles_entry', 'hidden_from'),
        ('contact_contactmoment', 'shown_to'), ('contact_contactmoment', 'hidden_from'),
        ('circles_contactwish', 'readers')) AS t(tab, col)"""
AROUND = """ARRAY(
        SELECT c.circle_id FROM circles_membership c WHERE c.person_id IN (m.kept_id, m.double_id)
        UNION SELECT c.id FROM circles_circle c JOIN people_custody k ON k.child_id = c.pupil_id
        WHERE k.adult_id IN (m.kept_id, m.double_id))"""

MOVE = f"""
CREATE FUNCTION deelgenoot_move_along(merge uuid) RETURNS TABLE (moved bigint) {DEED} AS $$
DECLARE
    m circles_merge; t record; around uuid[];
BEGIN
    SELECT * INTO m FROM circles_merge x WHERE x.id = merge AND x.at = deelgenoot_now()
    AND x.undone_at IS NULL AND x.by = ANY(deelgenoot_persons())
    AND x.school_id IN (SELECT deelgenoot_schools_i_administer())
    AND x.kept_id IN (SELECT deelgenoot_contacts_i_keep());
    IF m.id IS NULL THEN
        RAISE insufficient_privilege USING MESSAGE = 'Only within the deed of joining two rows.';
    END IF;
    UPDATE people_person p SET same_as_id = m.kept_id WHERE p.id = m.double_id;
    around := {AROUND};
    FOR t IN SELECT * FROM {MOVES} LOOP
        EXECUTE format('WITH changed AS (UPDATE %1$I SET %2$I = $1 WHERE %2$I = $2 RETURNING id)'
            ' INSERT INTO circles_moved (id, merge_id, place, row)'
            ' SELECT gen_random_uuid(), $3, $4, id FROM changed', t.tab, t.col)
        USING m.kept_id, m.double_id, m.id, t.tab || '.' || t.col;
    END LOOP;
    FOR t IN SELECT * FROM {SUBJECTS} LOOP
        EXECUTE format('WITH changed AS (UPDATE %1$I SET %2$I = $1 WHERE circle_id = ANY($5)'
            ' AND %2$I = $2 RETURNING id)'
            ' INSERT INTO circles_moved (id, merge_id, place, row)'
            ' SELECT gen_random_uuid(), $3, $4, id FROM changed', t.tab, t.col)
        USING m.kept_id, m.double_id, m.id, t.tab || '.' || t.col, around;
    END LOOP;
    FOR t IN SELECT * FROM {LISTS} LOOP
        EXECUTE format('WITH changed AS (UPDATE %1$I SET %2$I = array_append(%2$I, $1)'
            ' WHERE circle_id = ANY($5) AND $2 = ANY(%2$I) AND NOT $1 = ANY(%2$I) RETURNING id)'
            ' INSERT INTO circles_moved (id, merge_id, place, row)'
            ' SELECT gen_random_uuid(), $3, $4, id FROM changed', t.tab, t.col)
        USING m.kept_id, m.double_id, m.id, t.tab || '.' || t.col, around;
    END LOOP;
    WITH ended AS (
        UPDATE people_keptreach y SET until = greatest(m.at, y.since)
        WHERE y.adult_id = m.kept_id AND y.until IS NULL
        AND EXISTS (SELECT 1 FROM people_keptreach z
                    WHERE z.child_id = y.child_id AND z.adult_id = m.double_id)
        AND NOT EXISTS (SELECT 1 FROM people_keptreach z WHERE z.child_id = y.child_id
                        AND z.adult_id = m.double_id AND z.until IS NULL)
        RETURNING y.id
    ), moved AS (
        UPDATE people_keptreach y SET adult_id = m.kept_id WHERE y.adult_id = m.double_id
        AND NOT EXISTS (SELECT 1 FROM people_keptreach z
                        WHERE z.child_id = y.child_id AND z.adult_id = m.kept_id)
        RETURNING y.id
    )
    INSERT INTO circles_moved (id, merge_id, place, row)
    SELECT gen_random_uuid(), m.id, 'people_keptreach.until', id FROM ended
    UNION ALL SELECT gen_random_uuid(), m.id, 'people_keptreach.adult_id', id FROM moved;
    PERFORM deelgenoot_renew_memberships({AROUND});
    RETURN QUERY SELECT count(*) FROM circles_moved x WHERE x.merge_id = m.id;
END
$$;
"""

BACK = f"""
CREATE FUNCTION deelgenoot_move_back(merge uuid) RETURNS TABLE (moved bigint) {DEED} AS $$
DECLARE
    m circles_merge; t record; around uuid[]; theirs uuid[]; one_account boolean;
BEGIN
    SELECT * INTO m FROM circles_merge x WHERE x.id = merge AND x.undone_at = deelgenoot_now()
    AND x.undone_by = ANY(deelgenoot_persons())
    AND x.school_id IN (SELECT deelgenoot_schools_i_administer())
    AND x.kept_id IN (SELECT deelgenoot_contacts_i_keep());
    IF m.id IS NULL OR NOT deelgenoot_is_closed(m.double_id) THEN
        RAISE insufficient_privilege USING MESSAGE = 'Only within the deed of undoing.';
    END IF;
    UPDATE people_person p SET same_as_id = NULL, account_id = (x.was ->> 'account_id')::uuid,
        proven_at = (x.was ->> 'proven_at')::timestamptz
    FROM circles_moved x WHERE x.merge_id = m.id AND x.place = 'people_person'
    AND x.row = m.double_id AND p.id = m.double_id;
    SELECT d.account_id IS NOT NULL INTO one_account FROM people_person d WHERE d.id = m.double_id;
    around := {AROUND};
    DELETE FROM people_address d USING circles_moved x WHERE x.merge_id = m.id
    AND x.place = 'people_address' AND x.was IS NULL AND d.id = x.row AND d.noted_at = m.at;
    DELETE FROM people_mailbox d USING circles_moved x WHERE x.merge_id = m.id
    AND x.place = 'people_mailbox' AND x.was IS NULL AND d.id = x.row AND d.noted_at = m.at;
    DELETE FROM people_wishes d USING circles_moved x WHERE x.merge_id = m.id
    AND x.place = 'people_wishes' AND x.was IS NULL AND d.id = x.row AND d.noted_at = m.at;
    DELETE FROM people_phone d USING circles_moved x WHERE x.merge_id = m.id
    AND x.place = 'people_phone' AND d.id = x.row AND d.noted_at = m.at
    AND NOT EXISTS (SELECT 1 FROM people_wishes w WHERE w.only_phone_id = d.id);
    UPDATE people_custody k SET until = NULL FROM circles_moved x
    WHERE x.merge_id = m.id AND x.place = 'people_custody.until' AND k.id = x.row
    AND k.until = m.at AND EXISTS (
        SELECT 1 FROM people_custody b WHERE b.id = (x.became ->> 'beside')::uuid
        AND b.until IS NULL AND b.kind = k.kind);
    theirs := ARRAY(
        SELECT DISTINCT k.child_id FROM circles_moved x JOIN people_custody k ON k.id = x.row
        WHERE x.merge_id = m.id AND x.place = 'people_custody.adult_id');
    UPDATE people_custody k SET adult_id = m.double_id
    WHERE k.adult_id = m.kept_id AND k.child_id = ANY(theirs);
    UPDATE people_courtlimit l SET adult_id = m.double_id FROM circles_moved x
    WHERE x.merge_id = m.id AND x.place = 'people_courtlimit.adult_id' AND l.id = x.row;
    INSERT INTO people_courtlimit (id, child_id, adult_id, kind, decision, since, until, lifted,
                                   noted_by)
    SELECT gen_random_uuid(), l.child_id, m.double_id, l.kind, l.decision, l.since, l.until,
           l.lifted, l.noted_by
    FROM people_courtlimit l WHERE l.adult_id = m.kept_id
    AND NOT l.id = ANY(ARRAY(SELECT x.row FROM circles_moved x WHERE x.merge_id = m.id
                             AND x.place = 'people_courtlimit.before'))
    AND l.child_id IN (SELECT k.child_id FROM people_custody k WHERE k.adult_id = m.double_id);
    UPDATE people_keptreach y SET adult_id = m.double_id
    WHERE y.adult_id = m.kept_id AND (y.child_id = ANY(theirs) OR y.id IN (
        SELECT x.row FROM circles_moved x WHERE x.merge_id = m.id
        AND x.place = 'people_keptreach.adult_id'));
    UPDATE people_keptreach y SET until = NULL FROM circles_moved x
    WHERE x.merge_id = m.id AND x.place = 'people_keptreach.until' AND y.id = x.row
    AND y.until = greatest(m.at, y.since) AND NOT EXISTS (
        SELECT 1 FROM people_keptreach z WHERE z.child_id = y.child_id
        AND z.adult_id = y.adult_id AND z.until IS NULL);
    FOR t IN SELECT * FROM {MOVES} UNION ALL SELECT * FROM {SUBJECTS} LOOP
        EXECUTE format('UPDATE %1$I y SET %2$I = $2 FROM circles_moved x WHERE x.merge_id = $3'
            ' AND x.place = $4 AND y.id = x.row AND y.%2$I = $1', t.tab, t.col)
        USING m.kept_id, m.double_id, m.id, t.tab || '.' || t.col;
    END LOOP;
    FOR t IN SELECT * FROM {LISTS} LOOP
        EXECUTE format('UPDATE %1$I y SET %2$I = array_remove(y.%2$I, $1) FROM circles_moved x'
            ' WHERE x.merge_id = $2 AND x.place = $3 AND y.id = x.row', t.tab, t.col)
        USING m.kept_id, m.id, t.tab || '.' || t.col;
        CONTINUE WHEN t.col <> 'hidden_from' AND NOT one_account;
        EXECUTE format('UPDATE %1$I SET %2$I = array_append(%2$I, $2)'
            ' WHERE circle_id = ANY($3) AND at >= $4 AND $1 = ANY(%2$I) AND NOT $2 = ANY(%2$I)',
            t.tab, t.col)
        USING m.kept_id, m.double_id, around, m.at;
    END LOOP;
    UPDATE circles_ask a SET person_id = m.double_id FROM circles_circle c
    WHERE c.id = a.circle_id AND c.pupil_id = ANY(theirs) AND a.person_id = m.kept_id
    AND a.sent >= m.at;
    IF one_account THEN
        UPDATE circles_entry e SET author_id = m.double_id FROM circles_circle c
        WHERE c.id = e.circle_id AND c.pupil_id = ANY(theirs) AND e.author_id = m.kept_id;
        UPDATE contact_contactmoment e SET author_id = m.double_id FROM circles_circle c
        WHERE c.id = e.circle_id AND c.pupil_id = ANY(theirs) AND e.author_id = m.kept_id;
        UPDATE circles_contactwish w SET person_id = m.double_id FROM circles_circle c
        WHERE c.id = w.circle_id AND c.pupil_id = ANY(theirs) AND w.person_id = m.kept_id
        AND w.at >= m.at;
    END IF;
    PERFORM deelgenoot_renew_memberships(around);
    RETURN QUERY SELECT count(*) FROM circles_moved x WHERE x.merge_id = m.id;
END
$$;
"""

FORGET = f"""
CREATE FUNCTION deelgenoot_forget_moved(days int) RETURNS TABLE (merge uuid, board uuid)
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH emptied AS (
        UPDATE circles_moved x SET was = NULL, became = NULL FROM circles_merge m
        WHERE m.id = x.merge_id AND (x.was IS NOT NULL OR x.became IS NOT NULL)
        AND (m.undone_at IS NOT NULL OR m.at < deelgenoot_now() - make_interval(days => days))
        RETURNING m.id, m.school_id
    )
    SELECT DISTINCT e.id, s.board_id FROM emptied e JOIN organisations_school s ON s.id = e.school_id
$$;
REVOKE ALL ON FUNCTION deelgenoot_forget_moved(int) FROM PUBLIC, {APP};
GRANT EXECUTE ON FUNCTION deelgenoot_forget_moved(int) TO {JOBS};
"""


class Migration(migrations.Migration):
    """Join and part again, whole."""

    dependencies = [
        ("circles", "0026_joining_doubles"),
        ("contact", "0005_newcomers"),
        ("post", "0003_ways"),
    ]
    operations = [
        migrations.RunSQL(
            MOVE + BACK + FORGET,
            "DROP FUNCTION deelgenoot_forget_moved(int);"
            " DROP FUNCTION deelgenoot_move_back(uuid); DROP FUNCTION deelgenoot_move_along(uuid);",
        )
    ]
