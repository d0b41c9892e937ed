"""Files into pages: one transaction a file, and a file that is already there is left alone."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.importing.api import FORMATS, LARGEST_FILE, read_file
from cms.importing.models import ImportedSource
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
        yield from sorted(file for file in path.rglob("*") if file.suffix.lower() in FORMATS and file.is_file())


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
        return Outcome(path.name, Result.FAILED, messages=(str(error), ))
    except ValidationError as error:
        return Outcome(path.name, Result.FAILED, messages=tuple(error.messages))


def _import(
    path: Path, reading: Reading, section: str | None, publish: bool, dry_run: bool, by: Any
) -> Outcome:
    parent = find_section(section, language_of(reading))
    source = Source(path.name, _sha256(path))
    if ImportedSource.objects.filter(section=parent, sha256=source.sha256).exists():
        return Outcome(path.name, Result.UNCHANGED)
    context = ImportContext(parent, parent.locale, source, by, publish, dry_run)
    titles = [
        str(_add(plan, position, context)) for position, plan in enumerate(_titled(reading, path), start=1)
    ]
    doubts = tuple(
        _("Line %(line)d: %(message)s") % {"line": doubt.line, "message": doubt.message}
        for doubt in reading.warnings
    )
    return Outcome(path.name, Result.IMPORTED, tuple(titles), doubts)


def _add(plan: PlanReading, position: int, context: ImportContext) -> Page:
    page = maker_for(context.parent.default_type())(plan, context)
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
    return page


def _titled(reading: Reading, path: Path) -> list[PlanReading]:
    """Every page needs a title: a plan without one takes that of the plan before it, or the name of the file."""
    titled: list[PlanReading] = []
    title = path.stem
    for number, plan in enumerate(reading.plans, start=1):
        title = plan.title or title
        shown = title if plan.title or number == 1 else f"{title} ({number})"
        titled.append(replace(plan, title=shown))
    return titled


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.sha256(file.read(LARGEST_FILE + 1)).hexdigest()


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
    found = [page for page in pages.filter(slug=slug).specific() if hasattr(page, "default_type")] if slug else [
        page for page in pages.filter(depth__gt=2).specific()
        if hasattr(page, "default_type") and page.default_type() == DEFAULT_KIND
    ]
    if not found:
        name = slug or DEFAULT_KIND
        raise ReadingError(_("There is no section “%(name)s” to import into.") % {"name": name})
    return next((page for page in found if page.locale.language_code == language), found[0])
