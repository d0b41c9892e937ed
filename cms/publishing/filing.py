"""Under which years and issuers a section files what it lists, each with a page of its own below the section's.

A filing is named KEY:KIND:VALUE ("page:5:year:2026", "page:5:issuer:liuxi-street").
"""

from collections.abc import Iterator
from typing import Any

import orjson
from django.db.models import Count, Max

from cms.core.documents import Data
from cms.publishing.models import Filed, StoredDocument

TYPES = ("work_plan",)
KINDS = ("year", "issuer")


def filings_of(row: StoredDocument | None) -> dict[str, Filed]:
    """Where a document belongs, unsaved, by the kind."""
    if row is None or row.type not in TYPES or not row.listed:
        return {}
    doc = orjson.loads(row.data)
    issuer = doc["issuer"] or {}
    year = str(doc["facets"]["year"])
    values = {"year": (year, year), "issuer": (issuer.get("slug", ""), issuer.get("name", ""))}
    return {
        kind: Filed(document=row, parent=row.parent, kind=kind, value=value, label=label)
        for kind, (value, label) in values.items()
        if value
    }


def write(row: StoredDocument) -> None:
    """Note where a document belongs, in place of what was noted before."""
    row.filed.all().delete()
    Filed.objects.bulk_create(filings_of(row).values())


def tags_of_change(old: StoredDocument | None, new: StoredDocument | None) -> set[str]:
    """The tags of the lists that change: all pages of filings that hold the document; where one comes, goes or is
    called otherwise, the section's list of them; where one appears or is over, those beside it.
    """
    before, after = filings_of(old), filings_of(new)
    if not before and not after:
        return set()
    names = {kind: [_name(found[kind]) for found in (before, after) if kind in found] for kind in KINDS}
    changed = {kind for kind in KINDS if _place(before.get(kind)) != _place(after.get(kind))}
    tags = (
        {f"filed:{name}" for found in names.values() for name in found}
        if _shown(old) != _shown(new)
        else set()
    )
    for kind in changed:
        filings = [found[kind] for found in (before, after) if kind in found]
        tags |= {f"filed:{name}" for name in names[kind]} | {f"groups:{filing.parent}" for filing in filings}
        for filing in filings:
            tags |= set(_beside(filing, str(getattr((old or new), "key", ""))))
    return tags


def groups(key: str) -> dict[str, list[Data]]:
    """What a section files by: {"year": [{"value", "label", "count"}], "issuer": …}, the newest year first, issuers in
    the order of their names.
    """
    rows = (
        Filed.objects.filter(parent=key)
        .values("kind", "value")
        .annotate(count=Count("pk"), label=Max("label"))
    )
    found: dict[str, list[Data]] = {kind: [] for kind in KINDS}
    for row in rows.order_by("kind", "value"):
        found[row["kind"]].append({name: row[name] for name in ("value", "label", "count")})
    found["year"].reverse()
    found["issuer"].sort(key=lambda group: (group["label"], group["value"]))
    return found


def cards(key: str, kind: str, value: str) -> list[Data]:
    """The cards of everything that is filed in one place, newest first."""
    rows = StoredDocument.objects.filter(filed__parent=key, filed__kind=kind, filed__value=value)
    return rows.order_by("-published_at", "-key").cards()


def beside(key: str, kind: str, value: str) -> tuple[str | None, str | None]:
    """The values before and after one that the section files under."""
    places = Filed.objects.filter(parent=key, kind=kind)
    return (
        places.filter(value__lt=value).aggregate(found=Max("value"))["found"],
        places.filter(value__gt=value).order_by("value").values_list("value", flat=True).first(),
    )


def every_place() -> Iterator[str]:
    """The names of all filings."""
    rows = Filed.objects.values_list("parent", "kind", "value").distinct().order_by("parent", "kind", "value")
    return (f"{parent}:{kind}:{value}" for parent, kind, value in rows)


def split(name: str) -> tuple[str, str, str]:
    """The section's key, the kind and the value that a name consists of."""
    place, _colon, value = name.rpartition(":")
    key, _colon, kind = place.rpartition(":")
    return key, kind, value


def address(section: str, kind: str, value: str) -> str:
    """The address of a filing's page below the section's own."""
    return f"{section}{kind}/{value}/"


def _name(filing: Filed) -> str:
    return f"{filing.parent}:{filing.kind}:{filing.value}"


def _place(filing: Filed | None) -> tuple[str, str, str] | None:
    return (filing.parent, filing.value, filing.label) if filing else None


def _shown(row: StoredDocument | None) -> tuple[Any, ...] | None:
    return (row.card, row.published_at) if row else None


def _beside(filing: Filed, key: str) -> Iterator[str]:
    """A filing that nothing else has is there since now, or no more."""
    others = Filed.objects.filter(parent=filing.parent, kind=filing.kind, value=filing.value)
    if not others.exclude(document=key).exists():
        for value in beside(filing.parent, filing.kind, filing.value):
            if value is not None:
                yield f"filed_beside:{filing.parent}:{filing.kind}:{value}"
