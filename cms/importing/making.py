"""What the makers of pages share: from the words of a reading to the values of a page's fields."""

import re
from collections.abc import Iterator
from datetime import date
from html import escape

from django.db.models import Q

from cms.core.models import Organisation
from cms.core.text import numbered
from cms.importing.numerals import MONTHS, number
from cms.importing.readings import PlanReading, SectionReading

LONGEST_HEADING = 150
SENTENCE_END = "。；;，,：:.!！?？"
CHINESE_DAY = re.compile(r"(\w{4})\s?[年./-]\s?(\w{1,3})\s?[月./-]\s?(\w{1,3}?)\s?(?:日|号|\b)")
ENGLISH_DAY = re.compile(
    rf"(?:(\d{{1,2}})\s+)?({'|'.join(MONTHS)})\s+(?:(\d{{1,2}}),\s+)?(\d{{4}})", re.IGNORECASE
)


def day_in(words: str | None) -> date | None:
    """The day that a date as written means; None where it names none, or one that doesn't exist."""
    if match := CHINESE_DAY.search(words or ""):
        parts = [number(part) or 0 for part in match.groups()]
    elif match := ENGLISH_DAY.search(words or ""):
        before, month, after, year = match.groups()
        parts = [int(year), MONTHS.index(month.lower()) + 1, int(before or after or 0)]
    else:
        return None
    try:
        return date(*parts)
    except ValueError:
        return None


def issuer_named(name: str | None) -> Organisation | None:
    """The organisation of exactly this name, in either language."""
    if not name:
        return None
    return Organisation.objects.filter(Q(name_zh=name) | Q(name_en__iexact=name)).first()


def html_of(text: str) -> str:
    """Rich text for paragraphs that are separated by an empty line."""
    paragraphs = (escape(part.strip()).replace("\n", "<br/>") for part in re.split(r"\n\s*\n", text))
    return "".join(f"<p>{part}</p>" for part in paragraphs if part)


def body_of(reading: PlanReading) -> list[tuple[str, object]]:
    """The blocks of a body: items that have a text or items of their own become headings, all others text."""
    blocks: list[tuple[str, object]] = []
    for kind, value in _parts(reading):
        if kind == "text" and blocks and blocks[-1][0] == "text":
            blocks[-1] = ("text", f"{blocks[-1][1]}{value}")
        else:
            blocks.append((kind, value))
    return blocks


def _parts(reading: PlanReading) -> Iterator[tuple[str, object]]:
    for text in (reading.addressees, reading.preamble):
        if text:
            yield "text", html_of(text)
    for item in reading.items():
        yield from _item(item)
    if reading.closing:
        yield "text", html_of(reading.closing)


def _item(item: SectionReading) -> Iterator[tuple[str, object]]:
    words = numbered(item.number, item.heading)
    is_heading = (
        (item.text or item.sections) and len(words) <= LONGEST_HEADING and words[-1] not in SENTENCE_END
    )
    if is_heading and item.level <= 2:
        yield "heading", {"text": words, "level": str(item.level + 1)}
    elif words:
        yield "text", html_of(words)
    if item.text:
        yield "text", html_of(item.text)
