"""Files into pages: one transaction a file, and a file that is already there is left alone."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path, PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.core.membership import issuer_for
from cms.importing.api import FORMATS, LARGEST_FILE, read_file
from cms.importing.models import ImportedSource
from cms.importing.originals import attached
from cms.importing.readings import PlanReading, Reading, ReadingError
from cms.importing.registry import ImportContext, Source, maker_for

DEFAULT_KIND = "work_plan"
ENGLISH_FROM = 0.8  # of the letters of a text; Chinese texts hold few Latin letters


class Result(StrEnum):
    """What became of a file."""

    IMPORTED = "imported"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A file, what became of it, the titles of its pages, and why it failed or what is doubtful."""

    name: str
    result: Result
    titles: tuple[str, ...] = ()
    messages: tuple[str, ...] = ()


def files_in(paths: Iterable[Path]) -> Iterator[Path]:
    """The files named, and in folders those that can be read, in order of their names."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        yield from sorted(
            file for file in path.rglob("*") if file.suffix.lower() in FORMATS and file.is_file()
        )


def import_file(
    path: Path, *, section: str | None = None, publish: bool = False, dry_run: bool = False, by: Any = None
) -> Outcome:
    """Make the pages of one file in a section (its slug; None: the first one for work plans).

    Nothing is kept of a file that fails, nor of a dry run. Errors come back in the outcome.
    """
    try:
        reading = read_file(path)
        with transaction.atomic():
            outcome = _import(path, reading, section, publish, dry_run, by)
            transaction.set_rollback(dry_run)
            return outcome
    except ReadingError as error:
        return Outcome(path.name, Result.FAILED, messages=(str(error),))
    except ValidationError as error:
        return Outcome(path.name, Result.FAILED, messages=tuple(error.messages))


def _import(
    path: Path, reading: Reading, section: str | None, publish: bool, dry_run: bool, by: Any
) -> Outcome:
    parent = find_section(section, language_of(reading))
    context = ImportContext(parent, parent.locale, _source(path), by, publish, dry_run)
    if imported_before(context):
        return Outcome(path.name, Result.UNCHANGED)
    titles = tuple(page.title for page in create_pages(reading, context))
    doubts = tuple(
        _("Line %(line)d: %(message)s") % {"line": doubt.line, "message": doubt.message}
        for doubt in reading.warnings
    )
    return Outcome(path.name, Result.IMPORTED, titles, doubts)


def imported_before(context: ImportContext) -> Page | None:
    """The first page that was made of this source in this section, if it is still there."""
    sources = ImportedSource.objects.filter(section_id=context.parent.pk, sha256=context.source.sha256)
    source = sources.select_related("page").order_by("position").first()
    return source.page if source else None


@transaction.atomic
def create_pages(reading: Reading, context: ImportContext) -> list[Page]:
    """Make a page of every plan of a reading, all or none, in the name of `context.by`; published if it says so.

    Raises ValidationError where a page can't be as it was read, ReadingError where the section takes no imports.
    """
    maker = maker_for(context.parent.specific.default_type())
    pages = [maker(plan, context) for plan in with_titles(reading, context)]
    with attached(pages, context):
        for position, page in enumerate(pages, start=1):
            _add(page, position, context)
    return pages


def _add(page: Any, position: int, context: ImportContext) -> None:
    """Put a page into the tree, and note what it was made of."""
    page.issuer = issuer_for(context.by, page.issuer)
    page.live = False
    page.owner = context.by
    context.parent.add_child(instance=page)
    revision = page.save_revision(user=context.by, log_action=True)
    if context.publish:
        revision.publish(user=context.by)
    ImportedSource.objects.create(
        section_id=context.parent.pk,
        page_id=page.pk,
        name=context.source.name[-255:],
        sha256=context.source.sha256,
        position=position,
        by=context.by,
    )


def with_titles(reading: Reading, context: ImportContext) -> list[PlanReading]:
    """The plans of a reading, each with a title: one without takes the first one's, with its position."""
    first = reading.plans[0].title or PurePath(context.source.name).stem
    position = " (%d)" if context.locale.language_code == "en" else "（%d）"
    return [
        plan if plan.title else replace(plan, title=first + (position % number if number > 1 else ""))
        for number, plan in enumerate(reading.plans, start=1)
    ]


def _source(path: Path) -> Source:
    with path.open("rb") as file:
        data = file.read(LARGEST_FILE + 1)
    return Source(path.name, hashlib.sha256(data).hexdigest(), data)


def language_of(reading: Reading) -> str:
    """The language of the site that a text belongs to: "en" for Latin letters, else "zh-hans"."""
    text = "".join(plan.preamble + "".join(item.heading for item in plan.items()) for plan in reading.plans)
    letters = [sign for sign in text[:5000] if sign.isalpha()]
    latin = sum(sign.isascii() for sign in letters)
    return "en" if letters and latin >= len(letters) * ENGLISH_FROM else "zh-hans"


def find_section(slug: str | None, language: str) -> Page:
    """The section with a slug, or the first one for work plans, if possible in a language.

    The page is specific and has `default_type`. Raises ReadingError where there is none.
    """
    pages = Page.objects.order_by("path").select_related("locale")
    found = (
        [page for page in pages.filter(slug=slug).specific() if hasattr(page, "default_type")]
        if slug
        else [
            page
            for page in pages.filter(depth__gt=2).specific()
            if hasattr(page, "default_type") and page.default_type() == DEFAULT_KIND
        ]
    )
    if not found:
        name = slug or DEFAULT_KIND
        raise ReadingError(_("There is no section “%(name)s” to import into.") % {"name": name})
    return next((page for page in found if page.locale.language_code == language), found[0])
