"""What every format is turned into: lines with what their look tells."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph (or one line of plain text) of the source.

    `number` is the line in a text, the paragraph in other formats, from 1. `heading` is 0, or the level that a
    heading style gives it. `auto` is a number that the format writes by itself, already at the start of `text`,
    and `depth` the depth of the list that it belongs to; `place` is its place in that list where the numbers do not
    count up from 1 (`<ol reversed>`). `cells` are the cells where the line is a table's row. `quoted` is what stands
    between the fences of Markdown: what looks like a number in it is none.
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
    place: int | None = None
    cells: tuple[str, ...] = ()
    quoted: bool = False

    @property
    def is_apart(self) -> bool:
        """A row or a quotation: no prose that opens items, goes on in the next line or is a title."""
        return bool(self.cells) or self.quoted
