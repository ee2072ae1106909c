"""Keys may be as long as the standard of school files allows."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Longer keys."""

    dependencies = [
        ("organisations", "0002_days"),
    ]

    operations = [
        migrations.AlterField(
            model_name="appointment",
            name="key",
            field=models.CharField(max_length=256),
        ),
        migrations.AlterField(
            model_name="enrolment",
            name="key",
            field=models.CharField(max_length=256),
        ),
        migrations.AlterField(
            model_name="group",
            name="key",
            field=models.CharField(max_length=256),
        ),
    ]
