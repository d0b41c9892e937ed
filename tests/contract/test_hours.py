"""Hours are conserved: the ledger, statistics, stars and certificates say the same, whatever is done to them."""

from collections import defaultdict
from datetime import timedelta

import pytest
from django.conf import settings as config
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.intake import people
from cms.intake.models import Person
from cms.volunteers.certificates import queries as certificates
from cms.volunteers.certificates import services as certifying
from cms.volunteers.certificates.services import Terms
from cms.volunteers.hours import queries, rules, services
from cms.volunteers.models import Application, Certificate, Entry, Place, Roster, Volunteer
from tests import factories
from tests.support.forked import Others

pytestmark = pytest.mark.django_db
TERMS = Terms(in_charge="周建国", handler="林晓", contact="0000-1000101")
PEOPLE, SHIFTS = 3, 3

who, where, hours = st.integers(0, PEOPLE - 1), st.integers(0, SHIFTS - 1), st.integers(0, rules.MOST)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("confirm"), who, where, hours),
        st.tuples(st.just("correct"), who, where, hours),
        st.tuples(st.just("issue"), who, where, hours),
        st.tuples(st.just("join"), who, where, hours),
        st.tuples(st.just("forget"), who, where, hours),
    ),
    max_size=14,
)


class Town:
    """A few people with places in a few shifts that are over, of a community and of the street above it."""

    def __init__(self) -> None:
        self.chief = factories.administrator()
        self.street = factories.organisation("street-1", "street")
        community = factories.organisation("community-1", "community", parent=self.street)
        self.rosters = [self._shift(number, (self.street, community)[number % 2]) for number in range(SHIFTS)]
        self.volunteers = [self._somebody(number) for number in range(PEOPLE)]
        self.expected: dict[tuple[int, int], int] = {}

    def _shift(self, number: int, issuer) -> Roster:
        start = timezone.now() - timedelta(days=40 * (number + 1))
        uid = f"00000000-0000-4000-8000-{number:012}"
        return Roster.objects.create(
            uid=uid,
            call=uid,
            title_zh=f"第{number}班",
            issuer=issuer,
            starts_at=start,
            ends_at=start + timedelta(hours=2),
        )

    def _somebody(self, number: int) -> Volunteer:
        person = Person.objects.create(name=f"志愿者{number}", phone=f"1380000000{number}")
        volunteer = Volunteer.objects.create(person=person)
        for roster in self.rosters:
            place = Place.objects.create(roster=roster, number=number + 1)
            Application.objects.create(
                roster=roster, volunteer=volunteer, state="confirmed", held=place, locale="en"
            )
        return volunteer

    def do(self, act: str, someone: int, shift: int, quarters: int) -> None:
        getattr(self, act)(self.volunteers[someone], self.rosters[shift], quarters)

    def confirm(self, volunteer: Volunteer, roster: Roster, quarters: int) -> None:
        application = volunteer.applications.get(roster=roster)
        if quarters and services.confirm(roster, {application.pk: quarters}, by=self.chief).count:
            self.expected[volunteer.pk, roster.pk] = quarters

    def correct(self, volunteer: Volunteer, roster: Roster, quarters: int) -> None:
        if entry := Entry.objects.filter(volunteer=volunteer, roster=roster, corrects=None).first():
            services.correct(entry, quarters, Entry.Why.TIME, by=self.chief)
            self.expected[volunteer.pk, roster.pk] = quarters

    def issue(self, volunteer: Volunteer, _roster: Roster, _quarters: int) -> None:
        if not Person.objects.get(pk=volunteer.person_id).forgotten_at:
            certifying.issue(volunteer, self.street, TERMS, by=self.chief)

    def join(self, volunteer: Volunteer, roster: Roster, _quarters: int) -> None:
        to = self.volunteers[self.rosters.index(roster)]
        if to == volunteer:
            return
        services.move(volunteer, to, by=self.chief)
        for each in self.rosters:
            if (volunteer.pk, each.pk) in self.expected:
                moved = self.expected[volunteer.pk, each.pk]
                self.expected[to.pk, each.pk] = self.expected.get((to.pk, each.pk), 0) or moved
                self.expected[volunteer.pk, each.pk] = 0

    def forget(self, volunteer: Volunteer, _roster: Roster, _quarters: int) -> None:
        people.forget(Person.objects.filter(pk=volunteer.person_id))

    def check(self) -> None:
        """Everybody who tells hours tells the same."""
        sums: dict[int, int] = defaultdict(int)
        for (volunteer, _roster), quarters in self.expected.items():
            sums[volunteer] += quarters
        total = sum(sums.values())
        assert Entry.objects.total() == total
        assert {key: value for key, value in queries.totals(self.volunteers).items() if value} == {
            key: value for key, value in sums.items() if value
        }
        years = [queries.year_of(self.chief, year) for year in queries.years(self.chief)]
        for told in years:
            assert told["quarters"] == sum(month["quarters"] for month in told["months"])
            assert told["quarters"] == sum(body["quarters"] for body in told["bodies"])
        assert sum(told["quarters"] for told in years) == total
        shown = queries.shown(self.volunteers)
        for volunteer in self.volunteers:
            own = shown[volunteer.pk]
            assert own["hours"] * 4 == sums[volunteer.pk] == sum(each["hours"] * 4 for each in own["entries"])
            assert own["stars"] == rules.stars(sums[volunteer.pk], config.STARS)
            services_told = queries.services_of(volunteer, [self.street.pk, self.rosters[1].issuer_id])
            assert sum(each["quarters"] for each in services_told) == sums[volunteer.pk]
        for certificate in Certificate.objects.all():
            found = certificates.verified(certificate.number, certificate.code)
            if certificate.state == "issued":
                assert found.standing == "valid"
                assert found.told["hours"] * 4 == certificate.quarters == certificates.counted(certificate)
            else:
                assert found.standing == "withdrawn"


