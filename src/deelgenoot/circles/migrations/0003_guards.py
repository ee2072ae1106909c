"""Row guards of circles and of what people keep private."""

from django.db import migrations

from deelgenoot.access.guards import GuardRows, in_reach, in_writing_reach, mine, my_circles

KEPT = "{0} = ANY(ARRAY(SELECT deelgenoot_contacts_i_keep()))"
PUPILS = "child_id = ANY(ARRAY(SELECT deelgenoot_pupils_i_administer()))"
SCHOOLS = "school_id = ANY(ARRAY(SELECT deelgenoot_schools_i_administer()))"

INVITATIONS = """
CREATE FUNCTION deelgenoot_find_invitation(hash text) RETURNS TABLE (
    person_id uuid, first text, school text, address text, expires_at timestamptz,
    used_at timestamptz
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT i.person_id, p.first, s.name, i.address, i.expires_at, i.used_at
    FROM circles_invitation i JOIN people_person p ON p.id = i.person_id
    JOIN organisations_school s ON s.id = i.school_id WHERE i.code_hash = hash
$$;
CREATE FUNCTION deelgenoot_use_invitation(hash text, account uuid, at timestamptz)
RETURNS TABLE (person_id uuid)
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH used AS (
        UPDATE circles_invitation i SET used_at = at
        WHERE i.code_hash = hash AND i.used_at IS NULL AND i.expires_at > at RETURNING i.person_id
    )
    UPDATE people_person p SET account_id = account FROM used
    WHERE p.id = used.person_id AND p.account_id IS NULL RETURNING p.id
$$;
"""
BACK = """
DROP FUNCTION deelgenoot_use_invitation(text, uuid, timestamptz);
DROP FUNCTION deelgenoot_find_invitation(text);
"""


class Migration(migrations.Migration):
    """Who sees and writes which rows, held by the database."""

    dependencies = [("circles", "0002_who_is_in_a_circle")]
    operations = [
        GuardRows("circles_circle", select=my_circles("id"), tasks={"import": "SELECT INSERT"}),
        GuardRows("circles_membership", select=my_circles()),
        GuardRows(
            "circles_entry",
            select=in_reach("circles_entry"),
            insert=in_writing_reach("circles_entry"),
        ),
        GuardRows(
            "circles_ask",
            select=f"{my_circles()} AND {mine()}",
            insert=my_circles(),
            update=f"{my_circles()} AND {mine()}",
        ),
        GuardRows("circles_invitation", select=SCHOOLS, insert=SCHOOLS, update=SCHOOLS),
        GuardRows("people_custody", select=KEPT.format("adult_id"), insert=PUPILS, update=PUPILS),
        GuardRows(
            "people_mailbox",
            select=KEPT.format("person_id"),
            insert=KEPT.format("person_id"),
            update=KEPT.format("person_id"),
            tasks={"posting": "SELECT", "import": "SELECT INSERT UPDATE"},
        ),
        migrations.RunSQL(INVITATIONS, BACK),
    ]
