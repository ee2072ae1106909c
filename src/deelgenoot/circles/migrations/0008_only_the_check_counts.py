"""Only who looks the house over asks for places without a basis; a page has no business there."""

from django.db import migrations

from deelgenoot.access.roles import APP, JOBS

NAME = "FUNCTION deelgenoot_underived_memberships()"
CLOSE = f"REVOKE ALL ON {NAME} FROM PUBLIC, {APP}; GRANT EXECUTE ON {NAME} TO {JOBS};"
OPEN = f"GRANT EXECUTE ON {NAME} TO PUBLIC; REVOKE ALL ON {NAME} FROM {JOBS};"


class Migration(migrations.Migration):
    """Keep the list of who belongs where, over all schools, from the web's role."""

    dependencies = [("circles", "0007_custody_by_child")]
    operations = [migrations.RunSQL(CLOSE, OPEN)]
