"""The holidays that the State Council announced for 2025 and 2026. Later years are entered by staff each November."""

from datetime import date

from django.db import migrations

OFF = [
    ("元旦", "New Year’s Day", (2025, 1, 1), (2025, 1, 1)),
    ("春节", "Spring Festival", (2025, 1, 28), (2025, 2, 4)),
    ("清明节", "Tomb-Sweeping Day", (2025, 4, 4), (2025, 4, 6)),
    ("劳动节", "Labour Day", (2025, 5, 1), (2025, 5, 5)),
    ("端午节", "Dragon Boat Festival", (2025, 5, 31), (2025, 6, 2)),
    ("国庆节、中秋节", "National Day and Mid-Autumn Festival", (2025, 10, 1), (2025, 10, 8)),
    ("元旦", "New Year’s Day", (2026, 1, 1), (2026, 1, 3)),
    ("春节", "Spring Festival", (2026, 2, 15), (2026, 2, 23)),
    ("清明节", "Tomb-Sweeping Day", (2026, 4, 4), (2026, 4, 6)),
    ("劳动节", "Labour Day", (2026, 5, 1), (2026, 5, 5)),
    ("端午节", "Dragon Boat Festival", (2026, 6, 19), (2026, 6, 21)),
    ("中秋节", "Mid-Autumn Festival", (2026, 9, 25), (2026, 9, 27)),
    ("国庆节", "National Day", (2026, 10, 1), (2026, 10, 7)),
]
WORKED = [
    ("春节调休", "Worked for Spring Festival", [(2025, 1, 26), (2025, 2, 8), (2026, 2, 14), (2026, 2, 28)]),
    ("劳动节调休", "Worked for Labour Day", [(2025, 4, 27), (2026, 5, 9)]),
    ("国庆节调休", "Worked for National Day", [(2025, 9, 28), (2025, 10, 11), (2026, 9, 20), (2026, 10, 10)]),
    ("元旦调休", "Worked for New Year’s Day", [(2026, 1, 4)]),
]


def enter(apps, schema_editor):
    SpecialDays = apps.get_model("campaigns", "SpecialDays")
    rows = [
        SpecialDays(name_zh=zh, name_en=en, starts_on=date(*first), ends_on=date(*last))
        for zh, en, first, last in OFF
    ]
    rows += [
        SpecialDays(name_zh=zh, name_en=en, starts_on=date(*day), ends_on=date(*day), is_worked=True)
        for zh, en, days in WORKED
        for day in days
    ]
    SpecialDays.objects.bulk_create(rows)


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0011_calendar")]

    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
