"""Where the heading of an item ends and its text begins."""

import re

SHORTEST_HEADING = 20  # signs; what is shorter ("加强领导。") goes on to the end of the next sentence
LONGEST_PARAGRAPH_AS_HEADING = 60  # signs; a paragraph up to this is a heading as a whole

_SENTENCE_END = re.compile(r"[。！？；](?:[”』」）)])?|[.!?;](?:[\"”')])?(?=\s)")


def split_heading(opening: str) -> tuple[str, str]:
    """The heading and the rest of the paragraph that carries an item's number; the two together are the paragraph."""
    if len(opening) <= LONGEST_PARAGRAPH_AS_HEADING:
        return opening, ""
    for match in _SENTENCE_END.finditer(opening):
        if match.end() >= SHORTEST_HEADING:
            return opening[: match.end()].strip(), opening[match.end() :].strip()
    return opening, ""
