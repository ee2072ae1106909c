"""Where who was the contact person lost the class, the class teacher is asked who it is now."""

from django.db import migrations, models

from deelgenoot.access.roles import APP, JOBS

FUNCTION = "deelgenoot_ask_who_is_contact(uuid[])"
AT = "deelgenoot_ask_who_is_contact_at(school uuid)"
RUNS = "{0}.since <= deelgenoot_now() AND ({0}.until IS NULL OR {0}.until > deelgenoot_now())"
ASK = f"""
CREATE FUNCTION deelgenoot_ask_who_is_contact(circles uuid[]) RETURNS TABLE (changed bigint)
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH chosen AS (
        SELECT DISTINCT ON (p.circle_id) p.id, p.circle_id, p.person_id
        FROM circles_contactperson p
        WHERE p.circle_id = ANY(circles) AND p.accepted AND NOT p.stands_in
        ORDER BY p.circle_id, p.answered_at DESC
    ), seen AS (
        SELECT c.*, EXISTS (
            SELECT 1 FROM circles_membership m WHERE m.circle_id = c.circle_id
            AND m.person_id = c.person_id AND m.ground = 'work' AND m.reads <> '{{}}'
            AND {RUNS.format("m")}) AS works
        FROM chosen c
    ), gone AS (
        DELETE FROM circles_ask a USING seen s
        WHERE a.circle_id = s.circle_id AND a.subject = s.id AND a.kind = 'hand_over'
        AND a.done IS NULL AND s.works RETURNING a.id
    ), meant AS (
        SELECT s.id, s.circle_id, (
            SELECT m.person_id FROM circles_membership m
            LEFT JOIN organisations_appointment a
                ON a.person_id = m.person_id AND a.school_id = m.organisation
            WHERE m.circle_id = s.circle_id AND m.capacity IN ('class_teacher', 'coordinator')
            AND {RUNS.format("m")} AND NOT EXISTS (
                SELECT 1 FROM people_person me JOIN people_person family
                    ON family.account_id = me.account_id AND family.side = 'family'
                JOIN circles_membership own ON own.person_id = family.id
                WHERE me.id = m.person_id AND own.circle_id = s.circle_id)
            ORDER BY m.capacity, cardinality(a.days) DESC NULLS LAST, m.since, m.person_id
            LIMIT 1) AS person
        FROM seen s WHERE NOT s.works
    ), made AS (
        INSERT INTO circles_ask (id, circle_id, person_id, kind, subject, sent)
        SELECT gen_random_uuid(), w.circle_id, w.person, 'hand_over', w.id, deelgenoot_now()
        FROM meant w WHERE w.person IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM circles_ask q WHERE q.circle_id = w.circle_id
            AND q.kind = 'hand_over' AND q.subject = w.id AND q.person_id = w.person)
        RETURNING id
    ) SELECT (SELECT count(*) FROM gone) + (SELECT count(*) FROM made)
$$;
REVOKE ALL ON FUNCTION {FUNCTION} FROM PUBLIC, {APP};
GRANT EXECUTE ON FUNCTION {FUNCTION} TO {JOBS};
CREATE FUNCTION {AT} RETURNS TABLE (changed bigint)
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT * FROM deelgenoot_ask_who_is_contact(ARRAY(
        SELECT DISTINCT p.circle_id FROM circles_contactperson p
        JOIN circles_circle c ON c.id = p.circle_id
        WHERE p.accepted AND NOT p.stands_in AND (school IS NULL OR c.school_id = school)))
$$;
REVOKE ALL ON FUNCTION {AT} FROM PUBLIC;
GRANT EXECUTE ON FUNCTION {AT} TO {APP}, {JOBS};
"""


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
    ("hand_over", "Choose who is the contact person now"),
    ("code_paused", "A code is paused"),
    ("emergency_look", "Read who looks in an emergency"),
    ("emergency_heard", "Hear who looks in an emergency"),
    ("tell_emergency", "Tell a family who looks in an emergency"),
    ("closing", "Read how long the circle stays open"),
]


class Migration(migrations.Migration):
    """One more thing to ask of a class teacher."""

    dependencies = [("circles", "0028_reading_on")]
    operations = [
        migrations.AlterField(
            model_name="ask",
            name="kind",
            field=models.CharField(choices=KINDS, max_length=16),
        ),
        migrations.RunSQL(ASK, f"DROP FUNCTION {AT}; DROP FUNCTION {FUNCTION};"),
    ]
