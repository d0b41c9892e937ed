"""Bulk content for measurements, one JSON object a line, through the ordinary publish path."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from wagtail.models import Locale, Page

from cms.core.clock import start_of
from cms.core.languages import language_of
from cms.home.models import HomePage, SectionPage
from cms.importing.api import read_text
from cms.importing.readings import PlanReading, ReadingError
from cms.importing.registry import ImportContext, Source, maker_for
from cms.publishing.batches import batched

BATCH = 20  # pages a transaction: editors and the worker wait no longer than a second
LAYOUTS = {"notice": "list", "work_plan": "plans", "policy": "policies", "page": "cards"}


class CorpusError(ValueError):
    """A line makes no sense; the message names it."""


@dataclass(frozen=True)
class Entry:
    """One line: a page of a type, with the slug of the section that it belongs to."""

    line: int
    title: str
    body: str
    type: str
    dated: date | None
    locale: str
    section: str


def entries(lines: Iterable[str]) -> Iterator[Entry]:
    """The entries of a corpus, empty lines left out. Raises CorpusError at the first that makes no sense."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _entry(number, line)


def load(found: Iterable[Entry], progress: Callable[[int], None] | None = None) -> int:
    """Make and publish a page for each entry, 20 in a transaction; sections that are missing are made.

    Returns how many. Raises CorpusError; the batches before it stay.
    """
    sections: dict[tuple[str, str], Page] = {}
    count = 0
    for some in batched(found, BATCH):
        with transaction.atomic():
            for entry in some:
                place = (entry.locale, entry.section)
                if place not in sections:
                    sections[place] = _section(entry)
                _publish(entry, sections[place])
        count += len(some)
        if progress:
            progress(count)
    return count


def _publish(entry: Entry, parent: Page) -> None:
    digest = hashlib.sha256(f"{entry.title}\n{entry.body}".encode()).hexdigest()
    context = ImportContext(parent, parent.locale, Source(f"line {entry.line}", digest), publish=True)
    try:
        page = maker_for(entry.type)(_reading(entry), context)
    except ReadingError as error:
        raise CorpusError(f"line {entry.line}: {error}") from error
    page.live = False
    page.dated = start_of(entry.dated) if entry.dated else page.dated
    parent.add_child(instance=page)
    page.save_revision().publish()


def _reading(entry: Entry) -> PlanReading:
    """A plan is read for its tasks; everything else is its text."""
    if entry.type != "work_plan":
        return PlanReading(title=entry.title, preamble=entry.body)
    plans = read_text(entry.body).plans
    year = plans[0].year or (entry.dated.year if entry.dated else None)
    return replace(plans[0], title=entry.title, year=year)


def _section(entry: Entry) -> Page:
    locale = Locale.objects.get(language_code=entry.locale)
    found = SectionPage.objects.filter(locale=locale, slug=entry.section).first()
    if found is None:
        home = HomePage.objects.get(locale=locale)
        found = SectionPage(
            title=entry.section, slug=entry.section, locale=locale, layout=LAYOUTS[entry.type], live=False
        )
        home.add_child(instance=found)
        found.save_revision().publish()
    return found


def _entry(number: int, line: str) -> Entry:
    try:
        data = json.loads(line)
        entry = Entry(
            line=number,
            title=str(data["title"]).strip()[:255],
            body=str(data["body"]),
            type=data.get("type", "notice"),
            dated=date.fromisoformat(data["date"][:10]) if data.get("date") else None,
            locale=language_of(data.get("locale", "zh-hans")).locale,
            section=data.get("section") or "corpus",
        )
    except KeyError as error:
        raise CorpusError(f"line {number}: {error} is missing or unknown") from error
    except (TypeError, AttributeError, ValueError) as error:
        raise CorpusError(f"line {number}: {error}") from error
    if not entry.title or entry.type not in LAYOUTS:
        raise CorpusError(f"line {number}: a title and a type of {', '.join(LAYOUTS)} are needed")
    return entry
