"""Lines of any source to a reading: the steps in their order."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from cms.importing import phrases
from cms.importing.attachments import take_attachments
from cms.importing.contents import without_contents
from cms.importing.footer import Footer, read_footer
from cms.importing.formats.lines import Line
from cms.importing.furniture import breadcrumb, without_furniture
from cms.importing.header import Header, read_header
from cms.importing.numbering import marks_at
from cms.importing.outline import Item, Part, build
from cms.importing.readings import PlanReading, Reading, ReadingWarning, SectionReading
from cms.importing.segments import Segment, segments
from cms.importing.torn import with_whole_marks, without_bullets, without_glued_titles
from cms.importing.wording import split_heading


def read_lines(lines: Sequence[Line]) -> Reading:
    """The reading of a source that a format has turned into lines."""
    crumbs, rest = breadcrumb(without_contents(lines))
    whole = without_furniture(with_whole_marks(without_bullets(_one_title(rest))))
    attachments, text = take_attachments(without_glued_titles(whole))
    plans: list[PlanReading] = []
    warnings: list[ReadingWarning] = []
    pieces, bare = _without_bare_headings(segments(text))
    chunks, forms = _chunks(pieces)
    cover: Sequence[Segment] = ()
    for index, chunk in enumerate(chunks):
        if not any(segment.mark for segment in chunk) and index + 1 < len(chunks) and not plans:
            cover = chunk
            continue
        parts, doubts = build(chunk)
        warnings += doubts
        plans += [
            _plan(part, first=not plans or number == 0, cover=cover if number == 0 else ())
            for number, part in enumerate(parts)
        ]
        cover = ()
    warnings += bare
    names = [form[0].text for form in forms]
    warnings += [
        ReadingWarning(
            form[0].line.number,
            _("“%(title)s” has no numbered items: it was taken for an attached form and left out.")
            % {"title": form[0].text},
        )
        for form in forms
    ]
    return Reading(crumbs, tuple(plans), tuple(dict.fromkeys([*attachments, *names])), tuple(warnings))


def _one_title(lines: Sequence[Line]) -> list[Line]:
    """The only heading of its size, or the only one without a number, above everything else is the title."""
    headings = [line for line in lines if line.heading]
    if not headings:
        return list(lines)
    first, *others = headings
    numbered = [bool(line.auto or marks_at(line.text)) for line in others if line.heading == first.heading]
    alone = not numbered or (all(numbered) and not first.auto and not marks_at(first.text))
    if not alone or first not in lines[:6] or any(line.heading < first.heading for line in headings):
        return list(lines)
    place = lines.index(first)
    return [
        *lines[:place],
        Line(first.text, first.number, title=True, centred=first.centred),
        *lines[place + 1 :],
    ]


def _without_bare_headings(pieces: list[Segment]) -> tuple[list[Segment], list[ReadingWarning]]:
    """Headings are items where numbers count or the title names a plan; those of any other page are text."""
    first = next((place for place, segment in enumerate(pieces) if segment.line.heading), None)
    if first is None or any(segment.mark for segment in pieces):
        return pieces, []
    title = read_header(pieces[:first]).title
    if title and phrases.names_work(title):
        return pieces, []
    plain = [replace(segment, line=replace(segment.line, heading=0)) for segment in pieces]
    message = _(
        "The headings have no numbers, and no title names a plan or a notice: they were taken for text."
    )
    return plain, [ReadingWarning(pieces[first].line.number, message)]


def _chunks(pieces: Sequence[Segment]) -> tuple[list[list[Segment]], list[list[Segment]]]:
    """Cut where a title says that another text begins; texts without items after the first are forms."""
    chunks: list[list[Segment]] = [[]]
    for index, segment in enumerate(pieces):
        if chunks[-1] and segment.mark is None and _begins_text(pieces, index, chunks[-1]):
            chunks.append([])
        chunks[-1].append(segment)
    numbered = [any(segment.mark for segment in chunk) for chunk in chunks]
    first = numbered.index(True) if any(numbered) else len(chunks)
    is_form = [
        place > first and not numbered[place] and chunk[0].line.title for place, chunk in enumerate(chunks)
    ]
    return (
        [chunk for chunk, form in zip(chunks, is_form, strict=True) if not form],
        [chunk for chunk, form in zip(chunks, is_form, strict=True) if form],
    )


def _begins_text(pieces: Sequence[Segment], index: int, chunk: Sequence[Segment]) -> bool:
    segment = pieces[index]
    if segment.line.title:
        return len(chunk) > 2 or any(len(earlier.text) > 40 or earlier.mark for earlier in chunk)
    if segment.line.heading or segment.line.is_apart or not phrases.titles_a_text(segment.text):
        return False
    following = next((later.mark for later in pieces[index + 1 : index + 40] if later.mark), None)
    if following is None or following.value != 1 or not following.may_begin_text:
        return False
    first = next((earlier.mark for earlier in chunk if earlier.mark), None)
    signed = any(
        phrases.is_date_line(earlier.text) or phrases.signature(earlier.text) for earlier in chunk[-3:]
    )
    return (signed and len(chunk) > 3) or (
        first is not None and first.family == following.family and first is not following
    )


def _plan(part: Part, *, first: bool, cover: Sequence[Segment]) -> PlanReading:
    header = read_header(part.before, titled=first)
    footer = read_footer([segment.text for segment in part.after])
    if not part.items:
        footer = read_footer(header.preamble)
        header.preamble = footer.closing
        footer.closing = []
    if cover:
        _add_cover(header, cover)
    issuer = (
        footer.issuer or header.issuer or (phrases.issuer_of_title(header.title) if header.title else None)
    )
    return PlanReading(
        title=header.title,
        year=_year(header, footer),
        issuer=issuer,
        number=header.number,
        date=footer.date or header.date,
        preamble="\n\n".join(header.preamble),
        sections=tuple(_section(item) for item in part.items),
        closing="\n\n".join(footer.closing),
        addressees=header.addressees,
    )


def _add_cover(header: Header, cover: Sequence[Segment]) -> None:
    """A notice that only sends the plan out gives it its number, issuer and date, and stands before its preamble."""
    notice = read_header(cover)
    signed = read_footer(notice.preamble)
    header.title = header.title or notice.title
    header.number = header.number or notice.number
    header.issuer = header.issuer or signed.issuer or notice.issuer
    header.date = header.date or signed.date or notice.date
    header.addressees = header.addressees or notice.addressees
    header.preamble = [*signed.closing, *header.preamble]


def _year(header: Header, footer: Footer) -> int | None:
    """The year of the title, or that which the preamble names, unless the text is younger: then it only looks back."""
    if header.title and (titled := phrases.year_in(header.title)):
        return titled
    dated = phrases.year_in(footer.date or header.date or "")
    named = next(filter(None, map(phrases.year_in, header.preamble[:3])), None)
    return max(named, dated) if named and dated else named or dated


def _section(item: Item) -> SectionReading:
    heading, rest = split_heading(item.opening)
    paragraphs = ([rest] if rest else []) + [segment.text for segment in item.body]
    return SectionReading(
        item.number,
        item.level,
        heading,
        "\n\n".join(paragraphs),
        tuple(_section(inner) for inner in item.items),
        item.line,
    )
