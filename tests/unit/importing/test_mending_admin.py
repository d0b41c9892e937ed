"""The page where staff mend a reading: every change is one form, kept on the server, undone by another."""

import pytest
from django.urls import reverse
from django.utils import timezone

from cms.importing.models import KeptReading
from cms.workplans.models import WorkPlanPage
from tests import factories

pytestmark = pytest.mark.django_db

TEXT = """柳溪街道2026年社区工作计划

为做好今年工作，制定本计划。

一、推进文化试点
每季度办一场邻里活动。
场地向居民公示。
（一）选好场地
（三）安排人手
二、开展虚拟养老服务
每天给独居老人打一个电话。
"""


@pytest.fixture
def section():
    return factories.section("社区工作计划", layout="plans")


@pytest.fixture
def chief():
    return factories.administrator()


@pytest.fixture
def address(client, section, chief):
    """A reading under way: the address of its page."""
    client.force_login(chief)
    return client.post(reverse("import_document"), {"section": section.pk, "text": TEXT}).url


@pytest.fixture
def press(client, address):
    """Press a button of the open item's form, with its fields as they stand unless others are typed."""

    def press(operation, heading="", /, **typed):
        kept = KeptReading.objects.get()
        state = client.get(address).context["state"]
        fields = {"seen": kept.done, "op": operation, "plan": 0}
        for item in state.draft.plans[0].items:
            if heading and item.heading == heading:
                fields |= {"item": item.id, "number": item.number, "heading": item.heading, "text": item.text}
        return client.post(address, {**fields, **typed})

    return press


def outline(client, address):
    page = client.get(address)
    return [f"{item.level}{item.number}{item.heading}" for item in page.context["state"].draft.plans[0].items]


def test_the_reading_stands_beside_the_original_with_its_doubts_at_their_line(client, address):
    page = client.get(address)
    html = page.content.decode()
    lines = {line.number: line for line in page.context["mend"].lines}
    assert lines[5].text == "一、推进文化试点"
    assert [doubt.message for doubt in lines[9].doubts] == ["Before （三）, number 2 of the list is missing."]
    assert html.count("Before （三）, number 2 of the list is missing.") == 2  # at the line, and at the item
    assert 'id="line-9"' in html


def test_every_button_is_one_form_and_the_page_comes_back_at_the_item(client, address, press):
    answer = press("promote", "选好场地")
    assert answer.status_code == 302
    assert f"item={answer.url.rpartition('-')[2]}" in answer.url
    assert outline(client, address)[1] == "1（一）选好场地"


def test_what_was_typed_is_kept_with_any_button(client, address, press):
    press("demote", "选好场地", heading="选好活动场地")
    press("promote", "开展虚拟养老服务", heading="开展居家养老服务")
    assert "1二、开展虚拟养老服务" in outline(
        client, address
    )  # it is at the top already: nothing was changed
    press("demote", "开展虚拟养老服务", heading="开展居家养老服务")
    assert "2二、开展居家养老服务" in outline(client, address)


def test_what_was_typed_is_kept_on_the_way_to_another_item(client, address, press):
    other = client.get(address).context["state"].draft.plans[0].items[0].id
    answer = press("", "开展虚拟养老服务", heading="开展居家养老服务", go=other)
    assert answer.url.endswith(f"?item={other}#item-{other}")
    assert "1二、开展居家养老服务" in outline(client, address)


def test_changes_are_undone_and_done_again(client, address, press):
    before = outline(client, address)
    press("delete", "选好场地")
    press("delete", "开展虚拟养老服务")
    after = outline(client, address)
    press("undo")
    press("undo")
    assert outline(client, address) == before
    press("redo")
    press("redo")
    assert outline(client, address) == after
    press("restart")
    assert outline(client, address) == before


def test_nothing_is_lost_when_the_session_ends(client, address, press, section, chief):
    press("edit", "选好场地", heading="选好活动场地")
    client.logout()
    client.force_login(chief)
    assert address in client.get(reverse("import_document")).content.decode()
    again = client.post(reverse("import_document"), {"section": section.pk, "text": TEXT})
    assert again.url == address
    assert "2（一）选好活动场地" in outline(client, address)


def test_the_draft_is_made_of_what_was_mended(client, address, press, section):
    press("edit", "选好场地", heading="选好活动场地", number="（1）")
    fields = {"title": "邻里计划", "year": "2031", "preamble": "前言。", "closing": ""}
    client.post(address, {"seen": 1, "op": "plan", "plan": 0, **fields})
    answer = client.post(address, {"op": "create", "section": section.pk})
    plan = WorkPlanPage.objects.get()
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[plan.pk])
    assert (plan.live, plan.title, plan.year, plan.preamble) == (False, "邻里计划", 2031, "<p>前言。</p>")
    assert [(task.number, task.level) for task in plan.tasks.all()][1] == ("（1）", 2)
    assert not KeptReading.objects.exists()


