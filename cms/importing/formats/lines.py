"""What every format is turned into: lines with what their look tells."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph (or one line of plain text) of the source.

    `number` is the line in a text, the paragraph in other formats, from 1. `heading` is 0, or the level that a
    heading style gives it. `auto` is a number that the format writes by itself, already at the start of `text`,
    and `depth` the depth of the list that it belongs to. `cells` are the cells where the line is a table's row.
    """

    text: str
    number: int
    heading: int = 0
    title: bool = False
    centred: bool = False
    gap: bool = True
    indented: bool = False
    auto: str = ""
    depth: int | None = None
    cells: tuple[str, ...] = ()
