"""What a reader makes of a document: plain data, with the JSON that the command promises."""

from dataclasses import dataclass, field
from typing import Any


class ReadingError(Exception):
    """The input can't be read; its text is one line in the reader's language."""


@dataclass(frozen=True, slots=True)
class ReadingWarning:
    """A doubt: the line (of a text) or paragraph (of other formats) and what staff should look at there."""

    line: int
    message: str

    def to_dict(self) -> dict[str, Any]:
        return {"line": self.line, "message": str(self.message)}


@dataclass(frozen=True, slots=True)
class SectionReading:
    """An item: its number as written ("" for a heading without one) and its level from 1.

    `heading` is the paragraph that carries the number where that is short, else its first sentences;
    `text` is what follows, paragraphs separated by an empty line.
    """

    number: str
    level: int
    heading: str
    text: str = ""
    sections: tuple["SectionReading", ...] = ()
    line: int = 0

    def to_dict(self) -> dict[str, Any]:
        return {
            "number": self.number,
            "level": self.level,
            "heading": self.heading,
            "text": self.text,
            "sections": [section.to_dict() for section in self.sections],
        }

    def flat(self) -> list["SectionReading"]:
        """This item and all inside it, in the order of the text."""
        return [self, *(item for section in self.sections for item in section.flat())]


@dataclass(frozen=True, slots=True)
class PlanReading:
    """A plan, notice or other official text: None where the text doesn't tell; dates as written."""

    title: str | None = None
    year: int | None = None
    issuer: str | None = None
    number: str | None = None
    date: str | None = None
    preamble: str = ""
    sections: tuple[SectionReading, ...] = ()
    closing: str = ""
    addressees: str | None = None

    def to_dict(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "year": self.year,
            "issuer": self.issuer,
            "number": self.number,
            "date": self.date,
            "preamble": self.preamble,
            "sections": [section.to_dict() for section in self.sections],
            "closing": self.closing,
        }

    def items(self) -> list[SectionReading]:
        """All items of all levels, in the order of the text."""
        return [item for section in self.sections for item in section.flat()]


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that was read from one source; `lines` are the numbers and texts of the source's lines."""

    breadcrumb: tuple[str, ...] = ()
    plans: tuple[PlanReading, ...] = ()
    attachments: tuple[str, ...] = ()
    warnings: tuple[ReadingWarning, ...] = field(default=())
    lines: tuple[tuple[int, str], ...] = field(default=(), repr=False)

    def to_dict(self) -> dict[str, Any]:
        """The contract of `parse_plan --json`."""
        return {
            "breadcrumb": list(self.breadcrumb),
            "plans": [plan.to_dict() for plan in self.plans],
            "attachments": list(self.attachments),
            "warnings": [warning.to_dict() for warning in self.warnings],
        }
