"""Importing a document in the admin: pasted or uploaded, it is read, and becomes a draft with numbered tasks."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import PageLogEntry

from cms.core.models import Attachment
from cms.importing import service
from cms.importing.models import KeptReading
from cms.publishing.models import MediaUse, StoredDocument
from cms.workplans.models import WorkPlanPage
from tests import factories

pytestmark = pytest.mark.django_db

TEXT = """柳溪街道2026年社区工作计划

为做好今年工作，制定本计划。

一、推进文化试点
每季度办一场邻里活动。
（一）选好场地
场地向居民公示。
（二）安排人手
由社区统一安排。

二、开展虚拟养老服务
每天给独居老人打一个电话。

柳溪街道办事处
2026年1月9日
"""


@pytest.fixture
def section():
    factories.organisation(slug="liuxi", name_zh="柳溪街道办事处")
    return factories.section("社区工作计划", layout="plans")


@pytest.fixture
def paste(client):
    """Read a document in and make its draft at once, as the chief unless somebody else is signed in.

    Gives the answer of the form where it refuses the document.
    """

    def post(section, user=None, **fields):
        client.force_login(user or factories.administrator())
        read = client.post(reverse("import_document"), {"section": section.pk, "text": "", **fields})
        return (
            client.post(read.url, {"op": "create", "section": section.pk})
            if read.status_code == 302
            else read
        )

    return post


def upload(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def test_a_pasted_plan_becomes_a_draft_with_tasks_and_the_editor_opens(paste, section):
    answer = paste(section, text=TEXT)
    plan = WorkPlanPage.objects.get()
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[plan.pk])
    assert (plan.live, plan.title, plan.year) == (False, "柳溪街道2026年社区工作计划", 2026)
    assert plan.plan_date.isoformat() == "2026-01-09"
    assert plan.issuer.name_zh == "柳溪街道办事处"
    assert [(task.anchor, task.number, task.level) for task in plan.tasks.all()] == [
        ("task-1", "一、", 1),
        ("task-2", "（一）", 2),
        ("task-3", "（二）", 2),
        ("task-4", "二、", 1),
    ]
    last = plan.tasks.last()
    assert (last.heading, last.text) == ("开展虚拟养老服务", "<p>每天给独居老人打一个电话。</p>")
    assert plan.get_latest_revision_as_object().tasks.count() == 4


def test_the_log_says_who_imported(paste, section):
    paste(section, text=TEXT)
    plan = WorkPlanPage.objects.get()
    assert {entry.user.username for entry in PageLogEntry.objects.filter(page=plan.pk)} == {"chief"}
    assert (plan.owner.username, plan.latest_revision.user.username) == ("chief", "chief")


def test_what_was_imported_can_be_published_as_it_is(paste, section):
    paste(section, text=TEXT)
    plan = factories.publish(WorkPlanPage.objects.get())
    assert plan.live
    assert [task["anchor"] for task in plan.to_document().detail["tasks"]] == [
        "task-1",
        "task-2",
        "task-3",
        "task-4",
    ]


def test_a_file_is_read_by_its_format(paste, section):
    paste(section, file=upload("计划.txt", TEXT.encode("gb18030")))
    assert WorkPlanPage.objects.get().title == "柳溪街道2026年社区工作计划"


def test_the_file_is_the_plans_original_and_public_only_with_it(paste, section):
    answer = paste(section, file=upload("2026年计划.txt", TEXT.encode()))
    plan = WorkPlanPage.objects.get()
    for original in (plan.original, plan.get_latest_revision_as_object().original):
        assert (original.title, original.file.read()) == ("2026年计划（原件）", TEXT.encode())
        original.file.close()
    assert original.uploaded_by_user.username == "chief"
    assert any("attached as the original" in str(told) for told in get_messages(answer.wsgi_request))
    assert not StoredDocument.objects.filter(pk=plan.key).exists()
    plan = factories.publish(plan)
    assert plan.to_document().detail["original"]["name"].endswith(".txt")
    assert MediaUse.objects.filter(document=plan.key, kind="attachment", source=original.pk).exists()


def test_without_a_file_or_the_right_to_upload_one_there_is_no_original(paste, section):
    paste(section, text=TEXT)
    other = factories.section("旧计划", layout="plans")
    answer = paste(other, factories.editor(of=other), file=upload("plan.txt", TEXT.encode()))
    third = factories.section("网页", layout="plans")
    paste(third, get_user_model().objects.get(username="chief"), file=upload("plan.md", TEXT.encode()))
    assert WorkPlanPage.objects.filter(original=None).count() == 3
    assert not Attachment.objects.exists()
    assert any("is not attached" in str(told) for told in get_messages(answer.wsgi_request))


def test_nothing_is_left_of_a_file_whose_pages_cannot_be_made(paste, section, settings, monkeypatch):
    monkeypatch.setattr(service, "issuer_for", _refuse)
    paste(section, file=upload("plan.txt", TEXT.encode()))
    assert not Attachment.objects.exists()
    assert not [path for path in settings.MEDIA_ROOT.rglob("plan*.txt") if path.is_file()]
    assert KeptReading.objects.get().file.data == TEXT.encode()


def _refuse(by, named):
    raise ValidationError("not yours")


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({}, "text"),
        ({"text": "   \n "}, "text"),
        ({"file": upload("empty.txt", b"")}, "file"),
        ({"file": upload("photo.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 20)}, "file"),
        ({"file": upload("plan.docx", b"no zip at all")}, "file"),
        ({"file": upload("plan.exe", b"MZ")}, "file"),
        ({"text": TEXT, "file": upload("plan.txt", TEXT.encode())}, "file"),
    ],
)
def test_bad_input_is_told_beside_its_field_and_leaves_nothing(paste, section, fields, wrong):
    answer = paste(section, **fields)
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [wrong]
    assert not WorkPlanPage.objects.exists()


def test_what_was_pasted_stays_when_the_section_is_wrong(paste, section):
    answer = paste(factories.home(), text=TEXT)
    assert list(answer.context["form"].errors) == ["section"]
    assert "每天给独居老人打一个电话。" in answer.content.decode()


def test_the_same_text_is_not_imported_twice_into_a_section(paste, section):
    chief = factories.administrator()
    paste(section, chief, text=TEXT)
    answer = paste(section, chief, text=TEXT)
    assert "柳溪街道2026年社区工作计划" in answer.context["form"].errors["text"][0]
    assert WorkPlanPage.objects.count() == 1


def test_a_text_without_a_title_is_named_as_its_section(paste):
    english = factories.section("Plans", factories.home("en"), layout="plans")
    paste(english, text="1. Clean the streets\nEvery week.\n\n2. Train volunteers\nIn spring.\n")
    assert WorkPlanPage.objects.get().title == "Plans"


def test_nobody_imports_where_they_may_not_write(client, section):
    own = factories.section("晴川社区计划", layout="plans")
    client.force_login(factories.editor(of=own))
    page = client.get(reverse("import_document")).content.decode()
    assert "晴川社区计划" in page
    assert "社区工作计划" not in page
    answer = client.post(reverse("import_document"), {"section": section.pk, "text": TEXT})
    assert list(answer.context["form"].errors) == ["section"]
    assert not WorkPlanPage.objects.exists()


def test_sections_are_offered_by_language_and_with_their_place(client):
    outer = factories.section("工作计划")
    inner = factories.section("社区计划", outer, layout="plans")
    english = factories.section("Plans", factories.home("en"), layout="plans")
    client.force_login(factories.administrator())
    form = client.get(reverse("import_document")).context["form"]
    assert form.fields["section"].choices == [
        ("中文", [(outer.pk, "工作计划"), (inner.pk, "工作计划 › 社区计划")]),
        ("English", [(english.pk, "Plans")]),
    ]


def test_where_no_section_takes_documents_the_page_says_so(client, section):
    client.force_login(factories.editor(of=factories.standard_page()))
    page = client.get(reverse("import_document"))
    assert page.status_code == 200
    assert "<textarea" not in page.content.decode()


def test_somebody_who_may_add_nothing_sees_no_such_menu_and_no_page(client, section):
    client.force_login(factories.editor("reader", of=section, may=["change_page"]))
    assert reverse("import_document") not in client.get(reverse("wagtailadmin_home")).content.decode()
    assert client.get(reverse("import_document")).url == reverse("wagtailadmin_home")


def test_several_plans_in_one_text_become_as_many_drafts(paste, section):
    both = f"{TEXT}\n\n柳溪街道2025年社区工作计划\n\n一、建成食堂\n年内开业。\n\n二、整修小巷\n分段施工。\n"
    answer = paste(section, text=both)
    assert answer.url == reverse("wagtailadmin_explore", args=[section.pk])
    assert sorted(WorkPlanPage.objects.values_list("title", "year")) == [
        ("柳溪街道2025年社区工作计划", 2025),
        ("柳溪街道2026年社区工作计划", 2026),
    ]
    assert "2" in str(next(iter(get_messages(answer.wsgi_request))))
