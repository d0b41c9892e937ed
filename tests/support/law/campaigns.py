"""What staff do with brands, campaigns and elections, and what residents and the clock make of a vote."""

from contextlib import suppress
from datetime import timedelta

from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import rule

from cms.campaigns.ballots import services as ballots
from cms.campaigns.entries.queries import admitted
from cms.campaigns.models import CampaignCategory, Candidate, ElectionStep, Procedure, Stage
from cms.campaigns.results import services as results
from cms.core.models import Image, Organisation
from cms.culture.models import Activity, Person
from cms.publishing import schedule
from tests import factories
from tests.support.law.staff import CHOICE, TITLES, as_the_form_allows
from tests.support.law.town import COLOURS
from tests.support.law.years import Years

DAY = timedelta(days=1)


class Campaigns(Years):
    def of_type(self, kind: str) -> list:
        return [page for page in self.own_pages() if page.document_type == kind]

    @rule(
        number=CHOICE,
        title=TITLES,
        colour=st.sampled_from(["", *COLOURS]),
        days=st.lists(st.integers(-2, 40), max_size=2),
    )
    def tell_of_a_brand(self, number, title, colour, days):
        """Of one that is there, or of a new one: its colour, its large picture, its people, what takes place."""
        page = self.pick(self.of_type("brand"), number) or factories.brand(title, self.section(number))
        starts = [timezone.now() + day * DAY for day in days]
        page.title, page.slogan, page.accent = title, title, colour
        page.cover = Image.objects.first() if number % 2 else None
        page.timeline = [("milestone", {"when": "1952年", "text": title})]
        agreed = {"has_agreed": True, "agreed_by": title, "agreed_on": timezone.localdate()}
        page.people = [Person(name=title, role="灯匠", **(agreed if number % 3 else {}))]
        page.activities = [Activity(title=title, starts_at=start, place="灯巷") for start in starts]
        offers = [*self.of_type("campaign"), *self.of_type("recruitment")]
        page.take_part = [("page", offer) for offer in offers[: number % 3]]
        with as_the_form_allows():
            factories.publish(page)

    @rule(number=CHOICE, title=TITLES, shown=st.booleans(), days=st.integers(0, 1))
    def call_for_a_vote(self, number, title, shown, days):
        """In a new campaign with two entries, one of a brand and an organisation; it begins now or tomorrow."""
        ends = timezone.now() + days * DAY
        stages = []
        for kind, length in (("vote", 1), ("publicity_period", 2), ("commendation", 2)):
            begins, ends = ends, ends + length * DAY
            stages.append(Stage(kind=kind, title=kind, starts_at=begins, ends_at=ends))
        fields = {"shows_votes": shown, "places": 1, "approval_basis": "街道办事处2026年第8号文件"}
        parts = [CampaignCategory(title="楼栋")]
        page = factories.campaign(title, self.section(number), stages=stages, categories=parts, **fields)
        about = {
            "organisation": self.pick(list(Organisation.objects.order_by("pk")), number),
            "subject": self.pick(self.of_type("brand"), number),
        }
        for name, told in (("甲", about), ("乙", {})):
            factories.entry(name, page, category=page.categories.get().uid, **told)

    def procedure(self, number: int) -> Procedure:
        """That of a campaign, of a new one where there is none."""
        if not Procedure.objects.exists():
            self.call_for_a_vote(number, "评选", shown=bool(number % 2), days=0)
        return self.pick(list(Procedure.objects.order_by("pk")), number)

    @rule(number=CHOICE, title=TITLES, names=st.none() | st.integers(0, 2))
    def change_a_campaign(self, number, title, names):
        """Its name, that of its category, and how long the names are shown."""
        if page := self.pick(self.of_type("campaign"), number):
            page.title = title
            page.names_until = None if names is None else timezone.localdate() + names * DAY
            if category := page.categories.first():
                category.title = title
                page.categories = [category]
            with as_the_form_allows():
                factories.publish(page)

    @rule(number=CHOICE, phones=st.lists(st.integers(0, 9), max_size=7))
    def residents_vote(self, number, phones):
        procedure, now = self.procedure(number), timezone.now()
        for phone in phones:
            if chosen := [entry.uuid for entry in admitted(procedure)][phone % 2 :][:1]:
                ballots.cast(procedure.pk, f"1380013800{phone}", chosen, "", now)
        ballots.follow_live()

    @rule(number=CHOICE, days=st.integers(1, 2))
    def a_campaign_comes_to_its_end(self, number, days):
        """As far as it can: a ballot, the count, the list, its publicity, the commendation."""
        self.residents_vote(number, phones=[number % 10])
        procedure = self.procedure(number)
        for step, pause in ((results.propose, days), (results.publish, 1), (results.commend, 2)):
            self.clock.pass_by(days=pause)
            schedule.run_due()
            ballots.close_due()
            with suppress(results.RefusedError):
                step(procedure, by=self.chief, now=timezone.now())

    @rule(number=CHOICE, title=TITLES, days=st.integers(-1, 30), elected=st.booleans())
    def tell_of_an_election(self, number, title, days, elected):
        page = self.pick(self.of_type("election"), number) or factories.election(title, self.section(number))
        day = timezone.localdate() + days * DAY
        page.title, page.election_day = title, day
        page.steps = [ElectionStep(kind="other", title=title, first_day=day, last_day=day + DAY)]
        page.candidates = [Candidate(name=title, votes=number % 900 if elected else None, is_elected=elected)]
        with as_the_form_allows():
            factories.publish(page)
