"""Letters on paper are seen and noted by who prints them; of a newcomer nothing is read."""

from django.db import migrations

from deelgenoot.access.guards import GuardNewcomers, GuardRows

PRINTED = (
    "on_paper_at IS NOT NULL"
    " AND school_id = ANY(ARRAY(SELECT deelgenoot_schools_i_administer()))"
    " AND person_id = ANY(ARRAY(SELECT deelgenoot_contacts_i_keep()))"
)


class Migration(migrations.Migration):
    """The administrator of the school, never who shares a child with the reader.

    A letter stays seen by who prints after it is posted, for its row is changed in that moment;
    its words are wiped then.
    """

    dependencies = [
        ("post", "0004_on_paper"),
        ("circles", "0010_limits_and_eighteen"),
        ("people", "0006_who_has_shown_who_they_are"),
    ]
    operations = [
        migrations.RunSQL(
            "DROP POLICY people_insert ON post_letter; DROP POLICY task_posting_select ON"
            " post_letter; DROP POLICY task_posting_update ON post_letter;",
            migrations.RunSQL.noop,
        ),
        GuardRows(
            "post_letter",
            select=PRINTED,
            insert="true",
            update=PRINTED,
            tasks={"posting": "SELECT UPDATE"},
        ),
        GuardNewcomers("post_letter", insert="true"),
    ]
