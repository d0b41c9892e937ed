"""Whoever holds a phone has deleted what campaigns keep of them."""

from django.db import transaction
from django.utils import timezone

from cms.campaigns.nominations.models import PUBLISH, RECORD, Nomination, NominationPicture
from cms.campaigns.nominations.queries import sent_with
from cms.campaigns.nominations.services import withdraw
from cms.campaigns.own.queries import objections_of
from cms.campaigns.results.models import Objection
from cms.intake import consents
from cms.intake.people import Person, forget, held


@transaction.atomic
def forget_own(phone: str) -> int:
    """Take back the nominations that were sent with a number, and empty them and its objections. Returns how many.

    What others agreed to, a commended neighbour's page for instance, is theirs and stays. Who is needed for nothing
    else is forgotten.
    """
    now = timezone.now()
    people = list(Person.objects.with_phone(phone).filter(forgotten_at=None))
    nominations = list(sent_with(phone))
    for each in nominations:
        withdraw(each)
    mine = Nomination.objects.filter(pk__in=[each.pk for each in nominations])
    NominationPicture.objects.filter(nomination__in=mine).delete()
    count = mine.update(**Nomination.emptied_with(now))
    count += objections_of(phone).update(**Objection.emptied_with(now))
    for person in people:
        consents.settle(person, {RECORD: None, PUBLISH: None})
    forget(Person.objects.filter(pk__in=[each.pk for each in people]).exclude(pk__in=held().values("pk")))
    return count
