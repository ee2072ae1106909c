"""A municipality is responsible in law for its own people, as a care organisation is."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One more kind of controller."""

    dependencies = [
        ("people", "0006_who_has_shown_who_they_are"),
    ]

    operations = [
        migrations.AlterField(
            model_name="controller",
            name="kind",
            field=models.CharField(
                choices=[
                    ("board", "School board"),
                    ("care", "Care organisation"),
                    ("municipal", "Municipality"),
                ],
                max_length=10,
            ),
        ),
    ]
