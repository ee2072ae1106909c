"""Post says which circle it is about, so that nothing goes out about one that is closed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("post", "0005_codes_at_once")]
    operations = [migrations.AddField("letter", "circle", models.UUIDField(null=True))]
