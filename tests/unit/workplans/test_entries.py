"""What was done for a task on a day, with pictures and pages that show it; shown on either side."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import PageLogEntry

from cms.core.models import Image
from cms.publishing.models import StoredDocument
from cms.workplans.models import EntryPicture, Evidence, ProgressEntry
from cms.workplans.recording import enter, restore, withdraw
from tests import factories
from tests.support.law.town import picture

pytestmark = pytest.mark.django_db


def detail(plan):
    return StoredDocument.objects.get(pk=plan.key).document.detail


def card(plan):
    return StoredDocument.objects.get(pk=plan.key).document.card["extra"]


def image(number=0):
    made = Image(title="河岸", description="柳树下的河岸")
    made.file.save("river.png", picture(number))
    return made


@pytest.fixture
def chief():
    return factories.administrator()


@pytest.fixture
def plan():
    return factories.plan(tasks=["甲", "乙"])


def entry(day=date(2026, 3, 2), text="食堂开餐", *, pages=(), images=()):
    made = ProgressEntry(day=day, text_zh=text)
    made.evidence = [Evidence(page=page) for page in pages]
    made.pictures = [EntryPicture(image=each) for each in images]
    return made


def test_an_entry_is_public_at_once_with_its_pictures_and_pages_in_their_order(plan, chief):
    notice, brand, first, second = factories.notice(), factories.brand(), image(0), image(1)
    enter(plan, plan.tasks.first().uid, entry(pages=[brand, notice], images=[second, first]), by=chief)
    (shown,) = detail(plan)["tasks"][0]["entries"]
    assert (shown["day"], shown["text"]) == ("2026-03-02", "食堂开餐")
    assert [each["id"] for each in shown["pictures"]] == [second.pk, first.pk]
    assert shown["evidence"] == [brand.key, notice.key]


def test_a_page_that_is_evidence_can_be_asked_for_its_tasks(plan, chief):
    notice = factories.notice()
    for task in plan.tasks.all():
        enter(plan, task.uid, entry(pages=[notice]), by=chief)
        enter(plan, task.uid, entry(pages=[notice]), by=chief)
    told = card(plan)["evidence"]
    assert [task["anchor"] for task in told[notice.key]] == ["task-1", "task-2"]
    assert told[notice.key][0]["name"] == "甲"


def test_what_is_chosen_twice_is_shown_once(plan, chief):
    notice, brand, shown = factories.notice(), factories.brand(), image()
    made = entry(pages=[notice, brand, notice], images=[shown, shown])
    enter(plan, plan.tasks.first().uid, made, by=chief)
    (told,) = detail(plan)["tasks"][0]["entries"]
    assert (told["evidence"], len(told["pictures"])) == ([notice.key, brand.key], 1)


@pytest.mark.parametrize("wrong", [{"day": "tomorrow"}, {"text": ""}])
def test_what_is_not_valid_is_refused_and_leaves_nothing(plan, chief, wrong):
    if "day" in wrong:
        wrong = {"day": timezone.localdate() + timedelta(days=1)}
    with pytest.raises(ValidationError):
        enter(plan, plan.tasks.first().uid, entry(**wrong), by=chief)
    assert not ProgressEntry.objects.exists()
    assert not PageLogEntry.objects.filter(action__startswith="workplans.").exists()


def test_the_history_tells_of_all_that_happens_to_an_entry(plan, chief):
    uid = plan.tasks.first().uid
    made = enter(plan, uid, entry(), by=chief)
    enter(plan, uid, made, by=chief)  # changes nothing
    made.text_zh = "食堂三月开餐"
    enter(plan, uid, made, by=chief)
    withdraw(plan, made, by=chief)
    told = [line.message for line in PageLogEntry.objects.filter(action__startswith="workplans.entry")]
    assert sorted(told) == sorted(
        [
            "1. 甲：添加了进展记录 (2026-03-02) 食堂开餐",
            "1. 甲：修改了进展记录 (2026-03-02) 食堂三月开餐",
            "1. 甲：删除了进展记录 (2026-03-02) 食堂三月开餐",
        ]
    )


def test_a_withdrawn_entry_comes_back_as_it_was_but_for_what_is_gone(plan, chief):
    notice, brand, shown = factories.notice(), factories.brand(), image()
    uid = plan.tasks.first().uid
    made = enter(plan, uid, entry(pages=[notice, brand], images=[shown]), by=chief)
    before = detail(plan)["tasks"][0]["entries"]
    line = withdraw(plan, made, by=chief)
    assert detail(plan)["tasks"][0]["entries"] == []
    line.refresh_from_db()
    restore(plan, line.data, by=chief)
    assert detail(plan)["tasks"][0]["entries"] == before
    with pytest.raises(ValidationError):
        restore(plan, line.data, by=chief)

    line = withdraw(plan, ProgressEntry.objects.get(), by=chief)
    notice.delete()
    shown.delete()
    line.refresh_from_db()
    restore(plan, line.data, by=chief)
    (back,) = detail(plan)["tasks"][0]["entries"]
    assert (back["evidence"], back["pictures"]) == ([brand.key], [])


def test_evidence_is_shown_in_the_language_of_the_plan_as_soon_as_it_is_there(plan, chief):
    english_plan = plan.copy_for_translation(factories.home("en").locale, copy_parents=True)
    english_plan.save_revision().publish()
    notice = factories.notice()
    enter(plan, plan.tasks.first().uid, entry(pages=[notice]), by=chief)

    def shown():
        return detail(english_plan)["tasks"][0]["entries"][0]["evidence"]

    assert shown() == [notice.key]
    english = notice.copy_for_translation(factories.home("en").locale, copy_parents=True)
    english = factories.publish(english)
    assert shown() == [english.key]
    english.unpublish()
    assert shown() == [notice.key]


def test_a_picture_that_is_changed_or_deleted_changes_the_plan(plan, chief):
    shown = image()
    enter(plan, plan.tasks.first().uid, entry(images=[shown]), by=chief)
    shown.description = "整修后的河岸"
    shown.save()
    assert detail(plan)["tasks"][0]["entries"][0]["pictures"][0]["alt"] == "整修后的河岸"
    shown.delete()
    assert detail(plan)["tasks"][0]["entries"][0]["pictures"] == []
