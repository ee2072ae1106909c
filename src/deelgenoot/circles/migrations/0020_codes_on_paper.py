"""Codes on paper: with a birth date, paused after three wrong tries, and what a newcomer sees."""

import django.db.models.deletion
from django.db import migrations, models

from deelgenoot.access.guards import GuardNewcomers, mine
from deelgenoot.access.roles import APP, JOBS

FUNCTION = "SECURITY DEFINER SET search_path = public, pg_temp"

MAIL_ONLY = f"""
DROP FUNCTION deelgenoot_find_invitation(text);
CREATE FUNCTION deelgenoot_find_invitation(hash text) RETURNS TABLE (
    person_id uuid, first text, school text, address text, expires_at timestamptz,
    used_at timestamptz
) LANGUAGE sql STABLE {FUNCTION} AS $$
    SELECT i.person_id, p.first, s.name, i.address, i.expires_at, i.used_at
    FROM circles_invitation i JOIN people_person p ON p.id = i.person_id
    JOIN organisations_school s ON s.id = i.school_id
    WHERE i.code_hash = hash AND i.way = 'mail'
$$;
"""
ANY_WAY = MAIL_ONLY.replace(" AND i.way = 'mail'", "")

CLASH = f"""
CREATE FUNCTION deelgenoot_shares_a_child(one uuid, other uuid) RETURNS boolean
LANGUAGE sql STABLE {FUNCTION} AS $$
    SELECT EXISTS (
        SELECT 1 FROM people_custody a JOIN people_custody b ON b.child_id = a.child_id
        WHERE a.adult_id = one AND b.adult_id = other)
    OR EXISTS (SELECT 1 FROM people_custody k
               WHERE (k.child_id, k.adult_id) IN ((one, other), (other, one)))
$$;
CREATE FUNCTION deelgenoot_is_someone_else(person uuid, account uuid, by_name boolean)
RETURNS boolean LANGUAGE sql STABLE {FUNCTION} AS $$
    SELECT EXISTS (
        SELECT 1 FROM people_person held JOIN people_person p ON p.id = person
        WHERE held.account_id = account AND held.id <> person
        AND (held.side = 'family' AND p.side = 'family'
             AND deelgenoot_shares_a_child(held.id, person)
             OR by_name AND lower(held.first || ' ' || held.rest)
                            <> lower(p.first || ' ' || p.rest)))
$$;
REVOKE ALL ON FUNCTION deelgenoot_shares_a_child(uuid, uuid) FROM PUBLIC, {APP}, {JOBS};
REVOKE ALL ON FUNCTION deelgenoot_is_someone_else(uuid, uuid, boolean) FROM PUBLIC, {APP}, {JOBS};
"""
NO_CLASH = """
DROP FUNCTION deelgenoot_is_someone_else(uuid, uuid, boolean);
DROP FUNCTION deelgenoot_shares_a_child(uuid, uuid);
"""

USE = f"""
DROP FUNCTION deelgenoot_use_invitation(text, uuid, timestamptz);
CREATE FUNCTION deelgenoot_use_invitation(
    hash text, account uuid, at timestamptz, form uuid DEFAULT NULL
) RETURNS TABLE (person_id uuid) LANGUAGE sql {FUNCTION} AS $$
    WITH used AS (
        UPDATE circles_invitation i SET used_at = at, visit = form
        WHERE i.code_hash = hash AND i.used_at IS NULL AND i.expires_at > at
        AND i.paused_at IS NULL
        AND NOT deelgenoot_is_someone_else(i.person_id, account, i.way <> 'mail')
        RETURNING i.person_id, i.known
    )
    UPDATE people_person p SET account_id = account,
        proven_at = CASE WHEN used.known OR p.side = 'work' THEN at END
    FROM used WHERE p.id = used.person_id AND p.account_id IS NULL RETURNING p.id
$$;
"""
USE_BEFORE = """
DROP FUNCTION deelgenoot_use_invitation(text, uuid, timestamptz, uuid);
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

TRY = f"""
CREATE FUNCTION deelgenoot_try_paper_code(hash text, born date, form uuid, at timestamptz)
RETURNS TABLE (answer text, person_id uuid, account_id uuid) LANGUAGE plpgsql {FUNCTION} AS $$
DECLARE
    found circles_invitation; child people_person; holder uuid;
