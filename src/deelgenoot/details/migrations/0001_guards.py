"""Row guards of address, phone and wishes: oneself, the school's administrator, who calls."""

from django.db import migrations

from deelgenoot.access.guards import GuardRows

FUNCTION = "LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp"
ACTIVE = "{0}.since <= deelgenoot_now() AND ({0}.until IS NULL OR {0}.until > deelgenoot_now())"
KEPT = "person_id = ANY(ARRAY(SELECT deelgenoot_contacts_i_keep()))"
CALLED = "person_id = ANY(ARRAY(SELECT deelgenoot_families_i_call()))"
SAFE = (
    "NOT EXISTS (SELECT 1 FROM people_wishes w WHERE w.person_id = people_phone.person_id"
    " AND w.only_phone_id <> people_phone.id)"
)

WHO = f"""
CREATE FUNCTION deelgenoot_families_i_call() RETURNS SETOF uuid {FUNCTION} ROWS 60 AS $$
    SELECT theirs.person_id FROM circles_membership mine
    JOIN circles_membership theirs ON theirs.circle_id = mine.circle_id
    WHERE mine.person_id = ANY(deelgenoot_persons())
    AND mine.capacity = 'class_teacher' AND mine.ground = 'work' AND {ACTIVE.format("mine")}
    AND mine.circle_id IN (SELECT deelgenoot_my_circles())
    AND theirs.capacity IN ('parent', 'carer') AND {ACTIVE.format("theirs")}
    EXCEPT SELECT k.adult_id FROM people_custody k
    WHERE k.child_id IN (SELECT deelgenoot_my_own_children())
$$;
CREATE FUNCTION deelgenoot_keeps_contact(person uuid) RETURNS TABLE (kept boolean) {FUNCTION} AS $$
    SELECT person IN (SELECT deelgenoot_contacts_i_keep())
$$;
"""
BACK = "DROP FUNCTION deelgenoot_keeps_contact(uuid); DROP FUNCTION deelgenoot_families_i_call();"


class Migration(migrations.Migration):
    """Who sees and writes how someone is reached, held by the database."""

    dependencies = [
        ("circles", "0010_limits_and_eighteen"),
        ("people", "0004_addresses"),
        ("access", "0002_cache"),
    ]
    operations = [
        migrations.RunSQL(WHO, BACK),
        GuardRows(
            "people_address",
            select=KEPT,
            insert=KEPT,
            update=KEPT,
            delete=KEPT,
            tasks={"posting": "SELECT"},
        ),
        GuardRows(
            "people_wishes",
            select=f"{KEPT} OR {CALLED}",
            insert=KEPT,
            update=KEPT,
            tasks={"posting": "SELECT"},
        ),
        GuardRows(
            "people_phone",
            select=f"{KEPT} OR ({CALLED} AND {SAFE})",
            insert=KEPT,
            update=KEPT,
            delete=KEPT,
            tasks={"posting": "SELECT"},
        ),
    ]