def test_what_was_typed_goes_into_the_draft_too(press, section):
    press("create", "推进文化试点", heading="办好文化试点", section=section.pk)
    assert WorkPlanPage.objects.get().tasks.first().heading == "办好文化试点"


def test_two_windows_do_not_overwrite_each_other(client, address, press):
    press("delete", "选好场地")
    answer = press("delete", "安排人手", seen=0)
    assert answer.status_code == 422
    assert "another window" in answer.content.decode()
    assert any("安排人手" in each for each in outline(client, address))


def test_what_cannot_be_done_is_told_and_keeps_what_was_typed(client, address):
    answer = client.post(
        f"{address}?fields=1",
        {"seen": 0, "op": "plan", "plan": 0, "title": "新题目", "year": "12", "preamble": "", "closing": ""},
    )
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "The year is a number from 1949 to 2100." in html
    assert 'value="新题目"' in html


def test_nobody_sees_another_person_s_reading(client, address, section):
    client.force_login(factories.editor(of=section))
    assert client.get(address).status_code == 404
    assert client.post(address, {"op": "discard"}).status_code == 404
    assert address not in client.get(reverse("import_document")).content.decode()
    assert KeptReading.objects.exists()


def test_a_draft_is_made_only_where_its_maker_may_add_pages(client, section):
    own = factories.section("晴川社区计划", layout="plans")
    client.force_login(factories.editor(of=own))
    address = client.post(reverse("import_document"), {"section": own.pk, "text": TEXT}).url
    answer = client.post(address, {"op": "create", "section": section.pk})
    assert answer.status_code == 422
    assert not WorkPlanPage.objects.exists()


def test_a_document_that_was_imported_elsewhere_says_so_with_a_link(client, address, section, chief):
    client.post(address, {"op": "create", "section": section.pk})
    other = factories.section("其他计划", layout="plans")
    again = client.post(reverse("import_document"), {"section": other.pk, "text": TEXT}).url
    html = client.get(again).content.decode()
    assert reverse("wagtailadmin_pages:edit", args=[WorkPlanPage.objects.get().pk]) in html
    assert client.post(again, {"op": "create", "section": section.pk}).status_code == 422
    assert WorkPlanPage.objects.count() == 1


def test_readings_that_nobody_touches_go(client, address, section, chief):
    KeptReading.objects.update(changed_at=timezone.now() - KeptReading.KEPT_FOR)
    assert address not in client.get(reverse("import_document")).content.decode()
    client.post(reverse("import_document"), {"section": section.pk, "text": TEXT.replace("2026", "2027")})
    assert KeptReading.objects.count() == 1


def test_a_long_document_is_shown_a_hundred_items_at_a_time(client, section, chief):
    client.force_login(chief)
    text = "\n".join(f"{number}、第{number}项工作\n做好准备。" for number in range(1, 251))
    address = client.post(reverse("import_document"), {"section": section.pk, "text": text}).url
    page = client.get(f"{address}?page=3").context["mend"]
    assert [row.item.number for row in page.rows][::49] == ["201、", "250、"]
    assert [line.number for line in page.lines][::99] == [401, 500]
    assert len(client.get(address).context["mend"].lines) == 200


def test_pasted_rich_text_keeps_the_numbers_of_its_lists(client, section, chief):
    client.force_login(chief)
    rich = "<p>社区计划</p><ol type='I'><li>党建</li><li>民生</li></ol>"
    fields = {"section": section.pk, "text": "社区计划\n党建\n民生", "rich": rich}
    address = client.post(reverse("import_document"), fields).url
    assert outline(client, address) == ["1I.党建", "1II.民生"]


def test_the_page_asks_the_database_the_same_for_long_and_short_readings(
    client, section, chief, django_assert_max_num_queries
):
    client.force_login(chief)
    text = "\n".join(f"{number}、第{number}项工作" for number in range(1, 90))
    address = client.post(reverse("import_document"), {"section": section.pk, "text": text}).url
    client.get(address)
    with django_assert_max_num_queries(40):
        client.get(address)


def test_a_change_that_newer_rules_do_not_allow_is_left_out(client, address, press):
    press("delete", "选好场地")
    kept = KeptReading.objects.get()
    kept.changes = [{"op": "melt", "item": 1}, *kept.changes]
    kept.done = 2
    kept.save()
    assert [each for each in outline(client, address) if "选好场地" in each] == []
