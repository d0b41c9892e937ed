"""What a campaign's calendar should be like: working days, gaps, stages that are missing, and how it is drawn."""

from datetime import date, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from cms.campaigns.calendar.days import work_calendar
from cms.campaigns.calendar.rules import PUBLICITY_DAYS, end_after, proposal, warnings, working_days_of
from cms.campaigns.models import CampaignPage, Stage
from cms.campaigns.rules import Span, faults
from tests import factories

DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))


def weekday(day: date) -> bool:
    return day.weekday() < 5


def span(first: str, last: str) -> Span:
    return Span(datetime.fromisoformat(first), datetime.fromisoformat(last))


def reasons(*stages: tuple[str, str, str], is_worked=weekday, years=frozenset({2026})) -> list[str]:
    spans = [span(first, last) for _kind, first, last in stages]
    found = warnings(spans, [kind for kind, *_span in stages], is_worked, set(years))
    return [each.reason for each in found]


@pytest.mark.django_db
def test_holidays_are_no_working_days_and_weekends_worked_for_them_are():
    calendar = work_calendar()
    assert {2025, 2026} <= calendar.years
    assert not calendar.is_worked(date(2026, 10, 1))
    assert calendar.is_worked(date(2026, 10, 10))  # a Saturday that is worked for National Day
    assert not calendar.is_worked(date(2026, 10, 11))
    # From the last of September, five working days end after the holiday: on the Saturday.
    assert end_after(date(2026, 9, 30), 4, calendar.is_worked) == date(2026, 10, 10)


def test_a_day_counts_when_it_is_public_through_all_hours_of_the_office():
    assert working_days_of(span("2026-03-02 09:00", "2026-03-06 18:00"), weekday) == 5
    assert working_days_of(span("2026-03-02 10:00", "2026-03-06 18:00"), weekday) == 4
    assert working_days_of(span("2026-03-02 09:00", "2026-03-06 12:00"), weekday) == 4
    assert working_days_of(span("2026-03-02 00:00", "2026-03-09 00:00"), weekday) == 5


@given(DAYS)
def test_what_is_proposed_is_in_order_and_nothing_of_it_is_doubtful(first):
    stages = proposal(first, weekday)
    spans, kinds = [each.span for each in stages], [each.kind for each in stages]
    assert spans[0].starts_at.date() >= first
    assert faults(spans, kinds) == []
    assert warnings(spans, kinds, weekday, {each.ends_at.year for each in spans} | {first.year}) == []


@given(DAYS, st.integers(1, 30))
def test_so_many_working_days_end_on_a_working_day_and_are_so_many(first, days):
    last = end_after(first, days, weekday)
    assert weekday(last)
    assert sum(weekday(first + timedelta(days=number)) for number in range((last - first).days + 1)) == days


def test_what_is_doubtful_is_told():
    nomination = ("nomination", "2026-03-02 09:00", "2026-03-06 18:00")
    vote = ("vote", "2026-03-09 09:00", "2026-03-13 18:00")
    period = ("publicity_period", "2026-03-16 09:00", "2026-03-20 18:00")
    commendation = ("commendation", "2026-03-23 09:00", "2026-03-23 18:00")
    assert reasons(nomination, vote, period, commendation) == []  # a weekend is no gap
    assert reasons(vote, period, commendation) == ["no_nomination"]
    assert reasons(nomination, vote, commendation) == ["gap", "no_publicity_period"]
    short = ("publicity_period", "2026-03-16 09:00", "2026-03-19 18:00")
    assert reasons(nomination, vote, short, commendation) == ["short", "gap"]
    assert reasons(nomination, vote, period, years={2025}) == ["unknown_year"]


def local(text: str) -> datetime:
    return timezone.make_aware(datetime.fromisoformat(text))


def stage(kind: str, first: str, last: str) -> Stage:
    return Stage(kind=kind, title=kind, starts_at=local(first), ends_at=local(last))


@pytest.mark.django_db
def test_the_editor_sees_the_draft_as_a_line_and_what_is_doubtful(client):
    page = factories.campaign(
        live=False,
        stages=[
            stage("vote", "2026-03-02 09:00", "2026-03-13 18:00"),
            stage("scoring", "2026-03-04 09:00", "2026-03-06 18:00"),
            stage("publicity_period", "2026-03-23 09:00", "2026-03-25 18:00"),
        ],
    )
    client.force_login(factories.administrator())
    answer = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    soup = BeautifulSoup(answer.content, "html.parser")
    bars = soup.select(".campaign-bar")
    assert [bar["y"] for bar in bars] == ["4", "34", "4"]
    assert all(int(bar["x"]) + int(bar["width"]) <= 1000 for bar in bars)
    told = " ".join(each.get_text() for each in soup.select(".campaign-warning"))
    assert "vote：之前没有报名推荐阶段" in told
    assert "publicity_period：只有3个工作日" in told
    assert "空出5个工作日" in told
    assert not soup.select("[style]:not(.w-hidden)") or not soup.select(".campaign-line [style]")


@pytest.mark.django_db
def test_a_new_campaign_begins_with_a_usual_calendar(client):
    client.force_login(factories.administrator())
    url = reverse("wagtailadmin_pages:add", args=["campaigns", "campaignpage", factories.section().pk])
    rows = client.get(url).context["form"].formsets["stages"].forms
    assert [row["kind"].value() for row in rows][4] == "publicity_period"
    period = rows[4].instance
    assert (
        working_days_of(
            Span(timezone.localtime(period.starts_at), timezone.localtime(period.ends_at)),
            work_calendar().is_worked,
        )
        == PUBLICITY_DAYS
    )
    assert not CampaignPage.objects.exists()


@pytest.mark.django_db
def test_who_commends_names_the_document_that_allows_it():
    commendation = stage("commendation", "2026-03-23 09:00", "2026-03-23 18:00")
    page = factories.campaign(stages=[commendation], live=False)
    with pytest.raises(ValidationError) as refused:
        factories.publish(page)
    assert "approval_basis" in refused.value.message_dict
    page.approval_basis = "柳街发〔2026〕2号"
    assert factories.publish(page).live
