"""Reviewers judge entries: in time, each alone, and not where they have an interest."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cms.campaigns.models import Sheet
from cms.campaigns.scoring import queries, services
from cms.campaigns.scoring.services import RefusedError
from cms.campaigns.steps import told
from tests import factories

POINTS = {1: 80, 2: 60}


def refused(act, *args, **kwargs):
    with pytest.raises(RefusedError) as why:
        act(*args, **kwargs)
    return why.value.why


def test_a_submitted_sheet_is_locked_until_the_chair_gives_it_back_and_both_versions_are_in_the_record(
    scoring,
):
    member, entry = scoring.member, scoring.key(0)
    services.fill(member, entry, {1: 70}, submit=False)
    assert refused(services.fill, member, entry, {1: 70}, submit=True) == "incomplete"
    sheet = services.fill(member, entry, {**POINTS, 3: 100, 9: 5}, submit=True)
    assert sheet.given == POINTS
    assert refused(services.fill, member, entry, {1: 0, 2: 0}, submit=False) == "locked"
    services.reopen(sheet, scoring.chair.user, "看错了一栏")
    services.fill(member, entry, {1: 81, 2: 60}, submit=True)
    steps = told(scoring.procedure, "submitted", "reopened")
    assert [(step["kind"], step["by"]) for step in steps] == [
        ("submitted", "member"),
        ("reopened", "chair"),
        ("submitted", "member"),
    ]
    assert steps[1]["data"]["reason"] == "看错了一栏"
    assert (steps[2]["data"]["before"], steps[2]["data"]["after"]) == (
        {"1": 80, "2": 60},
        {"1": 81, "2": 60},
    )


def test_sheets_are_open_in_the_stage_of_scoring_only(scoring):
    after, before = timezone.now() + timedelta(days=3), timezone.now() - timedelta(hours=2)
    for moment in (before, after):
        why = refused(services.fill, scoring.member, scoring.key(0), POINTS, submit=True, now=moment)
        assert why == "closed"
    assert not Sheet.objects.exists()


def test_what_entries_are_judged_by_stays_what_it_was_at_the_first_sheet(scoring):
    services.fill(scoring.member, scoring.key(0), POINTS, submit=True)
    page = scoring.campaign
    page.criteria = [page.criteria.first()]
    factories.publish(page)
    assert [
        (each.title_zh, each.weight, each.is_vote) for each in queries.criteria_now(scoring.procedure)
    ] == [
        ("绿化", 50, False),
        ("参与", 20, False),
        ("投票", 30, True),
    ]


def test_who_declares_an_interest_is_not_asked_and_what_they_gave_counts_no_more(scoring):
    entry = scoring.key(0)
    services.fill(scoring.member, entry, POINTS, submit=True)
    services.declare(scoring.member, entry, "亲属")
    assert refused(services.fill, scoring.member, entry, POINTS, submit=True) == "conflict"
    given = queries.given_of(scoring.procedure)
    assert (given.of(entry), given.missing(entry)) == ([], 1)
    rows = queries.overview(scoring.procedure, [scoring.chair, scoring.member])
    assert [row.states for row in rows] == [["missing", "conflict"], ["missing", "missing"]]


def test_there_is_one_chair_and_a_reviewer_who_was_released_judges_no_more(scoring):
    assert refused(scoring.reviewer, "second", "chair") == "chair"
    services.fill(scoring.member, scoring.key(0), POINTS, submit=True)
    services.release(scoring.member, scoring.staff, "另有安排")
    assert refused(services.fill, scoring.member, scoring.key(1), POINTS, submit=True) == "released"
    assert queries.given_of(scoring.procedure).of(scoring.key(0)) == []


def test_a_reviewer_fills_in_a_sheet_without_scripts_and_sees_no_sheet_of_another(scoring, client):
    services.fill(scoring.chair, scoring.key(0), {1: 93, 2: 97}, submit=True)
    client.force_login(scoring.member.user)
    url = reverse("campaigns_sheet", args=[scoring.procedure.pk, scoring.key(0)])
    page = client.get(url).content.decode()
    assert 'value="93"' not in page
    assert ">93<" not in page
    wrong = client.post(url, {"c1": "101", "c2": "", "submit": "1"})
    assert wrong.status_code == 422
    assert set(wrong.context["form"].errors) == {"c1", "c2"}
    assert client.post(url, {"c1": "80", "c2": "60", "submit": "1"}).status_code == 302
    listed = client.get(reverse("campaigns_review", args=[scoring.procedure.pk]))
    assert [row["state"] for row in listed.context["rows"]] == ["已提交", "待评分"]
    assert not listed.context["reviewers"]
    assert "1 / 2" in client.get(reverse("campaigns_reviews")).content.decode()
    assert client.post(listed.request["PATH_INFO"], {"sheet": "1", "reason": "x"}).status_code in (302, 403)
    assert Sheet.objects.exclude(submitted_at=None).count() == 2


def test_the_chair_sees_what_is_missing_and_gives_back_with_a_reason(scoring, client):
    sheet = services.fill(scoring.member, scoring.key(0), {1: 93, 2: 97}, submit=True)
    client.force_login(scoring.chair.user)
    url = reverse("campaigns_review", args=[scoring.procedure.pk])
    shown = client.get(url)
    assert ">93<" not in shown.content.decode()
    assert [row["states"] for row in shown.context["table"]] == [["待评分", "已提交"], ["待评分", "待评分"]]
    client.post(url, {"sheet": sheet.pk, "reason": ""})
    assert Sheet.objects.exclude(submitted_at=None).exists()
    client.post(url, {"sheet": sheet.pk, "reason": "漏了一项"})
    assert not Sheet.objects.exclude(submitted_at=None).exists()


def test_who_judges_nothing_and_who_looks_after_nothing_is_kept_out(scoring, client):
    other = factories.editor("other", of=scoring.campaign)
    client.force_login(other)
    for url in (
        reverse("campaigns_review", args=[scoring.procedure.pk]),
        reverse("campaigns_procedures"),
        reverse("campaigns_scoring", args=[scoring.procedure.pk]),
    ):
        assert client.get(url).status_code in (302, 403)


def test_staff_appoint_and_release_and_see_what_is_missing(scoring, client):
    client.force_login(scoring.staff)
    url = reverse("campaigns_scoring", args=[scoring.procedure.pk])
    assert client.get(url).context["missing"] == 4
    user = factories.editor("third", of=scoring.campaign)
    assert client.post(url, {"user": user.pk, "role": "member"}).status_code == 302
    assert scoring.procedure.reviewers.appointed().count() == 3
    client.post(url, {"release": scoring.member.pk, "reason": "另有安排"})
    assert scoring.procedure.reviewers.appointed().count() == 2
    assert scoring.procedure.title in client.get(reverse("campaigns_procedures")).content.decode()
