"""Who keeps one child of an adult need not know of a child of that adult at another school."""

from django.db import migrations

KEPT = "adult_id = ANY(ARRAY(SELECT deelgenoot_contacts_i_keep()))"
BY_CHILD = (
    f"{KEPT} AND (adult_id = ANY(deelgenoot_persons())"
    " OR child_id = ANY(ARRAY(SELECT deelgenoot_pupils_i_administer())))"
)


def policy(test: str) -> str:
    """Write anew who sees which custody."""
    return f"ALTER POLICY people_select ON people_custody USING ({test});"


class Migration(migrations.Migration):
    """See custody only of the children one keeps, and one's own."""

    dependencies = [("circles", "0006_guard_of_invitations")]
    operations = [migrations.RunSQL(policy(BY_CHILD), policy(KEPT))]
