"""A procedure follows what its campaign's public pages say."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from cms.campaigns.models import CampaignPage
from cms.campaigns.procedures.models import Category, Procedure, Window
from cms.core.languages import LANGUAGES


@transaction.atomic
def follow(page: CampaignPage, *, goes: bool = False) -> None:
    """Bring the procedure of a campaign to what its public pages say, when one was published or goes. What people did
    in it stays.
    """
    live = {
        each.locale.language_code: each
        for each in CampaignPage.objects.live()
        .filter(translation_key=page.translation_key)
        .select_related("locale")
        if not (goes and each.pk == page.pk)  # one that is being deleted is still marked as live
    }
    if live:
        Procedure.objects.get_or_create(pk=page.translation_key)
    procedure = Procedure.objects.select_for_update().filter(pk=page.translation_key).first()
    if procedure is None:
        return
    procedure.windows.all().delete()
    if live:
        leading = next(live[locale] for locale in LANGUAGES if locale in live)
        _copy(procedure, leading, live)


def _copy(procedure: Procedure, leading: CampaignPage, live: dict[str, CampaignPage]) -> None:
    for locale, page in live.items():
        setattr(procedure, f"title_{_own(locale)}", page.title)
    procedure.issuer = leading.issuer
    procedure.votes_each, procedure.shows_votes = leading.votes_each, leading.shows_votes
    procedure.save()
    Window.objects.bulk_create(
        Window(procedure=procedure, kind=stage.kind, starts_at=stage.starts_at, ends_at=stage.ends_at)
        for stage in leading.stages.all()
    )
    categories = _categories(procedure, leading, live)
    fields = ["title_zh", "title_en", "sort_order", "removed_at"]
    Category.objects.bulk_create(
        categories, update_conflicts=True, unique_fields=["procedure", "uid"], update_fields=fields
    )
    gone = procedure.categories.filter(removed_at=None).exclude(uid__in=[each.uid for each in categories])
    gone.update(removed_at=timezone.now())


def _categories(procedure: Procedure, leading: CampaignPage, live: dict[str, CampaignPage]) -> list[Category]:
    listed = list(leading.categories.all())
    if not listed:
        return [Category(uid=procedure.pk, procedure=procedure)]
    titles: dict[Any, dict[str, str]] = {each.uid: {} for each in listed}
    for locale, page in live.items():
        for each in page.categories.all():
            titles.get(each.uid, {})[f"title_{_own(locale)}"] = each.title
    return [
        Category(uid=each.uid, procedure=procedure, sort_order=number, **titles[each.uid])
        for number, each in enumerate(listed)
    ]


def _own(locale: str) -> str:
    return "en" if locale == "en" else "zh"


def published(instance: CampaignPage, **_signal: Any) -> None:
    follow(instance)


def taken_down(instance: CampaignPage, **_signal: Any) -> None:
    """Also of a page that is going to be deleted."""
    follow(instance, goes=True)
