"""What takes place when: shifts of recruitments, stages of campaigns, steps and polling places of elections,
activities of brands, deadlines of notices.

Each month of a language that anything takes place in has a page, and each occasion a file for residents' own calendars.
A month is named LOCALE:MONTH ("zh-hans:2026-03"), an occasion KEY:ANCHOR ("page:5:shift-2").
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import reduce
from itertools import islice
from operator import or_

import orjson
from django.db.models import Q, QuerySet

from cms.core.documents import Data
from cms.publishing.derived import Occasion
from cms.publishing.models import StoredDocument
from cms.publishing.rendering.formats import last_day

# What has an anchor of its own, and where a document's detail holds it.
KINDS = {"activity": "activities", "shift": "shifts", "step": "steps", "poll": "polls"}
MOST_MONTHS = 36  # of one occasion: a stage that lasts for years is told in the first ones
# What can be subscribed to apart, by the name of its calendar, as components/occasions.html of the site offers it.
GROUPS = {
    "shift": ("shift",),
    "activity": ("activity",),
    "stage": ("stage",),
    "election": ("step", "poll"),
    "deadline": ("deadline",),
}
WHOLE = ("campaign", "election", "brand")  # types whose pages have a calendar of all that they announce
SUBSCRIBED = 300  # occasions of a language's calendar, the latest


def occasions_in(doc: Data) -> list[Data]:
    """{"anchor", "kind", "title", "starts", "ends", "place"} of all that a document announces. A day alone is
    "2026-03-02"; a moment has its offset.
    """
    detail = doc["detail"]
    parts = [
        *(
            (f"stage-{number}", "stage", part)
            for number, part in enumerate(detail.get("stages", []), start=1)
        ),
        *(
            (
                part.get("anchor") or f"{kind}-{number}",
                kind,
                part,
            )  # documents of before have none for activities
            for kind, parts in KINDS.items()
            for number, part in enumerate(detail.get(parts, []), start=1)
        ),
    ]
    found = [
        {
            "anchor": anchor,
            "kind": kind,
            "title": part.get("title", ""),
            "starts": part["starts_at"],
            "ends": part["ends_at"],
            "place": part.get("place", ""),
        }
        for anchor, kind, part in parts
    ]
    if day := detail.get("deadline"):
        found.append(
            {"anchor": "deadline", "kind": "deadline", "title": "", "starts": day, "ends": None, "place": ""}
        )
    return found


def rows_of(row: StoredDocument) -> Iterator[Data]:
    """The columns of a document's occasions: one for each month that each of them touches."""
    doc = orjson.loads(row.data)
    about = {"key": row.key, "url": row.url, "page": doc["title"], "type": row.type}
    about |= {"issuer": doc["card"]["issuer"], "published_at": doc["published_at"]}
    for one in occasions_in(doc) if row.listed else []:
        data = orjson.dumps(one | about).decode()
        for number, month in enumerate(islice(_months(one), MOST_MONTHS)):
            yield {
                "document_id": row.key,
                "locale": row.locale,
                "month": month,
                "anchor": one["anchor"],
                "starts": one["starts"],
                "is_first": number == 0,
                "data": data,
            }


def occasions_of(row: StoredDocument | None) -> dict[tuple[str, str], Occasion]:
    """The unsaved rows of a document's occasions: {(anchor, month): row}."""
    return {(one["anchor"], one["month"]): Occasion(**one) for one in rows_of(row)} if row else {}


def write(row: StoredDocument) -> None:
    """Note what a document announces, in place of what was noted before."""
    row.occasions.all().delete()
    Occasion.objects.bulk_create(occasions_of(row).values())


