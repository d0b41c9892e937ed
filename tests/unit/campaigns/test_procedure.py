"""What hangs on a campaign follows its public pages, and which of its entries compete."""

from datetime import UTC, datetime, timedelta

import pytest
from wagtail.models import Locale

from cms.campaigns.entries.queries import admitted
from cms.campaigns.models import CampaignCategory, Procedure, Stage
from cms.campaigns.procedures.queries import categories_of, open_window
from tests import factories

pytestmark = pytest.mark.django_db
START = datetime(2026, 3, 1, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def stage(kind: str, first: int, last: int) -> Stage:
    days = timedelta(days=first), timedelta(days=last)
    return Stage(kind=kind, title=kind, starts_at=START + days[0], ends_at=START + days[1])


def procedure_of(page):
    return Procedure.objects.get(pk=page.translation_key)


def english(page):
    """The same campaign in English, published."""
    page.get_parent().copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    return factories.publish(page.copy_for_translation(Locale.objects.get(language_code="en")).specific)


def test_a_window_is_open_from_its_start_up_to_but_without_its_end():
    procedure = procedure_of(factories.campaign(stages=[stage("nomination", 0, 5), stage("vote", 6, 9)]))
    end = START + timedelta(days=5)
    assert open_window(procedure, "nomination", START - SECOND) is None
    assert open_window(procedure, "nomination", START)
    assert open_window(procedure, "nomination", end - SECOND)
    assert open_window(procedure, "nomination", end) is None
    assert open_window(procedure, "vote", end) is None


def test_a_draft_has_no_procedure_and_what_is_taken_down_has_no_window():
    page = factories.campaign(stages=[stage("vote", 0, 5)], live=False)
    assert not Procedure.objects.exists()
    page = factories.publish(page)
    page.unpublish()
    assert open_window(procedure_of(page), "vote", START) is None
    factories.publish(page).delete()
    assert open_window(Procedure.objects.get(), "vote", START) is None


def test_two_languages_have_one_calendar_and_each_its_words():
    page = factories.campaign(
        "绿色楼栋评选",
        stages=[stage("vote", 0, 5)],
        categories=[CampaignCategory(title="庭院"), CampaignCategory(title="楼道")],
    )
    other = english(page)
    other.title, other.categories.all()[0].title = "Green Buildings", "Courtyards"
    other.categories = [
        CampaignCategory(title=title, uid=each.uid)
        for title, each in zip(["Courtyards", "Stairs"], page.categories.all(), strict=True)
    ]
    other.stages = [stage("vote", 3, 30)]
    factories.publish(other)
    procedure = procedure_of(page)
    assert (procedure.title_zh, procedure.title_en) == ("绿色楼栋评选", "Green Buildings")
    assert [(each.title_zh, each.title_en) for each in categories_of(procedure)] == [
        ("庭院", "Courtyards"),
        ("楼道", "Stairs"),
    ]
    assert procedure.windows.get().ends_at == START + timedelta(days=5)


def test_a_campaign_without_categories_has_one_without_a_name():
    page = factories.campaign()
    category = categories_of(procedure_of(page)).get()
    assert (category.uid, category.title) == (page.translation_key, "")
    page.categories = [CampaignCategory(title="庭院")]
    factories.publish(page)
    assert [each.title for each in categories_of(procedure_of(page))] == ["庭院"]


def test_an_entry_is_admitted_when_it_was_public_as_the_vote_began():
    page = factories.campaign(stages=[stage("vote", 0, 5)], categories=[CampaignCategory(title="庭院")])
    uid = page.categories.get().uid
    in_time, late, down = (factories.entry(title, page, category=uid) for title in ("甲", "乙", "丙"))
    for entry, moment in ((in_time, START), (late, START + SECOND), (down, START)):
        type(entry).objects.filter(pk=entry.pk).update(first_published_at=moment)
    down.refresh_from_db()
    down.unpublish()
    assert admitted(procedure_of(page)) == [(in_time.translation_key, uid, {"zh-hans": "甲"})]


def test_entries_of_another_campaign_do_not_compete():
    mine, other = factories.campaign("甲评选"), factories.campaign("乙评选")
    factories.entry("别处", other)
    entry = factories.entry("此处", mine)
    assert [each.uuid for each in admitted(procedure_of(mine))] == [entry.translation_key]
    assert admitted(procedure_of(mine))[0].category == mine.translation_key
