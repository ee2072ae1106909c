"""A newcomer sees nothing of how someone is reached: the letter may be in the wrong hands."""

from django.db import migrations

from deelgenoot.access.guards import GuardNewcomers


class Migration(migrations.Migration):
    """Level 1 shows no address, number or wish, not even one's own."""

    dependencies = [
        ("details", "0002_post"),
        ("people", "0006_who_has_shown_who_they_are"),
    ]
    operations = [
        GuardNewcomers("people_address"),
        GuardNewcomers("people_phone"),
        GuardNewcomers("people_wishes"),
    ]
