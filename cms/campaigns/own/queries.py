"""What is kept of whoever holds a phone: nominations, objections, and that a ballot was given. Never what it is for."""

from django.db.models import QuerySet

from cms.campaigns.ballots.models import Ballot, Poll
from cms.campaigns.nominations.queries import sent_with, shown
from cms.campaigns.results.models import Objection
from cms.core.clock import written
from cms.core.documents import Data
from cms.intake.people import Person


def objections_of(phone: str) -> QuerySet[Objection]:
    """All that came with a number that was proved, the newest first."""
    people = Person.objects.with_phone(phone).values("pk")
    mine = Objection.objects.filter(person__in=people, emptied_at=None)
    return mine.select_related("procedure", "person").order_by("-received_at", "-pk")


def told(objection: Objection) -> Data:
    """An objection in a list of one's own."""
    return {
        "code": objection.code,
        "number": objection.number,
        "campaign": objection.procedure.title,
        "state": objection.state,
        "received_at": written(objection.received_at),
    }


def own_data(phone: str, locale: str) -> Data:
    """Everything that campaigns keep of whoever holds a phone."""
    people = Person.objects.with_phone(phone).filter(forgotten_at=None).prefetch_related("consents")
    return {
        "people": [
            {
                "name": person.name,
                "phone": person.phone,
                "consents": [
                    {
                        "purpose": each.purpose,
                        "words": each.words,
                        "given": written(each.given_at),
                        "withdrawn": written(each.withdrawn_at),
                    }
                    for each in person.consents.all()
                    if each.purpose.startswith("campaigns.")
                ],
            }
            for person in people
        ],
        "nominations": [
            {**shown(each, locale), "nominee_phone": each.nominee_phone, "on_behalf": each.on_behalf}
            for each in sent_with(phone)
        ],
        "objections": [
            {
                **told(each),
                "name": each.person.name,
                "about": each.about,
                "text": each.text,
                "answer": each.answer,
                "upheld": each.is_upheld,
                "answered_at": written(each.answered_at),
            }
            for each in objections_of(phone)
        ],
        "ballots": _ballots(phone),
    }


def _ballots(phone: str) -> list[Data]:
    """In which votes there is a ballot of this phone, and since when."""
    polls = Poll.objects.exclude(key="")
    hashes = [poll.hashed("voter", phone) for poll in polls]
    mine = Ballot.objects.filter(voter__in=hashes).select_related("procedure").order_by("procedure")
    return [{"campaign": each.procedure.title, "given_at": written(each.cast_at)} for each in mine]
