"""Elections as documents: the calendar, what is shown when, the usual steps of a new one."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from cms.campaigns.elections import rules
from cms.campaigns.models import Candidate, ElectionPage, PollingPlace
from cms.campaigns.rules import Span
from cms.core.documents import PublishedDocument
from tests import factories

DAY = date(2027, 4, 11)


def poll(**fields) -> PollingPlace:
    opens = datetime(2027, 4, 11, 0, tzinfo=UTC)  # 8:00 in Shanghai
    return PollingPlace(
        **{
            "title": "一号投票站",
            "place": "活动室",
            "starts_at": opens,
            "ends_at": opens + timedelta(hours=8),
            **fields,
        }
    )


class TestRules:
    def test_the_list_is_shown_twenty_days_before_the_vote(self):
        assert rules.days_of(DAY, -20, 5) == (date(2027, 3, 22), date(2027, 3, 26))
        assert rules.days_of(DAY, 0, 1) == (DAY, DAY)

    def test_an_election_is_voting_while_a_polling_place_is_open(self):
        start = datetime(2027, 4, 11, tzinfo=UTC)
        step = Span(start - timedelta(days=9), start - timedelta(days=8))
        open_ = Span(start, start + timedelta(hours=8))
        seen = [rules.state([step], [open_], start + timedelta(hours=hours)) for hours in (-999, -9, 0, 7, 8)]
        assert seen == ["upcoming", "running", "voting", "voting", "finished"]
        assert rules.state([], [], start) == "upcoming"

    @pytest.mark.parametrize(
        ("numbers", "fault"),
        [
            ((100, 101, None, []), "cast"),
            ((100, 90, 91, []), "valid"),
            ((100, 90, 80, [80, 81]), "votes"),
            ((None, 90, None, [90]), ""),
            ((None, None, None, [5000]), ""),
        ],
    )
    def test_numbers_of_a_result_that_contradict_each_other_are_found(self, numbers, fault):
        assert rules.has_fault(*numbers) == fault


@pytest.mark.django_db
class TestDocument:
    def test_names_are_shown_until_their_date_and_votes_from_the_result_on(self):
        page = factories.election(
            candidates=[Candidate(name="陈禾", votes=80, is_elected=True)], names_until=DAY, polls=[poll()]
        )
        before = datetime(2027, 4, 11, 15, 59, tzinfo=UTC)
        document = page.to_document(before)
        assert PublishedDocument.from_json(document.to_json()) == document
        assert document.detail["candidates"] == [
            {"name": "陈禾", "post": "", "text": "", "votes": None, "is_elected": False}
        ]
        assert "陈禾" not in document.text
        assert document.changes_at == "2027-04-12T00:00:00+08:00"
        page.result_on, page.voters, page.ballots_cast, page.ballots_valid = DAY, 300, 150, 140
        page = factories.publish(page)
        counted = page.to_document(before).detail
        assert (counted["candidates"][0]["votes"], counted["result"]["turnout"]) == (80, 50.0)
        after = page.to_document(before + timedelta(minutes=1)).detail
        assert (after["candidates"], after["names_are_gone"]) == ([], True)
        assert after["result"]["cast"] == 150


def form(**fields) -> dict:
    empty = {name: inline_formset([]) for name in ("steps", "polls", "candidates", "questions", "comments")}
    return nested_form_data(
        {"title": "换届选举", "slug": "", "method": "voters", "body": streamfield([]), **empty, **fields}
    )


@pytest.mark.django_db
class TestEditor:
    @pytest.fixture
    def create(self, client):
        client.force_login(factories.administrator())
        url = reverse("wagtailadmin_pages:add", args=["campaigns", "electionpage", factories.section().pk])
        return lambda **fields: client.post(url, form(**fields))

    def test_an_election_without_steps_starts_with_the_usual_ones_once(self, create, client):
        assert create(election_day="2027-04-11").status_code == 302
        page = ElectionPage.objects.get().get_latest_revision_as_object()
        listed = next(step for step in page.steps.all() if step.kind == "voter_list")
        assert (listed.title, listed.first_day) == ("选民名单公布", date(2027, 3, 22))
        assert page.steps.count() == 10

    def test_an_election_whose_day_is_open_starts_without_any(self, create):
        assert create().status_code == 302
        assert not ElectionPage.objects.get().get_latest_revision_as_object().steps.count()

    def test_more_votes_than_ballots_are_refused_at_their_row(self, create):
        rows = inline_formset([{"name": "陈禾", "post": "", "text": "", "votes": "91"}])
        answer = create(candidates=rows, ballots_cast="100", ballots_valid="90")
        assert "votes" in answer.context["form"].formsets["candidates"].errors[0]
