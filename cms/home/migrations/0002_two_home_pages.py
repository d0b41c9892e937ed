"""The trees of a new site: one home page for each language, and Wagtail's welcome page gone."""

from uuid import uuid4

from django.db import migrations
from django.utils import timezone

HOMES = [("zh-hans", "zh", "邻里"), ("en", "en", "Linli")]  # the first is the default
WELCOME_PATH = "00010001"


def plant(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    HomePage = apps.get_model("home", "HomePage")
    Locale = apps.get_model("wagtailcore", "Locale")
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")

    if HomePage.objects.exists():
        return  # the migration was taken back, which takes nothing away, and is now made again
    Page.objects.filter(path=WELCOME_PATH, slug="home").delete()  # takes the site that it was the root of along
    kind, _ = ContentType.objects.get_or_create(app_label="home", model="homepage")
    now = timezone.now()
    translation_key = uuid4()
    homes = [
        HomePage.objects.create(
            title=title,
            draft_title=title,
            slug=slug,
            url_path=f"/{slug}/",
            path=f"0001{number:04}",
            depth=2,
            numchild=0,
            content_type=kind,
            locale=Locale.objects.get_or_create(language_code=language)[0],
            translation_key=translation_key,
            live=True,
            first_published_at=now,
            last_published_at=now,
        )
        for number, (language, slug, title) in enumerate(HOMES, start=1)
    ]
    Page.objects.filter(depth=1).update(numchild=len(homes))
    Site.objects.create(
        hostname="localhost", port=80, site_name=HOMES[0][2], root_page_id=homes[0].pk, is_default_site=True
    )


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(plant, migrations.RunPython.noop)]
