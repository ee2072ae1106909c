"""By which way post went, and words for a text message."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("post", "0002_guards"),
    ]

    operations = [
        migrations.AddField(
            model_name="letter",
            name="not_before",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="letter",
            name="short",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name="letter",
            name="step",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="letter",
            name="went_by",
            field=models.CharField(
                blank=True,
                choices=[
                    ("mail", "Mail"),
                    ("sms", "Text message"),
                    ("letter", "Letter on paper"),
                    ("call", "Phone call"),
                    ("push", "Message on the phone"),
                ],
                max_length=8,
            ),
        ),
    ]
