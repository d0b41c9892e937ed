"""People who have served: a shift that is over, with volunteers who had a place in it."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from cms.volunteers import services as register
from cms.volunteers.hours import services
from cms.volunteers.models import RecruitmentPage, Roster, Shift, Volunteer
from cms.volunteers.people import MENTION, RECORD
from tests import factories

RECORDED = "I agree that my service is recorded."


class Served:
    """A recruitment with one shift of two hours, which volunteers sign up for, and which then is three days ago."""

    def __init__(self, days_ago: int = 3, **fields: Any) -> None:
        self.chief = factories.administrator()
        self.days_ago, self.fields, self.numbers = days_ago, fields, 0
        self.roster: Roster | None = None

    def volunteers(
        self, *names: str, places: int = 20, mention: bool = False, **told: Any
    ) -> list[Volunteer]:
        """Have people sign up for a shift of their own, which then is over."""
        page = self._call(places)
        made = [self.newcomer(name, mention=mention, **told) for name in names]
        for volunteer in made:
            register.sign_up(volunteer, register.call_of(page), [shift.uid for shift in page.shifts.all()])
        self.roster = Roster.objects.get(call=page.translation_key)
        start = timezone.now() - timedelta(days=self.days_ago)
        self.roster.starts_at, self.roster.ends_at = start, start + timedelta(hours=2)
        self.roster.save()
        return made

    def newcomer(self, name: str, *, mention: bool = False, **told: Any) -> Volunteer:
        """Somebody new in the register."""
        self.numbers += 1
        told = {"phone": f"138{self.numbers:08}", "birth_year": 1960} | told
        agreed = {RECORD: RECORDED, MENTION: "My name may be mentioned." if mention else None}
        return register.enter(register.Particulars(name=name, **told), agreed)

    def confirm(self, hours: Mapping[Volunteer, int]) -> int:
        """Confirm quarters of hours, by the chief. Returns of how many."""
        return self.confirmed(hours, by=self.chief).count

    def confirmed(self, hours: Mapping[Volunteer, int], **options: Any) -> services.Confirmed:
        applications = {
            volunteer.applications.get(roster=self.roster).pk: quarters
            for volunteer, quarters in hours.items()
        }
        return services.confirm(self.roster, applications, **options)

    def _call(self, places: int) -> RecruitmentPage:
        start = timezone.now() + timedelta(days=1 + self.numbers)
        shifts = [Shift(starts_at=start, ends_at=start + timedelta(hours=2), places=places)]
        return factories.recruitment(f"护河志愿者招募{self.numbers}", shifts=shifts, **self.fields)
