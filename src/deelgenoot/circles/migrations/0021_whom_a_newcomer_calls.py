"""Whom a newcomer may call is asked by place, so that nobody's list reads a table whole."""

from django.db import migrations

from deelgenoot.access.guards import mine

FUNCTION = """
CREATE FUNCTION deelgenoot_said_yes(circle uuid, person uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM circles_contactperson p
                   WHERE p.circle_id = circle AND p.person_id = person AND p.accepted)
$$;
"""
ALTER = (
    "ALTER POLICY newcomers_select ON circles_membership USING"
    f" (NOT (SELECT deelgenoot_is_new()) OR {mine()} OR capacity = 'class_teacher' OR {{}});"
)
BEFORE = ALTER.format(
    "EXISTS (SELECT 1 FROM circles_contactperson p"
    " WHERE p.circle_id = circles_membership.circle_id"
    " AND p.person_id = circles_membership.person_id AND p.accepted)"
)
NOW = ALTER.format("deelgenoot_said_yes(circle_id, person_id)")


class Migration(migrations.Migration):
    """The same rows, asked one by one, and only by a newcomer."""

    dependencies = [("circles", "0020_codes_on_paper")]
    operations = [
        migrations.RunSQL(
            FUNCTION + NOW, BEFORE + "DROP FUNCTION deelgenoot_said_yes(uuid, uuid);"
        )
    ]
