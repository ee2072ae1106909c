"""An invitation holds an address: who does not keep a person's address does not see it here."""

from django.db import migrations

SCHOOLS = "school_id = ANY(ARRAY(SELECT deelgenoot_schools_i_administer()))"
KEPT = SCHOOLS + " AND person_id = ANY(ARRAY(SELECT deelgenoot_contacts_i_keep()))"


def policies(test: str) -> str:
    """Write the three policies of the table anew."""
    return (
        f"ALTER POLICY people_select ON circles_invitation USING ({test});"
        f"ALTER POLICY people_insert ON circles_invitation WITH CHECK ({test});"
        f"ALTER POLICY people_update ON circles_invitation USING ({test}) WITH CHECK ({test});"
    )


class Migration(migrations.Migration):
    """See and send invitations only for people one keeps."""

    dependencies = [("circles", "0005_own_child_at_work")]
    operations = [migrations.RunSQL(policies(KEPT), policies(SCHOOLS))]
