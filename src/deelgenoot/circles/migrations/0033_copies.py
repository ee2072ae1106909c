"""One more kind of entry: that a colleague took what school wrote along."""

from django.db import migrations, models

KINDS = [
    ("contact", "Contact"),
    ("answer", "Answer"),
    ("note", "Note"),
    ("correction", "Corrected"),
    ("copied", "Taken along to the school's own system"),
]


class Migration(migrations.Migration):
    """Let the story tell of it."""

    dependencies = [("circles", "0032_words_taken_back")]
    operations = [
        migrations.AlterField("entry", "kind", models.CharField(choices=KINDS, max_length=12)),
    ]
