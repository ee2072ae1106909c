"""Interns, substitutes and the attention officer: who is in a circle because of their work.

The part of the derivation that rests on work becomes a view of its own, so that it can change
without the part that rests on family. That part is taken as it stands in the migration before.
"""

from importlib import import_module

from django.db import migrations, models

from deelgenoot.access.guards import in_reach, in_writing_reach
from deelgenoot.access.roles import APP, JOBS

AT_WORK = f"""
CREATE VIEW circles_derived_at_work AS
SELECT x.circle_id, x.person_id, x.capacity, x.organisation, x.ground, x.basis, x.since, x.until,
       r.reads, r.writes, NULL::timestamptz AS from_when, NULL::timestamptz AS until_when
FROM (
    SELECT c.id AS circle_id, a.person_id, t.role::text AS capacity, c.school_id AS organisation,
           'work'::text AS ground, md5(t.id::text || p.id::text)::uuid AS basis,
           greatest(t.since, p.since, a.since, e.since) AS since,
           least(t.until, p.until, a.until, e.until) AS until
    FROM circles_circle c
    JOIN organisations_enrolment e ON e.id = c.enrolment_id
    JOIN organisations_place p ON p.enrolment_id = e.id
    JOIN organisations_assignment t ON t.group_id = p.group_id
    JOIN organisations_appointment a ON a.id = t.appointment_id AND a.school_id = c.school_id
    UNION ALL
    SELECT c.id, a.person_id,
           CASE a.function WHEN 'attention' THEN 'attention_officer' ELSE a.function::text END,
           c.school_id, 'work'::text, a.id, greatest(a.since, e.since), least(a.until, e.until)
    FROM circles_circle c
    JOIN organisations_enrolment e ON e.id = c.enrolment_id
    JOIN organisations_appointment a ON a.school_id = c.school_id
        AND a.function IN ('coordinator', 'attention')
) x JOIN circles_capacityreach r ON r.capacity = x.capacity
WHERE x.until IS NULL OR x.until > x.since;
REVOKE ALL ON circles_derived_at_work FROM PUBLIC, {APP}, {JOBS};
"""
HOME = import_module("deelgenoot.circles.migrations.0010_limits_and_eighteen")
VIEW = HOME.DERIVED.partition(";")[0].replace("CREATE VIEW", "CREATE OR REPLACE VIEW")
AT_HOME = "    UNION ALL\n    SELECT c.id, a.person_id, t.role"
DERIVED = (
    VIEW.partition(AT_HOME)[0]
    + ") x JOIN circles_capacityreach r ON r.capacity = x.capacity\n"
    + "WHERE x.until IS NULL OR x.until > x.since\n"
    + "UNION ALL SELECT * FROM circles_derived_at_work;"
)
BEFORE = f"{VIEW}; DROP VIEW circles_derived_at_work;"
REACH = """
INSERT INTO circles_capacityreach (capacity, reads, writes)
VALUES ('intern', '{}', '{}'), ('substitute', '{}', '{}');
"""
UNREACH = "DELETE FROM circles_capacityreach WHERE capacity IN ('intern', 'substitute');"
ONLY_SAFETY = f"""
ALTER POLICY people_select ON circles_entry USING ({in_reach("circles_entry")});
ALTER POLICY people_insert ON circles_entry WITH CHECK ({in_writing_reach("circles_entry")});
"""
CAPACITIES = [
    ("pupil", "Pupil"),
    ("parent", "Parent or guardian"),
    ("carer", "Foster parent"),
    ("class_teacher", "Class teacher"),
    ("subject_teacher", "Subject teacher"),
    ("assistant", "Classroom assistant"),
    ("intern", "Intern"),
    ("substitute", "Substitute"),
    ("coordinator", "Care coordinator"),
    ("attention_officer", "Attention officer"),
    ("care_professional", "Care professional"),
]


class Migration(migrations.Migration):
    """New capacities of people at work, and an attention officer who reads safety alone."""

    dependencies = [
        ("circles", "0010_limits_and_eighteen"),
        ("organisations", "0004_functions_and_roles"),
    ]
    operations = [
        migrations.AlterField(
            model_name="capacityreach",
            name="capacity",
            field=models.CharField(
                choices=CAPACITIES, max_length=20, primary_key=True, serialize=False
            ),
        ),
        migrations.AlterField(
            model_name="membership",
            name="capacity",
            field=models.CharField(choices=CAPACITIES, max_length=20),
        ),
        migrations.RunSQL(REACH, UNREACH),
        migrations.RunSQL(AT_WORK + DERIVED, BEFORE),
        migrations.RunSQL(ONLY_SAFETY, migrations.RunSQL.noop),
    ]
