"""The table of contents that long documents begin with. It says nothing that the text below does not."""

import re
from collections.abc import Sequence

from cms.importing.formats.lines import Line

TOP = 60  # lines in which a table of contents begins
FEWEST = 2  # entries that make one

_HEAD = re.compile(r"^[【\[]?(?:目\s*[录錄次]|(?:table of )?contents)[】\]]?\s*[:：]?$", re.IGNORECASE)
_LEADER = re.compile(r"[.．·…‥_\-–—]*[(（]?\d{0,4}[)）]?$")  # dots and the page, once white space is gone
_SPACE = re.compile(r"\s+")


def without_contents(lines: Sequence[Line]) -> list[Line]:
    """The lines without a table of contents: a line that says so, and those after it that begin a later line as well.

    What follows such a line and is found nowhere else is text, and is kept.
    """
    head = next((place for place, line in enumerate(lines[:TOP]) if _HEAD.match(line.text)), None)
    if head is None:
        return list(lines)
    texts = [_SPACE.sub("", line.text).lower() for line in lines]
    end = head + 1
    while end < len(lines) and _is_entry(texts, head + 1, end):
        end += 1
    if end - head <= FEWEST:
        return list(lines)
    return [*lines[:head], *lines[end:]]


def _is_entry(texts: Sequence[str], first: int, place: int) -> bool:
    """Whether a line is an entry: the text has it again, and has not begun yet with what the first entry says."""
    entry = _LEADER.sub("", texts[place]) or texts[place]
    begun = place > first and texts[place].startswith(_LEADER.sub("", texts[first]) or texts[first])
    return not begun and any(later.startswith(entry) for later in texts[place + 1 :])
