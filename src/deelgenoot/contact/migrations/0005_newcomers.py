"""A newcomer reads of contact only what they told themselves."""

from django.db import migrations

from deelgenoot.access.guards import GuardNewcomers, mine


class Migration(migrations.Migration):
    """Level 1 holds for contact too."""

    dependencies = [
        ("contact", "0004_safety_alone"),
        ("people", "0006_who_has_shown_who_they_are"),
    ]
    operations = [
        GuardNewcomers("contact_contactmoment", select=mine("author_id"), insert="true"),
    ]
