"""The width of texts, and where the heading of an item ends and its text begins."""

import re

SHORTEST_HEADING = 20  # signs; what is shorter ("加强领导。") goes on to the end of the next sentence
LONGEST_PARAGRAPH_AS_HEADING = 60  # signs; a paragraph up to this is a heading as a whole

_WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]"
)
_SENTENCE_END = re.compile(r"[。！？；](?:[”』」）)])?|[.!?;](?:[\"”')])?(?=\s)")


def columns(text: str) -> int:
    """The width of a text in half-width columns."""
    return len(text) + len(_WIDE.findall(text))


def split_heading(opening: str) -> tuple[str, str]:
    """The heading and the rest of the paragraph that carries an item's number; the two together are the paragraph."""
    if len(opening) <= LONGEST_PARAGRAPH_AS_HEADING:
        return opening, ""
    for match in _SENTENCE_END.finditer(opening):
        if match.end() >= SHORTEST_HEADING:
            return opening[: match.end()].strip(), opening[match.end() :].strip()
    return opening, ""
