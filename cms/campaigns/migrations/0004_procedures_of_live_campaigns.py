"""Campaigns that are public already get their procedures."""

from django.db import migrations


def make_procedures(apps, schema_editor):
    CampaignPage, Procedure, Window, Category = (
        apps.get_model("campaigns", name) for name in ("CampaignPage", "Procedure", "Window", "Category")
    )
    pages = CampaignPage.objects.filter(live=True).select_related("locale").order_by("locale__language_code", "pk")
    for page in pages.reverse():  # the site's first language is the last by its code: its calendar leads
        own = "en" if page.locale.language_code == "en" else "zh"
        procedure, is_new = Procedure.objects.get_or_create(pk=page.translation_key)
        setattr(procedure, f"title_{own}", page.title)
        if is_new:
            procedure.issuer_id = page.issuer_id
            Category.objects.create(uid=procedure.pk, procedure=procedure)
            Window.objects.bulk_create(
                Window(procedure=procedure, kind=stage.kind, starts_at=stage.starts_at, ends_at=stage.ends_at)
                for stage in page.stages.all()
            )
        procedure.save()


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0003_procedures")]

    operations = [migrations.RunPython(make_procedures, migrations.RunPython.noop)]
