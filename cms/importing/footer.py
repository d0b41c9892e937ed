"""What stands below the items: closing text and signature."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from cms.importing import phrases

_SEAL = re.compile(r"\s*[（(](?:公章|盖章|印章|章)[）)]")
SIGNED_WITHIN = 4  # lines: the offices that sign stand directly above the date


@dataclass(slots=True)
class Footer:
    """What the lines after the items tell; `closing` is the rest of them."""

    issuer: str | None = None
    date: str | None = None
    closing: list[str] = field(default_factory=list)


def read_footer(texts: Sequence[str]) -> Footer:
    """Takes the signature from the lines after the items: the date, and the offices above it."""
    lines = list(texts)
    place = signature_place(lines)
    if place is None:
        if lines and phrases.is_body(lines[-1]):
            return Footer(issuer=lines[-1], closing=lines[:-1])
        return Footer(closing=lines)
    first, last = place
    signed = phrases.signature(lines[last])
    issuer = _SEAL.sub("", signed[0] if signed else " ".join(lines[first:last]))
    return Footer(issuer or None, phrases.date_in(lines[last]), lines[:first] + lines[last + 1 :])


def signature_place(texts: Sequence[str]) -> tuple[int, int] | None:
    """The first line of the signature and the line of its date; None where nobody signs."""
    for last in range(len(texts) - 1, max(-1, len(texts) - 1 - SIGNED_WITHIN), -1):
        if phrases.signature(texts[last]):
            return last, last
        if phrases.is_date_line(texts[last]):
            first = last
            while (
                first > 0 and last - first < SIGNED_WITHIN and _signs(texts[first - 1], nearest=first == last)
            ):
                first -= 1
            return first, last
    return None


def _signs(text: str, *, nearest: bool) -> bool:
    """An office, or directly above the date anything as short as the name of one."""
    if phrases.is_body(text):
        return True
    return nearest and len(text) <= 30 and not set(text) & set("。，；：！？、.:;|")
