"""Redirects: the former addresses of pages, and those that staff make. Wagtail's table holds both, see ADR 7.

A redirect is in effect while it leads somewhere and no page is public at its own address. That of a page points to
the page, not to an address, so that however often the page moves there is never a chain.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q

from cms.core.languages import BY_SEGMENT
from cms.publishing.batches import batched
from cms.publishing.models import LongPath, StoredDocument
from cms.publishing.redirects.paths import LONGEST, site_path, urls_of
from cms.publishing.tables import RedirectRow

KIND = "redirect:"
PAGE_TAG = "address:page:"
AT_ONCE = 400  # rows in one statement


@dataclass(frozen=True)
class Way:
    """A redirect that is in effect: from the whole path `old` to a site address ("/zh/…/") or an address elsewhere.

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
    rows = RedirectRow.objects.order_by("old_path", "automatically_created", "-pk").iterator(
        chunk_size=AT_ONCE
    )
    before = None
    for some in batched(rows, AT_ONCE):
        paths = [before, *(row.old_path for row in some)]
        yield from _ways([row for row, path in zip(some, paths, strict=False) if row.old_path != path])
        before = some[-1].old_path


def first_at(old_path: str) -> RedirectRow | None:
    """The row that counts at a path: what staff made comes before what was remembered."""
    return RedirectRow.objects.filter(old_path=old_path).order_by("automatically_created", "-pk").first()


def _ways(rows: list[RedirectRow]) -> Iterator[Way]:
    """Those of these rows that are in effect."""
    keys = {f"page:{row.redirect_page_id}" for row in rows if row.redirect_page_id}
    found = list(StoredDocument.objects.filter(key__in=keys).values_list("key", "url", "type"))
    goals = {key: url for key, url, _type in found}
    sections = {url for _key, url, kind in found if kind == "section"}
    whole = _whole_paths(rows)
    own = [url for path in whole.values() for url in urls_of(path)]
    public = set(StoredDocument.objects.filter(url__in=own).values_list("url", flat=True))
    for row in rows:
        path = whole[row.old_path]
        if public.isdisjoint(urls_of(path)):
            tags = {f"redirection:{row.pk}"}
            to = _to_page(row, goals, tags) if row.redirect_page_id else _to_link(row, tags)
            if to:
                yield Way(path, to, row.is_permanent, frozenset(tags), to in sections)


def _whole_paths(rows: list[RedirectRow]) -> dict[str, str]:
    """{path as Wagtail's table has it: the whole path}."""
    paths = {row.old_path: row.old_path for row in rows}
    if cut := [path for path in paths if len(path) == LONGEST]:
        paths.update(LongPath.objects.filter(pk__in=cut).values_list("old_path", "whole"))
    return paths


def _to_page(row: RedirectRow, goals: dict[str, str], tags: set[str]) -> str | None:
    key = f"page:{row.redirect_page_id}"
    tags.add(f"address:{key}")
    return goals[key].rstrip("/") + (row.redirect_page_route_path or "/") if key in goals else None


def _to_link(row: RedirectRow, tags: set[str]) -> str | None:
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
    rows = RedirectRow.objects.filter(Q(old_path__in=named) | Q(redirect_page_id__in=pages))
    return {KIND + path for path in rows.values_list("old_path", flat=True)}


def every_target() -> Iterator[str]:
    """The target of each path that has a redirect, whether it is in effect or not."""
    paths = RedirectRow.objects.order_by("old_path").values_list("old_path", flat=True).distinct()
    return (KIND + path for path in paths.iterator(chunk_size=2000))
