"""A school begins with some classes: who takes part, and what nothing goes out for yet."""

import importlib

import django.db.models.deletion
import uuid_utils.compat
from django.db import migrations, models

from deelgenoot.access.guards import GuardNewcomers, GuardRows
from deelgenoot.access.roles import APP, JOBS

FUNCTION = "STABLE SECURITY DEFINER SET search_path = public, pg_temp"
RUNS = "{0}.since <= deelgenoot_now() AND ({0}.until IS NULL OR {0}.until > deelgenoot_now())"
TAKES_PART = f"""
CREATE FUNCTION deelgenoot_family_came_in(enrolment uuid) RETURNS boolean
LANGUAGE sql {FUNCTION} AS $$
    SELECT EXISTS (
        SELECT 1 FROM circles_circle c JOIN circles_membership m ON m.circle_id = c.id
        JOIN people_person p ON p.id = m.person_id
        WHERE c.enrolment_id = enrolment AND p.side = 'family' AND p.account_id IS NOT NULL)
$$;
CREATE FUNCTION deelgenoot_takes_part(enrolment uuid) RETURNS boolean
LANGUAGE sql {FUNCTION} AS $$
    SELECT NOT EXISTS (
        SELECT 1 FROM organisations_enrolment e JOIN circles_takingpart t
            ON t.school_id = e.school_id AND t.group_id IS NULL AND {RUNS.format("t")}
        WHERE e.id = enrolment
    ) OR EXISTS (
        SELECT 1 FROM organisations_place p JOIN circles_takingpart t
            ON t.group_id = p.group_id AND {RUNS.format("t")}
        WHERE p.enrolment_id = enrolment AND p.since <= deelgenoot_now()
        AND (p.until IS NULL OR p.until > t.since)
    ) OR deelgenoot_family_came_in(enrolment)
$$;
CREATE FUNCTION deelgenoot_pupil_takes_part(pupil uuid) RETURNS boolean
LANGUAGE sql {FUNCTION} AS $$
    SELECT NOT EXISTS (SELECT 1 FROM organisations_enrolment e WHERE e.pupil_id = pupil)
    OR EXISTS (SELECT 1 FROM organisations_enrolment e
        WHERE e.pupil_id = pupil AND deelgenoot_takes_part(e.id))
$$;
CREATE FUNCTION deelgenoot_may_be_invited(person uuid) RETURNS boolean
LANGUAGE sql {FUNCTION} AS $$
    SELECT NOT EXISTS (SELECT 1 FROM people_person p WHERE p.id = person AND p.side = 'family')
    OR CASE WHEN EXISTS (SELECT 1 FROM people_custody k WHERE k.adult_id = person)
        THEN EXISTS (SELECT 1 FROM people_custody k WHERE k.adult_id = person
            AND k.until IS NULL AND deelgenoot_pupil_takes_part(k.child_id))
        ELSE deelgenoot_pupil_takes_part(person) END
$$;
CREATE FUNCTION deelgenoot_taking_part(asked uuid)
RETURNS TABLE (class uuid, name text, since timestamptz, pupils bigint, take_part bigint,
               came_in bigint, class_by_class uuid)
LANGUAGE sql {FUNCTION} AS $$
    SELECT g.id, g.name, (SELECT t.since FROM circles_takingpart t WHERE t.group_id = g.id
               AND (t.until IS NULL OR t.until > deelgenoot_now())),
           count(p.id), count(p.id) FILTER (WHERE deelgenoot_takes_part(p.enrolment_id)),
           count(p.id) FILTER (WHERE deelgenoot_family_came_in(p.enrolment_id)),
           (SELECT t.id FROM circles_takingpart t WHERE t.school_id = asked
               AND t.group_id IS NULL AND {RUNS.format("t")})
    FROM organisations_group g LEFT JOIN organisations_place p
        ON p.group_id = g.id AND (p.until IS NULL OR p.until > deelgenoot_now())
    WHERE g.school_id = asked AND asked IN (SELECT deelgenoot_schools_i_administer())
    AND g.year = (SELECT max(y.year) FROM organisations_group y JOIN organisations_place q
        ON q.group_id = y.id AND (q.until IS NULL OR q.until > deelgenoot_now()) WHERE y.school_id = asked)
    GROUP BY g.id ORDER BY g.combined, g.name, g.id LIMIT 60
$$;
"""
NOT_ANY_MORE = """
DROP FUNCTION deelgenoot_taking_part(uuid);
DROP FUNCTION deelgenoot_may_be_invited(uuid);
DROP FUNCTION deelgenoot_pupil_takes_part(uuid);
DROP FUNCTION deelgenoot_takes_part(uuid);
DROP FUNCTION deelgenoot_family_came_in(uuid);
"""
MY_SCHOOLS = "school_id = ANY(ARRAY(SELECT deelgenoot_schools_i_administer()))"
INVITED = f"""
CREATE POLICY takes_part ON circles_invitation AS RESTRICTIVE FOR INSERT TO {APP}, {JOBS}
    WITH CHECK (deelgenoot_may_be_invited(person_id));
"""


def _asks(*, only_who_takes_part: bool) -> str:
    """Write anew the two questions that the machine asks by itself."""
    circles = "deelgenoot.circles.migrations."
    eighteen = importlib.import_module(f"{circles}0014_asked_before_18").ASK
    contact = importlib.import_module(f"{circles}0029_who_is_contact_now").ASK
    made = [eighteen, contact.split("REVOKE ALL")[0]]
    if only_who_takes_part:
        runs = "AND e.since <= deelgenoot_now() AND"
        assert runs in made[0]
        made[0] = made[0].replace(runs, f"AND deelgenoot_takes_part(e.id) {runs}")
        seen = "FROM seen s WHERE NOT s.works"
        assert seen in made[1]
        made[1] = made[1].replace(
            seen,
            f"{seen} AND deelgenoot_takes_part((SELECT c.enrolment_id FROM circles_circle c"
            " WHERE c.id = s.circle_id))",
        )
    return "\n".join(made).replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")


class Migration(migrations.Migration):
    """For whom a class takes part later, no code is made and nobody is asked anything."""

    dependencies = [
        ("circles", "0029_who_is_contact_now"),
        ("organisations", "0009_leaving"),
    ]
    operations = [
        migrations.CreateModel(
            name="TakingPart",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, primary_key=True, serialize=False
                    ),
                ),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                ("noted_by", models.UUIDField()),
                ("noted_at", models.DateTimeField()),
                (
                    "group",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.group",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.school",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("group__isnull", True), ("until__isnull", True)),
                        fields=("school",),
                        name="class_by_class_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("group",),
                        name="a_class_begins_once",
                    ),
                ],
            },
        ),
        migrations.RunSQL(TAKES_PART, NOT_ANY_MORE),
        GuardRows("circles_takingpart", select=MY_SCHOOLS, insert=MY_SCHOOLS, update=MY_SCHOOLS),
        GuardNewcomers("circles_takingpart"),
        migrations.RunSQL(INVITED, "DROP POLICY takes_part ON circles_invitation"),
        migrations.RunSQL(_asks(only_who_takes_part=True), _asks(only_who_takes_part=False)),
    ]
