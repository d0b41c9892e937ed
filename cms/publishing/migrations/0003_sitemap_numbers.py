from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("publishing", "0002_receipts")]

    operations = [
        migrations.AlterField("storeddocument", "month", models.CharField(max_length=7)),
        migrations.AddField(
            "storeddocument", "sitemap", models.PositiveIntegerField(db_index=True, default=0), preserve_default=False
        ),
        migrations.RunSQL(
            "UPDATE publishing_storeddocument SET sitemap = CAST(SUBSTR(key, 6) AS INTEGER) / 200 WHERE key LIKE 'page:%'",
            migrations.RunSQL.noop,
        ),
    ]
