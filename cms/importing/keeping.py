"""Readings under way: kept on the server from the upload to the draft, so that nothing is lost with a browser."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.importing import mending
from cms.importing.drafts import Draft, draft_of, reading_of
from cms.importing.mending import ITEM_OPERATIONS, PLAN_OPERATIONS, Change, MendingError
from cms.importing.models import KeptFile, KeptReading
from cms.importing.readings import Reading
from cms.importing.registry import ImportContext, Source
from cms.importing.service import create_pages

MOST_CHANGES = 2_000  # a reading that needs more is better written anew


@dataclass(frozen=True)
class Doubt:
    """A warning of the reader with its line."""

    line: int
    message: str


class Mending:
    """A kept reading as it stands: the draft after all changes that hold."""

    def __init__(self, kept: KeptReading) -> None:
        self.kept = kept

    @cached_property
    def draft(self) -> Draft:
        """The draft with the changes that were not undone; one that newer rules don't allow is left out."""
        draft = Draft.from_dict(self.kept.read["draft"])
        for change in self.kept.changes[: self.kept.done]:
            with suppress(MendingError):
                mending.apply(draft, change)
        return draft

    @property
    def doubts(self) -> list[Doubt]:
        """What the reader was not sure of, in the order of the lines."""
        return [Doubt(line, message) for line, message in self.kept.read["doubts"]]

    @property
    def attachments(self) -> list[str]:
        """The names of attachments that the text lists."""
        return list(self.kept.read["attachments"])

    @property
    def can_undo(self) -> bool:
        return self.kept.done > 0

    @property
    def can_redo(self) -> bool:
        return self.kept.done < len(self.kept.changes)


@transaction.atomic
def keep(reading: Reading, source: Source, section: Page, user: Any) -> tuple[KeptReading, bool]:
    """Keep a reading for a person: the kept one, and whether it is new. One kept before stays as it was mended."""
    KeptReading.objects.expired().delete()
    read = {
        "draft": draft_of(reading).to_dict(),
        "doubts": [[doubt.line, str(doubt.message)] for doubt in reading.warnings],
        "attachments": list(reading.attachments),
    }
    kept, is_new = KeptReading.objects.get_or_create(
        user=user,
        sha256=source.sha256,
        defaults={
            "section_id": section.pk,
            "name": source.name[-255:],
            "source": [list(line) for line in reading.lines],
            "read": read,
        },
    )
    if is_new and source.data:
        KeptFile.objects.create(reading=kept, data=source.data)
    if not is_new and kept.section_id != section.pk:
        kept.section_id = section.pk
        kept.save(update_fields=["section", "changed_at"])
    return kept, is_new


@transaction.atomic
def change(pk: int, user: Any, seen: int, changes: list[Change]) -> Mending:
    """Make changes in a reading, all or none. `seen` is the number of changes that its page was made with.

    Raises MendingError where one can't be made, or where the reading was changed elsewhere meanwhile.
    """
    state = Mending(_locked(pk, user, seen))
    for each in changes:
        mending.apply(state.draft, each)
    kept = state.kept
    if kept.done + len(changes) > MOST_CHANGES:
        raise MendingError(
            _("These are more changes than can be kept: create the draft and go on in the editor.")
        )
    kept.changes = [*kept.changes[: kept.done], *changes]
    kept.done += len(changes)
    kept.save(update_fields=["changes", "done", "changed_at"])
    return state


@transaction.atomic
def step(pk: int, user: Any, seen: int, steps: int) -> Mending:
    """Undo (-1) or do again (1) the last change, or undo all (a large negative number). Raises MendingError."""
    kept = _locked(pk, user, seen)
    kept.done = max(0, min(len(kept.changes), kept.done + steps))
    kept.save(update_fields=["done", "changed_at"])
    return Mending(kept)


@transaction.atomic
def finish(pk: int, user: Any, section: Page) -> list[Page]:
    """Make a draft of each plan of a reading in a section; the reading is not kept any longer.

    Raises ValidationError or ReadingError as create_pages does, and keeps the reading then.
    """
    kept = KeptReading.objects.select_for_update().get(pk=pk, user=user)
    state = Mending(kept)
    data = KeptFile.objects.filter(reading=kept).values_list("data", flat=True).first() or b""
    context = ImportContext(section, section.locale, Source(kept.name, kept.sha256, bytes(data)), user)
    pages = create_pages(reading_of(state.draft, tuple(state.attachments)), context)
    kept.delete()
    return pages


def change_from(words: Mapping[str, str], operation: str) -> Change:
    """The change that a submitted form tells: its numbers as numbers. Raises MendingError for an unknown one."""
    if operation not in ITEM_OPERATIONS | PLAN_OPERATIONS:
        raise MendingError(_("This change is not known."))
    numbers = {
        name: int(words[name])
        for name in ("item", "plan", "at")
        if words.get(name, "").isascii() and words.get(name, "").isdigit()
    }
    named = {name: words[name] for name in mending.WORDS if name in words}
    return {"op": operation, **named, **numbers}


def _locked(pk: int, user: Any, seen: int) -> KeptReading:
    kept = KeptReading.objects.select_for_update().get(pk=pk, user=user)
    if kept.done != seen:
        raise MendingError(_("This reading was changed in another window. Here is how it stands now."))
    return kept
