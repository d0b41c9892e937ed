"""From a change of one document to the tags of the files that show it."""

from typing import Any

import orjson

from cms.publishing import accents, filing, occasions, outcomes, posters
from cms.publishing import beside as files_beside
from cms.publishing.models import StoredDocument
from cms.publishing.queries import beside
from cms.publishing.redirects.paths import old_path_of
from cms.publishing.statements import months_of

LISTS = {"section": "sections", "page": "pages", "entry": "entries"}


def tags_of_change(old: StoredDocument | None, new: StoredDocument | None) -> set[str]:
    """The tags that change when a document's old form (None: it was not public) is replaced by the new one.

    Call it when the new row is in the database: places in lists are looked up there.
    """
    forms = [form for form in (old, new) if form]
    tags: set[str] = {f"sitemap:{form.sitemap}" for form in forms}
    for form in forms:
        tags |= _feeds(form)
    for kind in (accents, filing, occasions, outcomes, posters, files_beside):
        tags |= kind.tags_of_change(old, new)
    tags |= {f"popular_list:{form.locale}" for form in forms if form.type == "popular"}
    if old is None or new is None:
        for form in forms:
            tags |= _presence(form)
        return tags
    if _listing(old) != _listing(new):
        tags |= _shown_by(old) | _shown_by(new)
    if (old.url, old.translation_key) != (new.url, new.translation_key):
        tags |= _addressed_by(old) | _addressed_by(new)
    if old.card != new.card or _relations(old) != _relations(new):
        tags |= _related_by(old) | _related_by(new)
    if (old.parent, old.month) != (new.parent, new.month):
        tags |= _months(old) | _months(new)
    if (old.parent, old.published_at) != (new.parent, new.published_at):
        tags |= _beside(old) | _beside(new)
    return tags


def _listing(form: StoredDocument) -> tuple[str, str, bool, str]:
    """What lists show of a document, and where."""
    return form.card, form.position, form.in_menu, form.issuer


def _presence(form: StoredDocument) -> set[str]:
    """Everything that tells of a document at all."""
    places = _shown_by(form) | _addressed_by(form) | _related_by(form) | _beside(form)
    return places | _months(form) | _sitemap(form)


def _shown_by(form: StoredDocument) -> set[str]:
    tags = {
        f"card:{form.key}",
        f"latest:{form.type}:{form.locale}",
        f"{LISTS.get(form.type, 'children')}:{form.parent}",
    }
    if form.listed:
        tags.add(f"archive:{form.parent}:{form.month}")
    if form.listed and form.issuer:
        tags.add(f"issued:{form.issuer}:{form.type}:{form.locale}")
    if form.in_menu:
        tags.add(f"frame:{form.locale}")
    return tags


def _addressed_by(form: StoredDocument) -> set[str]:
    versions = StoredDocument.objects.filter(translation_key=form.translation_key)
    tags = {f"address:{form.key}", f"redirect:{old_path_of(form.url)}"}
    for key, sitemap in versions.values_list("key", "sitemap"):
        tags |= {f"about:{key}", f"sitemap:{sitemap}"}
    return tags


def _related_by(form: StoredDocument) -> set[str]:
    return {f"about:{key}" for _kind, key in _relations(form)}


def _months(form: StoredDocument) -> set[str]:
    """A document that comes or goes adds or removes a month where it is the only one there."""
    if not form.listed or _others(form, parent=form.parent, listed=True, month=form.month):
        return set()
    months = months_of(form.parent)
    earlier = [month for month in months if month < form.month][:1]
    later = [month for month in months if month > form.month][-1:]
    beside_it = {f"month_beside:{form.parent}:{month}" for month in earlier + later}
    year = form.month[:4]
    if not _others(form, locale=form.locale, listed=True, month__startswith=f"{year}-"):
        beside_it.add(f"years:{form.locale}")
    return beside_it | {
        f"months:{form.parent}",
        f"archive:{form.parent}:{form.month}",
        f"year:{form.locale}:{year}",
    }


def _sitemap(form: StoredDocument) -> set[str]:
    """The map of maps names those that have anything at all."""
    return set() if _others(form, sitemap=form.sitemap) else {"sitemap"}


def _others(form: StoredDocument, **which: Any) -> bool:
    return StoredDocument.objects.filter(**which).exclude(key=form.key).exists()


def _feeds(form: StoredDocument) -> set[str]:
    """Feeds tell of every change, if only by its time."""
    if form.type == "section":
        return {f"feed:{form.key}"}
    return {f"feed:{form.locale}", f"feed:{form.parent}"} if form.listed else set()


def _beside(form: StoredDocument) -> set[str]:
    if not form.listed:
        return set()
    return {f"about:{key}" for key in (form.key, *beside(form.parent, form.published_at, form.key)) if key}


def _relations(form: StoredDocument) -> list[tuple[str, str]]:
    relations: list[dict[str, Any]] = orjson.loads(form.data)["relations"]
    return [(relation["kind"], relation["key"]) for relation in relations]
