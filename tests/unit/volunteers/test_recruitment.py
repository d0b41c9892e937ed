"""A recruitment as a document, and its shifts."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from cms.core.documents import PublishedDocument
from cms.volunteers.models import Shift
from tests import factories

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 3, 20, 1, tzinfo=UTC)


def shift(days: int = 0, hours: int = 2, **fields) -> Shift:
    start = MORNING + timedelta(days=days)
    return Shift(**{"starts_at": start, "ends_at": start + timedelta(hours=hours), "places": 4, **fields})


def test_the_document_of_a_recruitment():
    page = factories.recruitment(
        place="柳溪桥",
        starts_on=date(2026, 3, 1),
        minimum_age=16,
        skills="会游泳",
        shifts=[shift(1, place="石桥"), shift(0)],
        insurance="每班投保",
    )
    document = page.to_document(MORNING - timedelta(days=1))
    assert PublishedDocument.from_json(document.to_json()) == document
    detail = document.detail
    assert [(each["starts_at"], each["place"], each["places"]) for each in detail["shifts"]] == [
        ("2026-03-20T09:00:00+08:00", "柳溪桥", 4),
        ("2026-03-21T09:00:00+08:00", "石桥", 4),
    ]
    assert {each["anchor"] for each in detail["shifts"]} == {"shift-1", "shift-2"}
    assert detail["requirements"] == {
        "minimum_age": 16, "maximum_age": None, "skills": "会游泳", "training": "", "health": "", "other": ""
    }  # fmt: skip
    assert document.card["extra"] == {
        "state": "open",
        "next_shift": "2026-03-20T09:00:00+08:00",
        "places": 8,
        "place": "柳溪桥",
        "fulfils_task": "",
    }
    assert document.text.splitlines() == ["柳溪桥", "石桥", "会游泳"]


def test_the_document_changes_with_days_and_shifts_and_says_when():
    page = factories.recruitment(starts_on=date(2026, 3, 1), ends_on=date(2026, 3, 20), shifts=[shift()])
    now, seen = datetime(2026, 2, 1, tzinfo=UTC), []
    while (document := page.to_document(now)).changes_at:
        seen.append(
            (document.changes_at, document.detail["state"], document.detail["next_shift"] is not None)
        )
        now = datetime.fromisoformat(document.changes_at)
    assert seen == [
        ("2026-03-01T00:00:00+08:00", "upcoming", True),
        ("2026-03-20T09:00:00+08:00", "open", True),
        ("2026-03-20T11:00:00+08:00", "open", False),
        ("2026-03-21T00:00:00+08:00", "closed", False),
    ]
    assert document.detail["state"] == "closed"


def test_a_shift_keeps_its_link_when_another_comes_before_it():
    page = factories.recruitment(shifts=[shift(5)])
    page.shifts.add(shift(0))
    by_start = {
        each["starts_at"][:10]: each["anchor"]
        for each in factories.publish(page).to_document().detail["shifts"]
    }
    assert by_start == {"2026-03-20": "shift-2", "2026-03-25": "shift-1"}


def test_a_shift_ends_after_its_start():
    with pytest.raises(ValidationError) as refused:
        shift(hours=0).clean()
    assert list(refused.value.message_dict) == ["ends_at"]


@pytest.mark.parametrize("wrong", [{"ends_at": MORNING}, {"places": 0}])
def test_the_database_refuses_impossible_shifts(wrong):
    page = factories.recruitment(shifts=[shift()])
    with pytest.raises(IntegrityError), transaction.atomic():
        Shift.objects.filter(recruitment=page).update(**wrong)


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("ends_on", {"starts_on": date(2026, 3, 2), "ends_on": date(2026, 3, 1)}),
        ("maximum_age", {"minimum_age": 60, "maximum_age": 18}),
    ],
)
def test_contradictions_are_refused_beside_the_field(field, values):
    page = factories.recruitment()
    for name, value in values.items():
        setattr(page, name, value)
    with pytest.raises(ValidationError) as refused:
        factories.publish(page)
    assert list(refused.value.message_dict) == [field]
