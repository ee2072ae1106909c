"""Row guards of who is the contact person, and of whom the family would like."""

from django.db import migrations

from deelgenoot.access.guards import GuardRows, mine, my_circles

FUNCTION = "LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp"
GUIDED = f"""
CREATE FUNCTION deelgenoot_circles_i_guide() RETURNS SETOF uuid {FUNCTION} ROWS 30 AS $$
    SELECT m.circle_id FROM circles_membership m
    WHERE m.person_id = ANY(deelgenoot_persons()) AND m.ground IN ('work', 'consent')
    AND m.since <= deelgenoot_now() AND (m.until IS NULL OR m.until > deelgenoot_now())
    AND m.circle_id IN (SELECT deelgenoot_my_circles())
    AND (m.capacity IN ('class_teacher', 'coordinator') OR EXISTS (
        SELECT 1 FROM circles_contactperson p WHERE p.circle_id = m.circle_id
        AND p.person_id = ANY(deelgenoot_persons()) AND p.accepted
    ))
$$;
CREATE FUNCTION deelgenoot_family_still_asked(proposal uuid) RETURNS TABLE (waiting bigint)
{FUNCTION} AS $$
    SELECT count(*) FROM circles_ask a JOIN circles_contactperson p ON p.id = a.subject
    WHERE p.id = proposal AND a.kind = 'wish_contact' AND a.done IS NULL
    AND (p.person_id = ANY(deelgenoot_persons()) OR p.asked_by = ANY(deelgenoot_persons()))
$$;
"""
BACK = """
DROP FUNCTION deelgenoot_family_still_asked(uuid);
DROP FUNCTION deelgenoot_circles_i_guide();
"""
TOLD = f"(accepted IS TRUE OR answered_at IS NULL OR {mine()} OR {mine('asked_by')})"
GUIDE = "circle_id = ANY(ARRAY(SELECT deelgenoot_circles_i_guide()))"
READ = "readers && (SELECT deelgenoot_persons())"


class Migration(migrations.Migration):
    """A yes is written by no one but who was asked, and a wish read by no other parent."""

    dependencies = [("circles", "0016_contact_person")]
    operations = [
        migrations.RunSQL(GUIDED, BACK),
        GuardRows(
            "circles_contactperson",
            select=f"{my_circles()} AND {TOLD}",
            insert=f"{GUIDE} AND {mine('asked_by')} AND answered_at IS NULL AND accepted IS NULL",
            update=f"{my_circles()} AND {mine()}",
        ),
        GuardRows(
            "circles_contactwish",
            select=f"{my_circles()} AND ({mine()} OR {READ})",
            insert=f"{my_circles()} AND {mine()}",
        ),
    ]
