"""Sections of the site among what typed text may become: few enough to be kept at hand."""

from cms.core.documents import Data
from cms.discovery.kept import Kept
from cms.publishing.models import StoredDocument
from search.api import line_keys, typed_key
from search.documents import Suggestion

MOST = 2
"""Sections among the suggestions for one text."""

Line = tuple[str, bool, Suggestion]


@Kept
def _lines(locale: str | None) -> list[Line]:
    """What may be typed for each section's title, whether from a later word on, and the section."""
    rows = StoredDocument.objects.filter(type="section").order_by("position")
    if locale:
        rows = rows.filter(locale=locale)
    return [
        (key, inside, _suggestion(card)) for card in rows.cards() for key, inside in line_keys(card["title"])
    ]


def _suggestion(card: Data) -> Suggestion:
    return Suggestion(
        text=card["title"], url=card["url"], type="section", key=card["key"], locale=card["locale"]
    )


@Kept
def section_titles() -> dict[str, str]:
    """The title of each section, in its own language, by its key."""
    return {card["key"]: card["title"] for card in StoredDocument.objects.filter(type="section").cards()}


def forget() -> None:
    """Have the next call look at the sections."""
    _lines.forget()
    section_titles.forget()


def typed_sections(text: str, locale: str | None) -> list[Suggestion]:
    """The sections whose title goes on like the typed text, in Chinese, pinyin or initials; beginnings first."""
    typed = typed_key(text)
    found = sorted(
        (line for line in _lines(locale) if typed and line[0].startswith(typed)),
        key=lambda line: (line[0] != typed, line[1], len(line[2].text)),
    )
    return list(dict.fromkeys(section for _key, _inside, section in found))[:MOST]
