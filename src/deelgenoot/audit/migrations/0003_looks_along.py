from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0002_only_added_to"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="line",
            index=models.Index(
                condition=models.Q(("kind", "helpdesk.LookAlong")),
                fields=["object", "at"],
                name="audit_line_of_looking_along",
            ),
        ),
    ]
