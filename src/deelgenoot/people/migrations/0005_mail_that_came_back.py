"""Mail that came back is noted with its address."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0004_addresses"),
    ]

    operations = [
        migrations.AddField(
            model_name="mailbox",
            name="broken_at",
            field=models.DateTimeField(null=True),
        ),
    ]
