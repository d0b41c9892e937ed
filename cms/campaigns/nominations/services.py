"""What happens to a nomination: sent, changed, agreed to by the nominee, withdrawn.

Whoever writes locks the procedure first, then the person, then the nomination.
"""

import base64
import hashlib
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cms.campaigns.nominations.erasing import erase
from cms.campaigns.nominations.models import MOST_PICTURES, Nomination, NominationPicture
from cms.campaigns.procedures.models import Procedure, StageKind
from cms.campaigns.procedures.queries import open_window
from cms.core.base_path import whole
from cms.core.languages import LANGUAGES
from cms.core.pictures import Picture
from cms.intake import consents, senders
from cms.intake.people import person_of

Refusal = Literal["closed", "over", "many"]
State, Consent = Nomination.State, Nomination.Consent


class RefusedError(Exception):
    """What is asked for can't be (any more): the window is closed, the nomination is over, or too many pictures."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Told:
    """What a nomination says. `name` and `phone` are the sender's."""

    name: str
    phone: str
    is_self: bool
    category: UUID
    kind: str
    nominee: str
    nominee_phone: str
    story: str
    naming: str = Nomination.Naming.MASKED
    on_behalf: str = ""
    words: str = ""  # that the sender, nominating themselves, agreed to


@transaction.atomic
def nominate(
    procedure: Procedure, told: Told, agreed: Mapping[str, str | None], form: str, locale: str
) -> Nomination:
    """Take a nomination in its window. The same form (its ticket) sent twice gives the same nomination.

    Raises RefusedError.
    """
    now = timezone.now()
    _open(procedure, now)
    person = person_of(told.name, told.phone)
    digest = _digest(form)
    if known := Nomination.objects.filter(form=digest, person=person).first():
        return known
    consents.settle(person, agreed)
    nomination = Nomination(
        procedure=procedure, person=person, form=digest, locale=locale, sent_at=now, is_self=told.is_self
    )
    _tell_of(nomination, told, now)
    return nomination


@transaction.atomic
def change(nomination: Nomination, told: Told) -> None:
    """Put right what was told. What the nominee agreed to was something else: they are asked anew.

    Raises RefusedError.
    """
    mine = _changeable(nomination)
    _tell_of(mine, told, timezone.now())


@transaction.atomic
def add_picture(nomination: Nomination, picture: Picture, description: str) -> None:
    """Add a clean picture. Raises RefusedError."""
    mine = _changeable(nomination)
    if mine.pictures.count() >= MOST_PICTURES:
        raise RefusedError("many")
    mine.pictures.create(
        person_id=mine.person_id,
        description=description,
        extension=picture.extension,
        content=base64.b64encode(picture.content).decode(),
        may_be_shown=mine.is_self,
    )
    _changed(mine)


@transaction.atomic
def remove_picture(nomination: Nomination, key: int) -> None:
    """Delete a picture. Raises RefusedError."""
    mine = _changeable(nomination)
    mine.pictures.filter(pk=key).delete()


@transaction.atomic
def withdraw(nomination: Nomination) -> bool:
    """Take a nomination back; of oneself, also when it is accepted and public. Returns whether that could be."""
    mine = locked(nomination)
    if not mine.can_be_withdrawn:
        return False
    mine.state, mine.link, mine.changed_at = State.WITHDRAWN, None, timezone.now()
    erase(mine)
    _empty(mine)
    return True


def asked_by(secret: str) -> Nomination | None:
    """The nomination whose nominee has this link; None for one that is over."""
    known = Nomination.objects.filter(link=_digest(secret))
    return known.select_related("person", "procedure").first()


