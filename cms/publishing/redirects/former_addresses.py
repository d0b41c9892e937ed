"""Remembering the former addresses of pages, as redirects in Wagtail's table. See ADR 7."""

from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from cms.publishing import pending
from cms.publishing.batches import batched
from cms.publishing.models import LongPath
from cms.publishing.redirects.paths import old_path_of, urls_of, whole_path_of
from cms.publishing.redirects.routes import KIND

AT_ONCE = 400  # rows in one statement: SQLite takes a thousand values


@transaction.atomic
def remember(page: Page, before: str, after: str) -> None:
    """Keep the former addresses of a page and of all below it, whose site addresses began with `before`.

    Only what was ever published is remembered. What was remembered of their new addresses is forgotten.
    """
    site = Site.objects.filter(is_default_site=True).first()
    moved = Page.objects.filter(path__startswith=page.path).exclude(live=False, first_published_at=None)
    for some in batched(moved.order_by("path").values_list("pk", "url_path"), AT_ONCE):
        new = {pk: old_path_of(url) for pk, url in some}
        whole = {pk: whole_path_of(before + url[len(after) :]) for pk, url in some}
        old = {pk: old_path_of(path) for pk, path in whole.items()}
        give_way(new.values())
        give_way(old.values())
        _forget_those_to_themselves(new)
        Redirect.objects.bulk_create(
            [
                Redirect(old_path=path, site=site, redirect_page_id=pk, automatically_created=True)
                for pk, path in old.items()
            ],
            ignore_conflicts=True,  # where staff have made one at that path, it stays
        )
        LongPath.objects.bulk_create(
            [LongPath(old_path=old[pk], whole=path) for pk, path in whole.items() if path != old[pk]],
            ignore_conflicts=True,
        )


@transaction.atomic
def lead_on(before: str, after: str) -> None:
    """Keep the former address of a document that is no page of Wagtail's; what led there leads to the new one."""
    old, new = old_path_of(before), old_path_of(after)
    give_way([old, new])
    leading = Redirect.objects.filter(redirect_link=before, automatically_created=True)
    pending.ask("site", [KIND + path for path in leading.values_list("old_path", flat=True)])
    leading.update(redirect_link=after)
    site = Site.objects.filter(is_default_site=True).first()
    Redirect.objects.create(old_path=old, site=site, redirect_link=after, automatically_created=True)


def lead_nowhere(urls: Iterable[str]) -> None:
    """Forget the former addresses of such documents, which are gone from these."""
    Redirect.objects.filter(redirect_link__in=list(urls), automatically_created=True).delete()


def give_way(paths: Iterable[str]) -> None:
    """Forget who had these addresses formerly: an address belongs to the page that had it last."""
    for some in batched(paths, AT_ONCE):
        kept = Redirect.objects.filter(old_path__in=some, automatically_created=True)
        if found := dict(kept.values_list("pk", "old_path")):
            # Row by row, each with its signal, a moved section would take thousands of statements.
            Redirect.objects.filter(pk__in=found)._raw_delete(using=kept.db)
            pending.ask("site", [KIND + path for path in found.values()])


def changed(row: Redirect) -> None:
    """Have everything made again that a redirect, which staff made or deleted, has to do with."""
    inner = [settings.PUBLIC_URL + url for url in urls_of(row.old_path)]
    leading_here = Redirect.objects.filter(redirect_link__in=inner).values_list("old_path", flat=True)
    pending.ask(
        "site", [KIND + row.old_path, f"redirection:{row.pk}", *(KIND + path for path in leading_here)]
    )


def _forget_those_to_themselves(addresses: dict[int, str]) -> None:
    """What staff have made may have led to a page at the address that the page has now."""
    there = Redirect.objects.filter(old_path__in=addresses.values(), redirect_page__in=addresses)
    for row in there:
        if addresses[row.redirect_page_id] == row.old_path:
            row.delete()
