"""Names may be as long as the standard of school files allows."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Longer names."""

    dependencies = [
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="person",
            name="first",
            field=models.CharField(max_length=200),
        ),
        migrations.AlterField(
            model_name="person",
            name="rest",
            field=models.CharField(blank=True, max_length=220),
        ),
    ]
