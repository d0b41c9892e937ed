"""What coordinators decide of volunteers and their applications. Each decision is written down."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from cms.intake import audit, senders
from cms.intake.models import Access
from cms.volunteers.people import Volunteer
from cms.volunteers.places import Application
from cms.volunteers.services import shifts

Action, KIND = Access.Action, Volunteer._meta.label_lower


@transaction.atomic
def decline(applications: Iterable[Application], message: str, by: Any) -> int:
    """Decline applications with a message to each who applied. Returns how many stood."""
    declined = [
        each
        for each in sorted(applications, key=lambda one: one.roster_id)
        if shifts.cancel(each, Application.State.DECLINED, message)
    ]
    people_of = Volunteer.objects.filter(applications__in=declined).select_related("person").in_bulk()
    audit.note(by, Action.CHANGE, KIND, {each.person_id for each in people_of.values()}, message[:200])
    senders.tell_after_commit(
        (people_of[each.volunteer_id].person.phone, _declined_told(each)) for each in declined
    )
    return len(declined)


@transaction.atomic
def set_status(volunteers: list[Volunteer], status: str, by: Any) -> int:
    """Give volunteers a status. Returns how many had another."""
    changed = [volunteer for volunteer in volunteers if volunteer.status != status]
    Volunteer.objects.filter(pk__in=[volunteer.pk for volunteer in changed]).update(status=status)
    audit.note(by, Action.CHANGE, KIND, [volunteer.person_id for volunteer in changed], status)
    return len(changed)


@transaction.atomic
def change(volunteer: Volunteer, by: Any) -> None:
    """Keep what a coordinator noted of a volunteer."""
    volunteer.save(update_fields=["status", "notes"])
    audit.note(by, Action.CHANGE, KIND, [volunteer.person_id], volunteer.status)


def _declined_told(application: Application) -> str:
    with translation.override(application.locale):
        words = _("We can’t take your application: %(shift)s. %(message)s")
        return words % {"shift": application.roster, "message": application.message}
