"""What documents hold of a result: the list while it is up, the commendation, and the record of how it came about."""

from collections.abc import Iterator
from itertools import groupby
from uuid import UUID

from wagtail.models import Page

from cms.campaigns.entries.models import EntryPage
from cms.campaigns.procedures.models import Procedure
from cms.campaigns.results.models import Listed, Objection, Result
from cms.campaigns.steps import Step
from cms.core.clock import day_of, written
from cms.core.documents import Data

WHO = {  # who takes a step, where no user of the admin does
    "objected": "resident",
    "names_gone": "clock",
    "vote_closed": "clock",
    "flagged": "clock",
    "submitted": "reviewer",
    "conflict": "reviewer",
    "reopened": "reviewer",
}
SHOWN = ("listed", "tied", "missing", "number", "ballots", "excluded", "groups", "on", "upheld", "entries")


def is_told(procedure: Procedure) -> bool:
    """Whether anything of a campaign's result is public."""
    return Result.objects.filter(procedure=procedure, published_at__isnull=False).exists()


def outcome(campaign: Page) -> Data | None:
    """What is public of the result of a campaign in the language of its page; None until there is anything."""
    result = (
        Result.objects.filter(procedure=campaign.translation_key, published_at__isnull=False)
        .select_related("procedure")
        .first()
    )
    if result is None:
        return None
    locale = campaign.locale.language_code
    rows = list(result.listed.all())
    known = _known(result, campaign.locale_id)
    return {
        "state": result.state,
        "published_at": written(result.published_at),
        "commended_at": written(result.commended_at),
        "list": [_entry(row, result, known, locale) for row in rows if row.taken_off_at is None],
        "record": _record(result, rows, known, locale),
    }


def _known(result: Result, locale: int) -> dict[str, str]:
    """{entry that is public: the key of its page in a language, or ""}. Others are not named any more."""
    entries = [UUID(line["entry"]) for line in result.lines]
    known: dict[str, str] = {}
    pages = EntryPage.objects.live().filter(translation_key__in=entries).order_by("pk")
    for entry, of, pk in pages.values_list("translation_key", "locale", "pk"):
        known[str(entry)] = f"page:{pk}" if of == locale else known.get(str(entry), "")
    return known


def _entry(row: Listed, result: Result, known: dict[str, str], locale: str) -> Data:
    entry = str(row.entry)
    line = next((line for line in result.lines if line["entry"] == entry), None)
    return {
        "key": known.get(entry, ""),
        "title": title_of(result, entry, locale) if entry in known else "",
        "category": str(row.category),
        "score": line["score"] if line else None,
        "rank": line["rank"] if line else None,
        "is_by_rule": row.is_by_rule,
        "reason": row.reason,
    }


def title_of(result: Result, entry: str, locale: str) -> str:
    """An entry's title as the list had it; "" once the names are gone."""
    titles = result.titles.get(entry, {})
    return titles.get(locale) or next(iter(titles.values()), "")


def _record(result: Result, rows: list[Listed], known: dict[str, str], locale: str) -> Data:
    own = "en" if locale == "en" else "zh"
    basis = result.basis
    criteria = [
        {"number": each["number"], "title": each[f"title_{own}"] or each["title_zh"] or each["title_en"]}
        | {"weight": each["weight"], "is_vote": each["is_vote"]}
        for each in basis.get("criteria", [])
    ]
    listed = {str(row.entry) for row in rows if row.taken_off_at is None}
    titles = {entry: title_of(result, entry, locale) for entry in known}
    steps = list(result.procedure.steps.order_by("at", "pk"))
    return {
        "numbers": {
            **{name: value for name, value in basis.items() if name not in ("criteria", "missing_reason")},
            "nominated": sum(
                step.data.get("count", 1) for step in steps if step.kind in ("admitted", "refused")
            ),
            "refused": sum(step.data.get("count", 1) for step in steps if step.kind == "refused"),
        },
        "missing_reason": basis.get("missing_reason", ""),
        "criteria": criteria,
        "lines": [
            {**line, "title": titles.get(line["entry"], ""), "key": known.get(line["entry"], "")}
            | {"is_listed": line["entry"] in listed}
            for line in result.lines
        ],
        "changes": [
            {
                "title": titles.get(str(row.entry), ""),
                "added": "" if row.is_by_rule else row.reason,
                "taken_off": row.taken_off_reason,
            }
            for row in rows
            if row.taken_off_at or not row.is_by_rule
        ],
        "objections": [_objection(row, own) for row in result.procedure.objections.order_by("number")],
        "steps": list(_steps(steps)),
    }


def _steps(steps: list[Step]) -> Iterator[Data]:
    """Steps of one kind on one day that follow each other are told once, with their number."""
    for (kind, _day), found in groupby(steps, key=lambda step: (step.kind, day_of(step.at))):
        same = list(found)
        told = {name: same[-1].data[name] for name in SHOWN if name in same[-1].data}
        yield {
            "kind": kind,
            "at": written(same[-1].at),
            "by": WHO.get(kind, "office" if same[-1].username else "clock"),
            "times": len(same),
            "data": told if len(same) == 1 else {},
        }


def _objection(row: Objection, own: str) -> Data:
    other = "zh" if own == "en" else "en"
    answer = getattr(row, f"public_{own}") or getattr(row, f"public_{other}")
    return {
        "number": row.number,
        "about": row.about,
        "received_at": written(row.received_at),
        "answered_at": written(row.answered_at),
        "is_upheld": row.is_upheld,
        "answer": answer,
    }
