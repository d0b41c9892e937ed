"""Objections to a published list, and their answers. Who objects is kept encrypted, for the office alone."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from cms.campaigns.models import CampaignPage, EntryPage
from cms.campaigns.procedures.models import Procedure, StageKind
from cms.campaigns.procedures.queries import open_window
from cms.campaigns.results.models import Objection, Result
from cms.campaigns.results.services import RefusedError, renew
from cms.campaigns.steps import record_step, record_step_at
from cms.core.languages import LANGUAGES
from cms.intake import senders
from cms.intake.people import Person, forget, held, person_of
from cms.intake.rules import masked_text

TAKEN = (StageKind.PUBLICITY_PERIOD, StageKind.OBJECTIONS)


class Told(NamedTuple):
    """What somebody wrote."""

    name: str
    phone: str
    about: str
    text: str


class Answer(NamedTuple):
    """What they are answered, and what everybody may read of it, without a word about people."""

    is_upheld: bool
    text: str
    public_zh: str = ""
    public_en: str = ""


def takes_objections(procedure: Procedure, now: datetime) -> bool:
    """Whether a list is up for objections at a moment."""
    result = Result.objects.filter(procedure=procedure).first()
    if result is None or result.published_at is None or result.commended_at or result.names_gone_at:
        return False
    return any(open_window(procedure, kind, now) for kind in TAKEN)


@transaction.atomic
def receive(procedure: Procedure, told: Told, locale: str, now: datetime | None = None) -> Objection:
    """Take down an objection. Raises RefusedError ("stage") when the list is not up for objections."""
    now = now or timezone.now()
    procedure = Procedure.objects.select_for_update().get(pk=procedure.pk)
    if not takes_objections(procedure, now):
        raise RefusedError("stage")
    last = procedure.objections.order_by("-number").values_list("number", flat=True).first() or 0
    row = Objection.objects.create(
        procedure=procedure,
        person=person_of(told.name, told.phone),
        number=last + 1,
        about=told.about,
        text=told.text,
        locale=locale,
        received_at=now,
    )
    record_step_at(now, procedure, "objected", None, number=row.number, about=row.about)
    renew(procedure)
    return row


@transaction.atomic
def examine(objection: Objection) -> None:
    """Say that an objection is being looked at."""
    rows = Objection.objects.filter(pk=objection.pk, state=Objection.State.RECEIVED)
    rows.update(state=Objection.State.EXAMINED)


@transaction.atomic
def answer(objection: Objection, told: Answer, by: Any, now: datetime | None = None) -> Objection:
    """Answer an objection, once. Numbers of people are masked in what everybody reads. Raises RefusedError "done"."""
    procedure = Procedure.objects.select_for_update().get(pk=objection.procedure_id)
    row = Objection.objects.select_related("person").get(pk=objection.pk)
    if row.state == Objection.State.ANSWERED:
        raise RefusedError("done")
    now = now or timezone.now()
    row.state, row.answered_at, row.is_upheld = Objection.State.ANSWERED, now, told.is_upheld
    row.answer, row.public_zh, row.public_en = (
        told.text,
        masked_text(told.public_zh),
        masked_text(told.public_en),
    )
    row.save()
    record_step_at(now, procedure, "answered", by, number=row.number, upheld=told.is_upheld)
    renew(procedure)
    senders.tell_after_commit([(row.person.phone, _words(row))])
    return row


def address_of(objection: Objection) -> str:
    """Where whoever has the code reads how it stands."""
    return f"/{LANGUAGES[objection.locale].segment}/my/objection/{objection.code}/"


def forget_old(age: timedelta) -> int:
    """Empty who objected, and in which words, so long after the answer. Returns how many. The public answer stays."""
    now = timezone.now()
    over = Objection.objects.filter(answered_at__lt=now - age, emptied_at=None)
    people = list(over.values_list("person", flat=True))
    gone = over.update(**Objection.emptied_with(now))
    forget(Person.objects.filter(pk__in=people).exclude(pk__in=held()))
    return gone


def forget_names(age: timedelta) -> int:
    """Take down the names of results whose time was over so long ago: lists, entries with their pictures. Returns how
    many entries.
    """
    last = timezone.localdate() - age
    due = CampaignPage.objects.filter(names_until__lt=last).values_list("translation_key", flat=True)
    gone = 0
    for result in Result.objects.filter(procedure__in=list(due), names_gone_at=None):
        gone += _take_down(result)
    return gone


@transaction.atomic
def _take_down(result: Result) -> int:
    entries = [line["entry"] for line in result.lines]
    for page in EntryPage.objects.live().filter(translation_key__in=entries):
        page.unpublish()
    result.names_gone_at, result.titles = timezone.now(), {}
    result.save()
    record_step(result.procedure, "names_gone", None, entries=len(entries))
    renew(result.procedure)
    return len(entries)


def _words(row: Objection) -> str:
    with override(row.locale):
        words = _("Your objection no. %(number)s on “%(campaign)s” was answered: %(address)s")
        title = row.procedure.said("title", row.locale)
        address = settings.PUBLIC_URL + address_of(row)
        return words % {"number": row.number, "campaign": title, "address": address}