def tags_of_change(old: StoredDocument | None, new: StoredDocument | None) -> set[str]:
    """The tags of the months, calendars and files that change; where a month comes or goes, of those beside it, too."""
    before, after = occasions_of(old), occasions_of(new)
    if {place: one.data for place, one in before.items()} == {
        place: one.data for place, one in after.items()
    }:
        return set()
    every = [*before.values(), *after.values()]
    tags = {f"activities:{one.locale}:{one.month}" for one in every}
    tags |= {f"calendar:{one.locale}{group}" for one in every for group in ("", f":{_group(one)}")}
    tags |= {f"occasion:{one.document_id}:{one.anchor}" for one in every}
    months_before, months_after = (
        {(one.locale, one.month) for one in form.values()} for form in (before, after)
    )
    key = every[0].document_id
    tags |= {f"whole:{key}"} if {form.type for form in (old, new) if form} & set(WHOLE) else set()
    for locale, month in months_before ^ months_after:
        if not Occasion.objects.filter(locale=locale, month=month).exclude(document=key).exists():
            tags.add(f"activity_months:{locale}")
            tags |= {f"activities_beside:{locale}:{each}" for each in beside(locale, month) if each}
    return tags


def in_months(locale: str, wanted: Iterable[str]) -> dict[str, list[Data]]:
    """{month: what takes place in it, in the order of time}."""
    found: dict[str, list[Data]] = {month: [] for month in wanted}
    rows = Occasion.objects.filter(locale=locale, month__in=found).order_by("starts", "document", "anchor")
    for month, data in rows.values_list("month", "data"):
        found[month].append(orjson.loads(data))
    return found


def latest(locale: str, group: str = "") -> list[Data]:
    """What begins last in a language, all or of a group, in the order of time."""
    rows = Occasion.objects.filter(locale=locale, is_first=True).order_by("-starts", "-document", "-anchor")
    if group:
        rows = rows.filter(reduce(or_, (Q(data__contains=f'"kind":"{kind}"') for kind in GROUPS[group])))
    return _read(rows[:SUBSCRIBED])[::-1]


def of_documents(keys: Iterable[str]) -> dict[str, tuple[str, Data]]:
    """{name: (locale, occasion)} of all that these documents announce."""
    rows = Occasion.objects.filter(document__in=list(keys), is_first=True)
    found = rows.values_list("document", "anchor", "locale", "data")
    return {f"{key}:{anchor}": (locale, orjson.loads(data)) for key, anchor, locale, data in found}


def of_page(key: str) -> list[Data]:
    """All that a page announces, in the order of time."""
    return _read(Occasion.objects.filter(document=key, is_first=True).order_by("starts", "anchor"))


def months(locale: str) -> list[str]:
    """The months in which anything takes place, the latest first."""
    return list(
        Occasion.objects.filter(locale=locale).values_list("month", flat=True).distinct().order_by("-month")
    )


def beside(locale: str, month: str) -> tuple[str | None, str | None]:
    """The months with anything just before and just after one."""
    every = Occasion.objects.filter(locale=locale).values_list("month", flat=True)
    earlier = every.filter(month__lt=month).order_by("-month").first()
    return earlier, every.filter(month__gt=month).order_by("month").first()


def every_target() -> Iterator[str]:
    rows = Occasion.objects.order_by("locale", "month")
    yield from (
        f"activities:{locale}:{month}" for locale, month in rows.values_list("locale", "month").distinct()
    )
    firsts = Occasion.objects.filter(is_first=True).order_by("document", "anchor")
    yield from (f"occasion:{key}:{anchor}" for key, anchor in firsts.values_list("document", "anchor"))
    whole = firsts.filter(document__type__in=WHOLE).values_list("document", flat=True).distinct()
    yield from (f"whole:{key}" for key in whole.order_by("document"))


def _group(row: Occasion) -> str:
    kind = orjson.loads(row.data)["kind"]
    return next(group for group, kinds in GROUPS.items() if kind in kinds)


def _months(one: Data) -> Iterator[str]:
    day, last = date.fromisoformat(one["starts"][:10]), last_day(one)
    while (month := day.isoformat()[:7]) <= last[:7]:
        yield month
        day = (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def _read(rows: QuerySet[Occasion]) -> list[Data]:
    return [orjson.loads(data) for data in rows.values_list("data", flat=True)]
