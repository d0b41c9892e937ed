"""A row of a table to lines: one line of cells, or where a cell holds a numbered list, the lines of its cells."""

from collections.abc import Iterator, Sequence

from cms.importing.formats.lines import Line
from cms.importing.numbering import marks_at

FEWEST_BARS = 2  # in a typed row: 第1周 | 调研 | 班主任
WIDEST_FORM = 2  # cells of a row: a label and what is written beside it
FEWEST_ITEMS = 2  # numbered lines in a cell, from which on it is read as a text of its own


def typed_cells(text: str) -> tuple[str, ...]:
    """The cells of a row whose borders were typed; none where it is no row."""
    bars = text.strip().replace("｜", "|")
    return (
        tuple(cell.strip() for cell in bars.strip("|").split("|")) if bars.count("|") >= FEWEST_BARS else ()
    )


def row_lines(cells: Sequence[Sequence[Line]]) -> Iterator[Line]:
    """The lines of a row, from the lines of each of its cells. Forms put a whole plan into one cell."""
    if len(cells) <= WIDEST_FORM and any(_holds_a_list(cell) for cell in cells):
        for cell in cells:
            yield from cell
        return
    texts = tuple(" ".join(line.text for line in cell) for cell in cells)
    yield Line(" | ".join(text for text in texts if text), 0, cells=texts)


def _holds_a_list(cell: Sequence[Line]) -> bool:
    """Whether numbers count in it: Word's own, or 1 and 2 of any way of numbering at the beginning of lines."""
    if sum(bool(line.auto) for line in cell) >= FEWEST_ITEMS:
        return True
    marks = {(mark.family, mark.value) for line in cell for mark in marks_at(line.text)}
    return any(value == 1 and (family, FEWEST_ITEMS) in marks for family, value in marks)
