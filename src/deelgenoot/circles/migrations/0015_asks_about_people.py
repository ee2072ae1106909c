"""An ask may be to speak to a parent, or to ask for another mail address."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("circles", "0014_asked_before_18"),
    ]

    operations = [
        migrations.AlterField(
            model_name="ask",
            name="kind",
            field=models.CharField(
                choices=[
                    ("read_contact", "Read what school tells"),
                    ("read_answer", "Read the answer"),
                    ("keep_reach", "Choose who reads on at 18"),
                    ("talk_of_18", "Talk with the pupil about being 18"),
                    ("speak", "Speak to a parent yourself"),
                    ("new_mail", "Ask for another mail address"),
                ],
                max_length=16,
            ),
        ),
    ]
