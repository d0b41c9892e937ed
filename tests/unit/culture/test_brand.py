"""A brand as a document."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError

from cms.core.documents import PublishedDocument
from cms.culture.models import Activity, BrandPage
from tests import factories

pytestmark = pytest.mark.django_db


def test_the_document_of_a_brand():
    plan = factories.plan(tasks=["办灯会", "修灯巷"])
    start = datetime(2026, 2, 10, 10, tzinfo=UTC)
    brand = factories.brand(
        slogan="一巷灯，一家亲",
        founded="2016",
        values=[("value", {"title": "守望", "text": "邻里互相照看。"})],
        body=[("text", "<p>从一盏灯开始。</p>")],
        activities=[Activity(title="灯会", starts_at=start, place="灯巷")],
        fulfils=plan,
        fulfils_anchor="task-2",
    )
    document = brand.to_document()
    assert PublishedDocument.from_json(document.to_json()) == document
    assert document.detail == {
        "slogan": "一巷灯，一家亲",
        "emblem": None,
        "founded": "2016",
        "values": [{"title": "守望", "text": "邻里互相照看。"}],
        "gallery": [],
        "activities": [
            {"title": "灯会", "starts_at": "2026-02-10T18:00:00+08:00", "ends_at": None, "place": "灯巷"}
        ],
        "fulfils": {"key": plan.key, "anchor": "task-2"},
    }
    assert document.relations == [{"kind": "fulfils", "key": plan.key}]
    assert document.card["extra"] == {
        "slogan": "一巷灯，一家亲",
        "fulfils_task": "task-2",
    }
    assert document.text.splitlines() == [
        "从一盏灯开始。",
        "一巷灯，一家亲",
        "守望 邻里互相照看。",
        "灯会 灯巷",
    ]


def test_a_brand_outlives_the_plan_it_fulfils():
    plan = factories.plan()
    brand = factories.brand(fulfils=plan, fulfils_anchor="task-1")
    plan.delete()
    document = BrandPage.objects.get(pk=brand.pk).to_document()
    assert (document.detail["fulfils"], document.relations) == (None, [])


def refusal(**fields) -> dict[str, list[str]]:
    brand = factories.brand(live=False)
    for name, value in fields.items():
        setattr(brand, name, value)
    with pytest.raises(ValidationError) as refused:
        factories.publish(brand)
    return refused.value.message_dict


def test_a_task_of_no_plan_is_refused():
    assert list(refusal(fulfils_anchor="task-1")) == ["fulfils"]


def test_only_a_plan_can_be_fulfilled():
    assert list(refusal(fulfils=factories.notice())) == ["fulfils"]


def test_a_task_that_the_plan_does_not_have_is_refused():
    told = refusal(fulfils=factories.plan(tasks=["一", "二"]), fulfils_anchor="task-3")
    assert list(told) == ["fulfils_anchor"]


def test_an_activity_does_not_end_before_it_starts():
    activity = Activity(
        title="灯会", starts_at=datetime(2026, 2, 10, tzinfo=UTC), ends_at=datetime(2026, 2, 9, tzinfo=UTC)
    )
    with pytest.raises(ValidationError) as refused:
        activity.clean()
    assert list(refused.value.message_dict) == ["ends_at"]
