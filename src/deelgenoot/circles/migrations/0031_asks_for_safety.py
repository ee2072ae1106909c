"""Two things that may be asked for a child's safety; one talk is asked of one colleague once."""

from importlib import import_module

from django.db import migrations, models

KINDS = [
    *import_module("deelgenoot.circles.migrations.0029_who_is_contact_now").KINDS,
    ("for_you", "Read what is for you alone"),
    ("talk_to_pupil", "Talk with a pupil who asks for it"),
]


class Migration(migrations.Migration):
    """Asks for safety."""

    dependencies = [("circles", "0030_classes_take_part")]
    operations = [
        migrations.AlterField("ask", "kind", models.CharField(choices=KINDS, max_length=16)),
        migrations.AddConstraint(
            model_name="ask",
            constraint=models.UniqueConstraint(
                condition=models.Q(("done__isnull", True), ("kind", "talk_to_pupil")),
                fields=("circle", "person"),
                name="a_talk_is_asked_once",
            ),
        ),
    ]
