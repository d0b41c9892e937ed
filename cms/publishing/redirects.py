"""Redirects: the former addresses of pages, and those that staff make. Wagtail's table holds both, see ADR 7.

A redirect is in effect while it leads somewhere and no page is public at its own address. That of a page points to
the page, not to an address, so that however often the page moves there is never a chain.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from cms.core.languages import BY_SEGMENT
from cms.publishing import pending
from cms.publishing.batches import batched
from cms.publishing.models import StoredDocument
from cms.publishing.redirect_paths import old_path_of, site_path, urls_of

KIND = "redirect:"
PAGE_TAG = "address:page:"
AT_ONCE = 400  # rows in one statement: SQLite takes a thousand values
LONGEST = 255  # characters of an address in Wagtail's table


@dataclass(frozen=True)
class Way:
    """A redirect that is in effect: from the path `old` to a site address ("/zh/…/") or an address elsewhere.

    Below a section lie its archive and feed, which moved along.
    """

    old: str
    to: str
    permanent: bool
    tags: frozenset[str] = frozenset()
    is_section: bool = False

    @property
    def locale(self) -> str:
        """The language of its goal, else of its own address, else the site's."""
        segments = (path.split("/")[1] for path in (self.to, self.old) if path.startswith("/"))
        known = [BY_SEGMENT[segment].locale for segment in segments if segment in BY_SEGMENT]
        return known[0] if known else settings.LANGUAGE_CODE


# --- Where redirects lead ---------------------------------------------------------------------------------


def find(old_path: str) -> Way | None:
    """The redirect in effect at a path, as Wagtail writes paths: "/zh/notices/x", without the last slash."""
    row = first_at(old_path)
    return next(_ways([row]), None) if row else None


def every_way() -> Iterator[Way]:
    """All redirects in effect, in the order of their paths."""
    rows = Redirect.objects.order_by("old_path", "automatically_created", "-pk").iterator(chunk_size=AT_ONCE)
    before = None
    for some in batched(rows, AT_ONCE):
        paths = [before, *(row.old_path for row in some)]
        yield from _ways([row for row, path in zip(some, paths, strict=False) if row.old_path != path])
        before = some[-1].old_path


def first_at(old_path: str) -> Redirect | None:
    """The row that counts at a path: what staff made comes before what was remembered."""
    return Redirect.objects.filter(old_path=old_path).order_by("automatically_created", "-pk").first()


def _ways(rows: list[Redirect]) -> Iterator[Way]:
    """Those of these rows that are in effect."""
    keys = {f"page:{row.redirect_page_id}" for row in rows if row.redirect_page_id}
    found = list(StoredDocument.objects.filter(key__in=keys).values_list("key", "url", "type"))
    goals = {key: url for key, url, _type in found}
    sections = {url for _key, url, kind in found if kind == "section"}
    own = [url for row in rows for url in urls_of(row.old_path)]
    public = set(StoredDocument.objects.filter(url__in=own).values_list("url", flat=True))
    for row in rows:
        if public.isdisjoint(urls_of(row.old_path)):
            tags = {f"redirection:{row.pk}"}
            to = _to_page(row, goals, tags) if row.redirect_page_id else _to_link(row, tags)
            if to:
                yield Way(row.old_path, to, row.is_permanent, frozenset(tags), to in sections)


def _to_page(row: Redirect, goals: dict[str, str], tags: set[str]) -> str | None:
    key = f"page:{row.redirect_page_id}"
    tags.add(f"address:{key}")
    return goals[key].rstrip("/") + (row.redirect_page_route_path or "/") if key in goals else None


def _to_link(row: Redirect, tags: set[str]) -> str | None:
    """Where a redirect to an address ends. Those within the site are followed; one that comes back leads nowhere."""
    seen = {row.old_path}
    while (path := site_path(row.redirect_link)) is not None:
        tags.add(KIND + path)
        if path in seen:
            return None
        seen.add(path)
        page = StoredDocument.objects.filter(url__in=urls_of(path)).values_list("url", flat=True).first()
        after = None if page else first_at(path)
        if after is None:
            return page or row.redirect_link[len(settings.PUBLIC_URL) :] or "/"
        row = after
        tags.add(f"redirection:{row.pk}")
        if row.redirect_page_id:
            key = f"page:{row.redirect_page_id}"
            goals = dict(StoredDocument.objects.filter(key=key).values_list("key", "url"))
            return _to_page(row, goals, tags)
    return row.redirect_link or None


# --- Remembering former addresses -------------------------------------------------------------------------


@transaction.atomic
def remember(page: Page, before: str, after: str) -> None:
    """Keep the former addresses of a page and of all below it, whose site addresses began with `before`.

    Only what was ever published is remembered. What was remembered of their new addresses is forgotten.
    """
    site = Site.objects.filter(is_default_site=True).first()
    moved = Page.objects.filter(path__startswith=page.path).exclude(live=False, first_published_at=None)
    for some in batched(moved.order_by("path").values_list("pk", "url_path"), AT_ONCE):
        new = {pk: old_path_of(url) for pk, url in some}
        old = {pk: old_path_of(before + url[len(after) :]) for pk, url in some}
        give_way(new.values())
        give_way(old.values())
        _forget_those_to_themselves(new)
        Redirect.objects.bulk_create(
            [
                Redirect(old_path=path, site=site, redirect_page_id=pk, automatically_created=True)
                for pk, path in old.items()
                if len(path) <= LONGEST
            ],
            ignore_conflicts=True,  # where staff have made one at that path, it stays
        )


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


# --- What the worker has to do ----------------------------------------------------------------------------


def touched(subjects: Iterable[str]) -> set[str]:
    """The targets to make for pending subjects that name redirects, or pages that redirects lead to.

    Only of what has a row: a redirect's file has its target for a tag, and is found by that.
    """
    subjects = list(subjects)
    named = [subject.removeprefix(KIND) for subject in subjects if subject.startswith(KIND)]
    pages = [subject.removeprefix(PAGE_TAG) for subject in subjects if subject.startswith(PAGE_TAG)]
    if not named and not pages:
        return set()
    rows = Redirect.objects.filter(Q(old_path__in=named) | Q(redirect_page__in=pages))
    return {KIND + path for path in rows.values_list("old_path", flat=True)}


def every_target() -> Iterator[str]:
    """The target of each path that has a redirect, whether it is in effect or not."""
    paths = Redirect.objects.order_by("old_path").values_list("old_path", flat=True).distinct()
    return (KIND + path for path in paths.iterator(chunk_size=2000))