BEGIN
    SELECT * INTO found FROM circles_invitation i
    WHERE i.code_hash = hash AND i.way <> 'mail' FOR UPDATE;
    IF found.id IS NULL OR found.paused_at IS NOT NULL THEN
        RETURN QUERY SELECT 'no', NULL::uuid, NULL::uuid; RETURN;
    END IF;
    SELECT * INTO child FROM people_person p WHERE p.id = found.child_id;
    IF child.born_on IS DISTINCT FROM born THEN
        UPDATE circles_invitation i SET tries = i.tries + 1,
            paused_at = CASE WHEN i.tries + 1 >= 3 THEN at END WHERE i.id = found.id;
        IF found.tries + 1 >= 3 THEN
            INSERT INTO circles_ask (id, circle_id, person_id, kind, subject, sent)
            SELECT DISTINCT ON (m.person_id) gen_random_uuid(), c.id, m.person_id, 'code_paused', found.person_id, at
            FROM circles_circle c JOIN circles_membership m ON m.circle_id = c.id
            WHERE c.pupil_id = found.child_id AND c.school_id = found.school_id
            AND (m.capacity = 'class_teacher' OR EXISTS (
                SELECT 1 FROM circles_contactperson y WHERE y.circle_id = m.circle_id
                AND y.person_id = m.person_id AND y.accepted))
            AND m.since <= at
            AND (m.until IS NULL OR m.until > at);
        END IF;
        RETURN QUERY SELECT 'no', NULL::uuid, NULL::uuid; RETURN;
    END IF;
    SELECT p.account_id INTO holder FROM people_person p WHERE p.id = found.person_id;
    RETURN QUERY SELECT CASE
        WHEN found.used_at IS NOT NULL AND found.visit = form
             AND found.used_at > at - interval '10 minutes' THEN 'again'
        WHEN found.used_at IS NOT NULL THEN 'used'
        WHEN found.expires_at <= at THEN 'expired'
        WHEN found.way = 'letter' AND holder IS NOT NULL THEN 'used'
        ELSE 'open' END, found.person_id, holder;
END
$$;
CREATE FUNCTION deelgenoot_use_again(hash text, form uuid, at timestamptz)
RETURNS TABLE (account_id uuid) LANGUAGE sql {FUNCTION} AS $$
    WITH used AS (
        UPDATE circles_invitation i SET used_at = at, visit = form
        WHERE i.code_hash = hash AND i.way = 'hand' AND i.used_at IS NULL
        AND i.expires_at > at AND i.paused_at IS NULL RETURNING i.person_id
    )
    SELECT p.account_id FROM used JOIN people_person p ON p.id = used.person_id
    WHERE p.account_id IS NOT NULL
$$;
CREATE FUNCTION deelgenoot_close_asks_about_codes(person uuid, at timestamptz)
RETURNS TABLE (closed bigint) LANGUAGE sql {FUNCTION} AS $$
    WITH done AS (
        UPDATE circles_ask a SET done = at WHERE a.kind = 'code_paused' AND a.subject = person
        AND a.done IS NULL AND EXISTS (
            SELECT 1 FROM people_person p WHERE p.id = person AND p.controller_id IN (
                SELECT me.controller_id FROM people_person me
                WHERE me.id = ANY(deelgenoot_persons()) AND me.side = 'work'))
        RETURNING 1
    ) SELECT count(*) FROM done
$$;
CREATE FUNCTION deelgenoot_mail_is_shared(person uuid, mail text) RETURNS TABLE (shared boolean)
LANGUAGE sql STABLE {FUNCTION} AS $$
    SELECT EXISTS (
        SELECT 1 FROM people_mailbox b WHERE lower(b.address) = lower(mail)
        AND b.person_id <> person AND deelgenoot_shares_a_child(b.person_id, person))
    OR EXISTS (
        SELECT 1 FROM people_account a JOIN people_person p ON p.account_id = a.id
        WHERE a.email = lower(mail) AND p.id <> person
        AND deelgenoot_shares_a_child(p.id, person))