@transaction.atomic
def agree(nomination: Nomination, naming: str, shown: Iterable[int], words: str) -> bool:
    """The nominee agrees to be nominated, to be named like this, and to some of the pictures (their keys).

    Returns whether that could be said still.
    """
    mine = locked(nomination)
    if not mine.stands or mine.link != nomination.link:
        return False
    mine.consent, mine.naming, mine.consent_words = Consent.GIVEN, naming, words
    mine.consented_at = mine.changed_at = timezone.now()
    mine.save()
    mine.pictures.update(may_be_shown=False)
    mine.pictures.filter(pk__in=list(shown)).update(may_be_shown=True)
    return True


@transaction.atomic
def decline(nomination: Nomination) -> bool:
    """The nominee does not agree, or no longer: what was told of them goes, also what was made public of it.

    Returns whether there was anything to decline.
    """
    mine = locked(nomination)
    if mine.consent == Consent.DECLINED:
        return False
    mine.consent, mine.state = Consent.DECLINED, State.WITHDRAWN
    mine.consented_at = mine.changed_at = timezone.now()
    erase(mine)
    _empty(mine)
    return True


def _empty(nomination: Nomination) -> None:
    """Keep no more than that somebody was nominated."""
    nomination.nominee = nomination.masked_nominee
    nomination.nominee_phone = nomination.story = nomination.on_behalf = ""
    nomination.save()
    nomination.pictures.all().delete()


def _open(procedure: Procedure, now: datetime) -> None:
    """Raises RefusedError outside the window. The lock keeps the calendar as it is meanwhile."""
    locked = Procedure.objects.select_for_update().get(pk=procedure.pk)
    if open_window(locked, StageKind.NOMINATION, now) is None:
        raise RefusedError("closed")


def locked(nomination: Nomination) -> Nomination:
    """A nomination as it is now, until the end of the transaction; its procedure before, which much else hangs on."""
    Procedure.objects.select_for_update().get(pk=nomination.procedure_id)
    return (
        Nomination.objects.select_for_update(of=("self",))
        .select_related("person", "procedure__issuer")
        .get(pk=nomination.pk)
    )


def _changeable(nomination: Nomination) -> Nomination:
    mine = locked(nomination)
    if not mine.can_be_changed(open_window(mine.procedure, StageKind.NOMINATION, timezone.now()) is not None):
        raise RefusedError("over")
    return mine


def _tell_of(nomination: Nomination, told: Told, now: datetime) -> None:
    for name in ("category", "kind", "nominee", "nominee_phone", "story", "naming", "on_behalf"):
        setattr(nomination, name, getattr(told, name))
    if nomination.is_self:
        nomination.consent, nomination.consent_words = Consent.GIVEN, told.words
        nomination.consented_at, nomination.nominee_phone = now, ""
        nomination.nominee = told.nominee or told.name
    _changed(nomination)


def _changed(nomination: Nomination) -> None:
    """Keep a change; the nominee is asked, unless they are about to read it anyway."""
    nomination.changed_at = timezone.now()
    nomination.state = State.SENT
    if nomination.is_self:
        nomination.save()
        return
    is_asked = nomination.pk and nomination.link and nomination.consent == Consent.AWAITED
    before = nomination.pk and Nomination.objects.get(pk=nomination.pk).nominee_phone
    if is_asked and before == nomination.nominee_phone:
        nomination.save()
        return
    secret = secrets.token_urlsafe(18)
    nomination.link, nomination.consent, nomination.consented_at = _digest(secret), Consent.AWAITED, None
    nomination.save()
    senders.tell_after_commit([(nomination.nominee_phone, _invitation(nomination, secret))])


def _invitation(nomination: Nomination, secret: str) -> str:
    segment = LANGUAGES[nomination.locale].segment
    with translation.override(nomination.locale):
        return _(
            "You are nominated for “%(campaign)s”. Please read it, and say whether you agree: %(link)s"
        ) % {
            "campaign": nomination.procedure.title,
            "link": whole(reverse("my_consent", args=[segment, secret])),
        }


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def content_of(picture: NominationPicture) -> bytes:
    """The picture's file."""
    return base64.b64decode(picture.content)
