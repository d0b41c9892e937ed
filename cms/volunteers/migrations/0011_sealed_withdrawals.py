"""Whether a certificate is issued or withdrawn, when and why, is sealed; what there is, is sealed as it stands."""

from datetime import UTC

from django.db import migrations, models

from cms.intake import secrecy


def seal(apps, schema_editor):
    rows = apps.get_model("volunteers", "Certificate").objects.exclude(number=None)
    sealed = []
    for row in rows.only("number", "state", "why", "ended_at"):
        ended = row.ended_at.astimezone(UTC).isoformat() if row.ended_at else ""
        row.state_seal = secrecy.seal(" ".join([row.number, row.state, row.why, ended]))
        sealed.append(row)
    rows.bulk_update(sealed, ["state_seal"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("volunteers", "0010_remarks")]

    operations = [
        migrations.AddField(
            "certificate", "state_seal", models.CharField(blank=True, editable=False, max_length=64)
        ),
        migrations.RunPython(seal, migrations.RunPython.noop),
    ]
