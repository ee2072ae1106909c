"""A code someone waits for goes at once, by one way alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("post", "0004_on_paper")]

    operations = [
        migrations.AddField(
            model_name="letter",
            name="only_by",
            field=models.CharField(
                blank=True,
                choices=[
                    ("mail", "Mail"),
                    ("sms", "Text message"),
                    ("letter", "Letter on paper"),
                    ("call", "Phone call"),
                    ("push", "Message on the phone"),
                ],
                default="",
                max_length=8,
            ),
            preserve_default=False,
        ),
        migrations.AddField(model_name="letter", name="phone", field=models.UUIDField(null=True)),
    ]
