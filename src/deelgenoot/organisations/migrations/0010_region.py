"""A school keeps the holidays of its region."""

from django.db import migrations, models

from deelgenoot.organisations.school_calendar import usual_region


class Migration(migrations.Migration):
    dependencies = [("organisations", "0009_leaving")]
    operations = [
        migrations.AddField(
            "school",
            "region",
            models.CharField(
                choices=[("noord", "North"), ("midden", "Middle"), ("zuid", "South")],
                db_default="midden",
                default=usual_region,
                max_length=8,
            ),
        ),
    ]
