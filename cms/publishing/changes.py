"""From a change of one document to the tags of the files that show it."""

from collections.abc import Iterator
from typing import Any

import orjson

from cms.publishing.catalogue import beside
from cms.publishing.models import StoredDocument

LISTS = {"section": "sections", "page": "pages"}


def tags_of_change(old: StoredDocument | None, new: StoredDocument | None) -> set[str]:
    """The tags that change when a document's old form (None: it was not public) is replaced by the new one.

    Call it when the new row is in the database: places in lists are looked up there.
    """
    forms = [form for form in (old, new) if form]
    tags: set[str] = set()
    appeared = len(forms) == 1
    if appeared or old.card != new.card or old.position != new.position or old.in_menu != new.in_menu:
        for form in forms:
            tags.update(_shown_by(form))
    tags |= {f"sitemap:{form.month}" for form in forms} | ({"sitemap"} if appeared else set())
    if appeared or old.url != new.url:
        for form in forms:
            tags |= {f"address:{form.key}", f"translations:{form.translation_key}"}
    if appeared or _relations(old) != _relations(new) or old.card != new.card:
        for form in forms:
            tags |= {f"relation:{kind}:{key}" for kind, key in _relations(form)}
    if appeared or (old.parent, old.month) != (new.parent, new.month):
        tags |= {f"months:{form.parent}" for form in forms if form.listed}
    if appeared or (old.parent, old.published_at) != (new.parent, new.published_at):
        tags.update(_beside(forms))
    return tags


def _shown_by(form: StoredDocument) -> Iterator[str]:
    yield f"card:{form.key}"
    if form.type == "popular":
        yield f"popular_list:{form.locale}"
    yield f"latest:{form.type}:{form.locale}"
    yield f"{LISTS.get(form.type, 'children')}:{form.parent}"
    if form.listed:
        yield f"archive:{form.parent}:{form.month}"
    if form.in_menu:
        yield f"menu:{form.locale}"


def _beside(forms: list[StoredDocument]) -> Iterator[str]:
    for form in forms:
        if form.listed:
            neighbours = beside(form.parent, form.published_at, form.key)
            yield from (f"beside:{key}" for key in (form.key, *neighbours) if key)


def _relations(form: StoredDocument) -> list[tuple[str, str]]:
    relations: list[dict[str, Any]] = orjson.loads(form.data)["relations"]
    return [(relation["kind"], relation["key"]) for relation in relations]
