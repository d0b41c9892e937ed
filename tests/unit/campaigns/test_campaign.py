"""A campaign as a document, and the form that keeps its stages in order."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from cms.campaigns.models import CampaignPage, Criterion, Stage
from cms.core.documents import PublishedDocument
from tests import factories

pytestmark = pytest.mark.django_db
START = datetime(2026, 3, 1, tzinfo=UTC)


def stage(title: str, first: int, last: int, **fields) -> Stage:
    return Stage(
        title=title,
        kind="nomination",
        starts_at=START + timedelta(days=first),
        ends_at=START + timedelta(days=last),
        **fields,
    )


def test_the_document_of_a_campaign():
    page = factories.campaign(
        kind="green_top_ten",
        approval_basis="柳街发〔2026〕2号",
        stages=[stage("报名", 0, 5, text="线下报名"), stage("评审", 6, 9)],
        criteria=[Criterion(title="绿化", weight=60), Criterion(title="参与", weight=40, text="居民参与")],
    )
    document = page.to_document(START + timedelta(days=1))
    assert PublishedDocument.from_json(document.to_json()) == document
    assert [(each["title"], each["state"]) for each in document.detail["stages"]] == [
        ("报名", "current"),
        ("评审", "future"),
    ]
    assert document.detail["criteria"][1] == {
        "title": "参与",
        "weight": 40,
        "text": "居民参与",
        "judged_by": "reviewers",
    }
    assert document.card["extra"] == {
        "state": "running", "open": ["nomination"], "stage": "报名", "ends_at": "2026-03-06T08:00:00+08:00",
        "categories": [], "fulfils_task": "",
    }  # fmt: skip
    assert document.text.splitlines() == ["绿化", "参与 居民参与", "报名 线下报名", "评审"]


def test_the_clock_takes_the_document_through_its_stages():
    page = factories.campaign(stages=[stage("报名", 0, 5), stage("评审", 6, 9)])
    now, seen = START - timedelta(days=1), []
    while (document := page.to_document(now)).changes_at:
        seen.append((document.detail["state"], document.detail["current_stage"]))
        now = datetime.fromisoformat(document.changes_at)
    seen.append((document.detail["state"], document.detail["current_stage"]))
    assert seen == [
        ("upcoming", ""),
        ("running", "报名"),
        ("running", ""),
        ("running", "评审"),
        ("finished", ""),
    ]


def form(stages, criteria=(), **fields):
    rows = [
        {
            "kind": "vote",
            "title": title,
            "starts_at": f"2026-03-{first:02} 09:00",
            "ends_at": f"2026-03-{last:02} 09:00",
        }
        for title, first, last in stages
    ]
    return nested_form_data(
        {
            "title": "评选",
            "slug": "",
            "summary": "",
            "kind": "other",
            "approval_basis": "",
            "votes_each": "1",
            "body": streamfield([]),
            "stages": inline_formset([{**row, "text": ""} for row in rows]),
            "criteria": inline_formset(
                [
                    {"title": "项", "weight": str(weight), "judged_by": "reviewers", "text": ""}
                    for weight in criteria
                ]
            ),
            "categories": inline_formset([]),
            "comments": inline_formset([]),
            **fields,
        }
    )


@pytest.fixture
def create(client):
    """Post the form of a new campaign and give the answer."""
    client.force_login(factories.administrator())
    url = reverse("wagtailadmin_pages:add", args=["campaigns", "campaignpage", factories.section().pk])
    return lambda *args, **fields: client.post(url, form(*args, **fields))


def test_overlapping_stages_are_refused_at_the_row_that_is_wrong(create):
    answer = create([("报名", 1, 5), ("投票", 4, 8)])
    errors = answer.context["form"].formsets["stages"].errors
    assert errors[0] == {}
    assert list(errors[1]) == ["starts_at"]
    assert not CampaignPage.objects.exists()


def test_a_stage_that_ends_before_it_starts_is_told_once(create):
    errors = create([("报名", 5, 1)]).context["form"].formsets["stages"].errors
    assert {name: len(told) for name, told in errors[0].items()} == {"ends_at": 1}


def test_weights_above_a_hundred_are_refused(create):
    answer = create([], [60, 50])
    assert "110" in answer.context["form"].formsets["criteria"].errors[1]["weight"][0]


def test_a_wrong_draft_can_be_put_right_in_the_form(create, client):
    page = factories.campaign(stages=[stage("报名", 1, 5), stage("投票", 4, 8)], live=False)
    data = form([("报名", 1, 4), ("投票", 4, 8)], [100], **{"slug": page.slug, "action-publish": "1"})
    data["stages-INITIAL_FORMS"] = "2"
    data |= {f"stages-{index}-id": each.pk for index, each in enumerate(page.stages.all())}
    answer = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)
    assert answer.status_code == 302
    assert CampaignPage.objects.get().live


def test_no_other_way_publishes_stages_that_overlap():
    page = factories.campaign(stages=[stage("报名", 1, 5), stage("投票", 4, 8)], live=False)
    with pytest.raises(ValidationError):
        factories.publish(page)
    assert not CampaignPage.objects.get().live
