"""Recruitments that are public already get their places."""

from django.db import migrations


def make_rosters(apps, schema_editor):
    Shift, Roster, Place = (apps.get_model("volunteers", name) for name in ("Shift", "Roster", "Place"))
    made = set()
    for shift in Shift.objects.filter(recruitment__live=True).select_related("recruitment").order_by("pk"):
        page = shift.recruitment
        if shift.uid in made:  # the same shift in another language
            continue
        made.add(shift.uid)
        roster = Roster.objects.create(
            uid=shift.uid,
            call=page.translation_key,
            title=page.title,
            issuer_id=page.issuer_id,
            starts_at=shift.starts_at,
            ends_at=shift.ends_at,
            place=shift.place or page.place,
        )
        Place.objects.bulk_create(Place(roster=roster, number=number) for number in range(1, shift.places + 1))


class Migration(migrations.Migration):
    dependencies = [("volunteers", "0003_places")]

    operations = [migrations.RunPython(make_rosters, migrations.RunPython.noop)]