$$;
"""
UNTRY = """
DROP FUNCTION deelgenoot_mail_is_shared(uuid, text);
DROP FUNCTION deelgenoot_close_asks_about_codes(uuid, timestamptz);
DROP FUNCTION deelgenoot_use_again(text, uuid, timestamptz);
DROP FUNCTION deelgenoot_try_paper_code(text, date, uuid, timestamptz);
"""

KEPT_BEFORE = (
    "school_id = ANY(ARRAY(SELECT deelgenoot_schools_i_administer()))"
    " AND person_id = ANY(ARRAY(SELECT deelgenoot_contacts_i_keep()))"
)
KEPT = KEPT_BEFORE.replace(
    "person_id = ANY(ARRAY(SELECT deelgenoot_contacts_i_keep()))",
    "person_id = ANY(ARRAY(SELECT deelgenoot_contacts_i_keep()"
    " UNION ALL SELECT deelgenoot_pupils_i_administer()))",
)


def policies(test: str) -> str:
    """Write the three policies of invitations anew."""
    return (
        f"ALTER POLICY people_select ON circles_invitation USING ({test});"
        f"ALTER POLICY people_insert ON circles_invitation WITH CHECK ({test});"
        f"ALTER POLICY people_update ON circles_invitation USING ({test}) WITH CHECK ({test});"
    )


WAYS = [("mail", "By mail"), ("letter", "By letter"), ("hand", "Handed over at school")]
KINDS = [
    ("read_contact", "Read what school tells"),
    ("read_answer", "Read the answer"),
    ("keep_reach", "Choose who reads on at 18"),
    ("talk_of_18", "Talk with the pupil about being 18"),
    ("speak", "Speak to a parent yourself"),
    ("new_mail", "Ask for another mail address"),
    ("be_contact", "Be the contact person"),
    ("wish_contact", "Say whom you would like as contact person"),
    ("read_wish", "Read whom the family would like"),
    ("new_contact", "Read who the contact person is"),
    ("no_contact", "Ask someone else to be the contact person"),
    ("code_paused", "A code is paused"),
]
CALLED = """EXISTS (
    SELECT 1 FROM circles_contactperson p WHERE p.circle_id = circles_membership.circle_id
    AND p.person_id = circles_membership.person_id AND p.accepted)"""


class Migration(migrations.Migration):
    """A letter opens level 1; what a newcomer may see is held here, table by table."""

    dependencies = [
        ("circles", "0019_narrowed_at_once"),
        ("people", "0006_who_has_shown_who_they_are"),
    ]
    operations = [
        migrations.AddField(
            "invitation",
            "child",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.person",
            ),
        ),
        migrations.AddField(
            "invitation", "way", models.CharField(choices=WAYS, default="mail", max_length=6)
        ),
        migrations.AlterField(
            "invitation", "address", models.EmailField(blank=True, max_length=254)
        ),
        migrations.AddField("invitation", "known", models.BooleanField(default=False)),
        migrations.AddField("invitation", "visit", models.UUIDField(null=True)),
        migrations.AddField("invitation", "tries", models.SmallIntegerField(default=0)),
        migrations.AddField("invitation", "paused_at", models.DateTimeField(null=True)),
        migrations.AlterField("ask", "kind", models.CharField(choices=KINDS, max_length=16)),
        migrations.RunSQL(
            "UPDATE circles_invitation SET known = true WHERE used_at IS NULL;",
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(MAIL_ONLY, ANY_WAY),
        migrations.RunSQL(CLASH, NO_CLASH),
        migrations.RunSQL(USE, USE_BEFORE),
        migrations.RunSQL(TRY, UNTRY),
        migrations.RunSQL(policies(KEPT), policies(KEPT_BEFORE)),
        GuardNewcomers("circles_circle", select="true"),
        GuardNewcomers(
            "circles_membership", select=f"{mine()} OR capacity = 'class_teacher' OR {CALLED}"
        ),
        GuardNewcomers("circles_entry", select=mine("author_id"), insert="true"),
        GuardNewcomers("circles_ask", insert="true"),
        GuardNewcomers("circles_contactperson", select="accepted IS TRUE"),
        GuardNewcomers("circles_contactwish"),
        GuardNewcomers("circles_invitation"),
        GuardNewcomers("people_custody"),
        GuardNewcomers("people_courtlimit"),
        GuardNewcomers("people_keptreach"),
        GuardNewcomers("people_mailbox"),
    ]
