"""Shifts are called in each language what their pages say there; until now the last publish spoke for both."""

from django.db import migrations, models


def take_over(apps, schema_editor):
    Shift, Roster = (apps.get_model("volunteers", name) for name in ("Shift", "Roster"))
    live = Shift.objects.filter(recruitment__live=True).select_related("recruitment__locale")
    for shift in live.order_by("pk"):
        page = shift.recruitment
        own = "en" if page.locale.language_code == "en" else "zh"
        words = {f"title_{own}": page.title, f"place_{own}": shift.place or page.place}
        Roster.objects.filter(uid=shift.uid).update(**words)


def words(label, length, **options):
    return models.CharField(label, max_length=length, blank=True, **options)


class Migration(migrations.Migration):
    dependencies = [("volunteers", "0004_rosters_of_live_pages")]

    operations = [
        migrations.RenameField("roster", "title", "title_zh"),
        migrations.RenameField("roster", "place", "place_zh"),
        migrations.AlterField("roster", "title_zh", words("recruitment in Chinese", 255)),
        migrations.AlterField("roster", "place_zh", words("place in Chinese", 150)),
        migrations.AddField("roster", "title_en", words("recruitment in English", 255, default=""), False),
        migrations.AddField("roster", "place_en", words("place in English", 150, default=""), False),
        migrations.RunPython(take_over, migrations.RunPython.noop),
    ]
