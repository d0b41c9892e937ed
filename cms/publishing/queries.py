"""What is asked of the documents: one statement for any number of keys."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

import orjson
from django.db.models import OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast

from cms.core.documents import Data
from cms.publishing.models import RelatedDocuments, Relation, StoredDocument
from cms.publishing.statements import Together, Utf8

ABOVE = re.compile(rb'"breadcrumb":\[([^\]]*)')
KEY = re.compile(rb'"key":"([^"]+)"')
Beside = tuple[str | None, str | None]
Versions = list[tuple[str, str]]  # (locale, address), in the order of locales


class Row(NamedTuple):
    """What making a page needs of its stored document."""

    key: str
    type: str
    locale: str
    translation_key: str
    url: str
    listed: bool
    card: bytes
    data: bytes

    @property
    def content(self) -> Data:
        """The document as templates read it."""
        content: Data = orjson.loads(self.data)
        return content


def rows(keys: Iterable[str]) -> dict[str, Row]:
    """The stored documents of these keys, as far as they are public."""
    columns = (*Row._fields[:-2], Utf8("card"), Utf8("data"))
    found = StoredDocument.objects.filter(key__among=keys).values_list(*columns)
    return {row.key: row for row in map(Row._make, found)}


def above(rows: dict[str, Row]) -> set[str]:
    """The keys of all that these documents lie below."""
    lines = (found[1] for row in rows.values() if (found := ABOVE.search(row.data)))
    return {key.decode() for line in lines for key in KEY.findall(line)}


def beside(parent: str, published_at: datetime, key: str) -> Beside:
    """The keys of the listed documents just before and just after a place in a section's order of time."""
    place = (Value(parent), Value(published_at), Value(key))
    found = Together(["key"], {"earlier": _earlier(*place), "later": _later(*place)}).rows()
    return next((key for (key,) in found["earlier"]), None), next((key for (key,) in found["later"]), None)


def _earlier(parent: Any, published_at: Any, key: Any) -> QuerySet:
    # The first condition is what an index can seek by; the second tells those of one moment apart.
    before = Q(published_at__lt=published_at) | Q(key__lt=key)
    listed = StoredDocument.objects.filter(before, parent=parent, listed=True, published_at__lte=published_at)
    return listed.order_by("-published_at", "-key").values("key")[:1]


def _later(parent: Any, published_at: Any, key: Any) -> QuerySet:
    after = Q(published_at__gt=published_at) | Q(key__gt=key)
    listed = StoredDocument.objects.filter(after, parent=parent, listed=True, published_at__gte=published_at)
    return listed.order_by("published_at", "key").values("key")[:1]


def neighbours(keys: Iterable[str]) -> dict[str, Beside]:
    """What stands before and after each of these listed documents."""
    place = (OuterRef("parent"), OuterRef("published_at"), OuterRef("key"))
    found = StoredDocument.objects.filter(key__among=keys).annotate(
        earlier=Subquery(_earlier(*place)), later=Subquery(_later(*place))
    )
    return {key: (earlier, later) for key, earlier, later in found.values_list("key", "earlier", "later")}


def related(keys: Iterable[str]) -> dict[str, list[str]]:
    """{key: the keys of what is like it, best first}."""
    found = RelatedDocuments.objects.filter(key__among=keys)
    rows = found.values_list("key", Utf8(Cast("keys", TextField())))
    return {key: [] for key in keys} | {key: orjson.loads(related) for key, related in rows}


def relations(keys: Iterable[str]) -> dict[str, dict[str, list[str]]]:
    """{key: {kind: the keys of the documents that stand in this relation to it}}."""
    found: dict[str, dict[str, list[str]]] = {key: {} for key in keys}
    rows = Relation.objects.filter(target__among=found).order_by("-source__published_at", "-source")
    for target, kind, source in rows.values_list("target", "kind", "source"):
        found[target].setdefault(kind, []).append(source)
    return found


def translations(keys: Iterable[str]) -> dict[str, Versions]:
    """{translation key: the public versions}."""
    found: dict[str, Versions] = {key: [] for key in keys}
    rows = StoredDocument.objects.filter(translation_key__among=found).order_by("locale")
    for key, locale, url in rows.values_list("translation_key", "locale", "url"):
        found[key].append((locale, url))
    return found


def versions(keys: Iterable[str]) -> dict[str, Versions]:
    """The public versions of the documents of these keys."""
    keys = set(keys)
    groups = StoredDocument.objects.filter(key__among=keys).values("translation_key")
    rows = StoredDocument.objects.filter(translation_key__in=groups).order_by("locale")
    found = list(rows.values_list("key", "translation_key", "locale", "url"))
    group_of = {key: group for key, group, _locale, _url in found}
    of_group: dict[str, Versions] = {}
    for _key, group, locale, url in found:
        of_group.setdefault(group, []).append((locale, url))
    return {key: of_group.get(group_of.get(key, ""), []) for key in keys}