def test_ledger_statistics_stars_and_certificates_always_agree(office, settings_of_stars):
    @settings(max_examples=40, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(steps)
    def whatever_is_done(acts):
        with transaction.atomic():
            town = Town()
            for act in acts:
                town.do(*act)
            town.check()
            transaction.set_rollback(True)

    whatever_is_done()


@pytest.fixture
def settings_of_stars(settings):
    settings.STARS = [1, 5, 20, 40]  # within reach of a few shifts


def test_the_database_itself_keeps_the_ledger(office):
    town = Town()
    town.confirm(town.volunteers[0], town.rosters[0], 8)
    town.correct(town.volunteers[0], town.rosters[0], 6)
    correcting = (
        "INSERT INTO volunteers_entry (volunteer_id, roster_id, issuer_id, served_on, quarters, corrects_id, why, at, "
        "user_id, username) SELECT volunteer_id, roster_id, issuer_id, served_on, {quarters}, id, 'time', at, 1, 'x' "
        "FROM volunteers_entry WHERE corrects_id IS {which}"
    )
    statements = (
        "UPDATE volunteers_entry SET quarters = 9",
        "DELETE FROM volunteers_entry",
        correcting.format(quarters=1, which="NOT NULL"),  # a correction of a correction
        correcting.format(quarters=-7, which="NULL"),  # to less than nothing
    )
    for words in statements:
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(words)
    assert [entry.quarters for entry in Entry.objects.all()] == [8, -2]


def test_a_certificate_and_a_correction_at_the_same_moment_never_tell_different_sums(office, tmp_path):
    """Whichever comes first: what is certified is what the ledger says then, and a later correction withdraws it."""
    town = Town()
    volunteer, roster = town.volunteers[0], town.rosters[0]
    town.confirm(volunteer, roster, 8)
    acts = [lambda: town.issue(volunteer, roster, 0), lambda: town.correct(volunteer, roster, 6)]
    others = Others(office, tmp_path, *acts * 2)
    others.let_go()
    others.wait()
    town.expected[volunteer.pk, roster.pk] = 6
    town.check()
    issued = Certificate.objects.filter(state="issued")
    assert {each.quarters for each in issued} <= {6}
    assert Certificate.objects.count() == 2
