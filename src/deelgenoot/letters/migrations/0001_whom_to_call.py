"""What a letter and a newcomer may ask past what they see: one name, one yes or no."""

from django.db import migrations

FUNCTION = "LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp"

ASK = f"""
CREATE FUNCTION deelgenoot_contact_person_of(enrolment uuid) RETURNS TABLE (name text)
{FUNCTION} AS $$
    SELECT trim(p.first || ' ' || p.rest) FROM circles_circle c
    JOIN circles_membership m ON m.circle_id = c.id AND m.ground IN ('work', 'consent')
    JOIN people_person p ON p.id = m.person_id
    LEFT JOIN circles_contactperson y ON y.circle_id = c.id AND y.person_id = m.person_id
        AND y.accepted AND NOT y.stands_in
    LEFT JOIN organisations_appointment a ON a.person_id = p.id AND a.school_id = c.school_id
    WHERE c.enrolment_id = enrolment AND m.since <= deelgenoot_now()
    AND (m.until IS NULL OR m.until > deelgenoot_now())
    AND c.pupil_id IN (SELECT deelgenoot_pupils_i_administer())
    AND (m.capacity = 'class_teacher' OR y.id IS NOT NULL)
    ORDER BY y.answered_at DESC NULLS LAST, cardinality(a.days) DESC NULLS LAST, m.since, m.id LIMIT 1
$$;
CREATE FUNCTION deelgenoot_mail_known_before(newcomer uuid) RETURNS TABLE (known boolean)
{FUNCTION} AS $$
    SELECT newcomer = ANY(deelgenoot_persons()) AND EXISTS (
        SELECT 1 FROM people_mailbox b JOIN circles_invitation i ON i.person_id = b.person_id
        WHERE b.person_id = newcomer AND i.used_at IS NOT NULL AND b.noted_at < i.made_at
        AND NOT (SELECT shared FROM deelgenoot_mail_is_shared(newcomer, b.address)))
$$;
CREATE FUNCTION deelgenoot_may_tick(newcomer uuid) RETURNS TABLE (may boolean)
{FUNCTION} AS $$
    SELECT NOT newcomer = ANY(deelgenoot_persons())
    AND newcomer NOT IN (SELECT deelgenoot_my_own_children())
    AND newcomer NOT IN (SELECT k.adult_id FROM people_custody k
                         WHERE k.child_id IN (SELECT deelgenoot_my_own_children()))
    AND (newcomer IN (SELECT deelgenoot_contacts_i_keep())
         OR newcomer IN (SELECT deelgenoot_pupils_i_administer())
         OR EXISTS (
            SELECT 1 FROM circles_membership mine
            JOIN circles_membership theirs ON theirs.circle_id = mine.circle_id
            WHERE mine.person_id = ANY(deelgenoot_persons()) AND mine.ground = 'work'
            AND mine.capacity = 'class_teacher' AND mine.since <= deelgenoot_now()
            AND (mine.until IS NULL OR mine.until > deelgenoot_now())
            AND mine.circle_id IN (SELECT deelgenoot_my_circles())
            AND theirs.person_id = newcomer
            AND theirs.capacity IN ('pupil', 'parent', 'carer')))
$$;
"""
BACK = """
DROP FUNCTION deelgenoot_may_tick(uuid);
DROP FUNCTION deelgenoot_mail_known_before(uuid);
DROP FUNCTION deelgenoot_contact_person_of(uuid);
"""


class Migration(migrations.Migration):
    """An administrator has no place in circles, and still names whom to call on a letter."""

    dependencies = [("circles", "0020_codes_on_paper"), ("organisations", "0003_longer_keys")]
    operations = [migrations.RunSQL(ASK, BACK)]
