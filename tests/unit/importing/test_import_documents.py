"""Files into pages: once, each by itself, with errors at the end."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page

from cms.importing.models import ImportedSource
from cms.workplans.models import WorkPlanPage
from tests import factories
from tests.unit.importing.quality import PLANS

pytestmark = pytest.mark.django_db

PLAN = "2019年社区工作计划\n前言。\n一、党建\n正文。\n（一）学习\n（二）培训\n二、民生\n"


@pytest.fixture
def section():
    return factories.section("工作计划", layout="plans", slug="plans-here")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a.txt").write_text(PLAN, "utf-8")
    (tmp_path / "b.md").write_text(PLAN.replace("2019", "2020"), "utf-8")
    (tmp_path / "picture.png").write_bytes(b"no document")
    return tmp_path


def run(*arguments: object, section: str = "plans-here") -> str:
    out = StringIO()
    call_command("import_documents", *map(str, arguments), "--section", section, stdout=out)
    return out.getvalue()


def plans_below(section: Page) -> list[WorkPlanPage]:
    return list(WorkPlanPage.objects.child_of(section).order_by("year"))


def test_the_files_of_a_folder_become_drafts(section, folder):
    assert "2 imported, 0 unchanged, 0 failed." in run(folder)
    plans = plans_below(section)
    assert [(plan.title, plan.year, plan.live) for plan in plans] == [
        ("2019年社区工作计划", 2019, False),
        ("2020年社区工作计划", 2020, False),
    ]
    assert [(task.number, task.level, task.heading) for task in plans[0].tasks.all()] == [
        ("一、", 1, "党建"),
        ("（一）", 2, "学习"),
        ("（二）", 2, "培训"),
        ("二、", 1, "民生"),
    ]


def test_a_second_run_changes_nothing(section, folder):
    run(folder)
    first, second = plans_below(section)
    assert first.original.title == "a（原件）"
    assert second.original is None  # Markdown can't be uploaded either
    before = list(Page.objects.values_list("pk", "latest_revision_id"))
    assert "0 imported, 2 unchanged, 0 failed." in run(folder)
    assert list(Page.objects.values_list("pk", "latest_revision_id")) == before


def test_the_same_file_may_go_into_another_section(section, folder):
    other = factories.section("旧计划", layout="plans", slug="old-plans")
    run(folder / "a.txt")
    run(folder / "a.txt", section="old-plans")
    assert len(plans_below(section)) == len(plans_below(other)) == 1


def test_a_deleted_page_can_be_imported_again(section, folder):
    run(folder / "a.txt")
    plans_below(section)[0].delete()
    assert "1 imported" in run(folder / "a.txt")


def test_publishing_makes_the_pages_live(section, folder):
    run(folder / "a.txt", "--publish")
    assert [plan.live for plan in plans_below(section)] == [True]


def test_the_pages_are_made_in_somebodys_name(section, folder):
    chief = factories.administrator("chief")
    run(folder / "a.txt", "--by", "chief")
    plan = plans_below(section)[0]
    assert plan.owner == plan.latest_revision.user == ImportedSource.objects.get().by == chief


def test_an_unknown_name_stops_everything(section, folder):
    with pytest.raises(CommandError, match="no user"):
        run(folder, "--by", "nobody")
    assert plans_below(section) == []


def test_a_dry_run_keeps_nothing(section, folder):
    out = run(folder, "--dry-run")
    assert "2 imported" in out
    assert "nothing was kept" in out
    assert plans_below(section) == []
    assert not ImportedSource.objects.exists()


def test_a_bad_file_does_not_stop_the_others(section, folder):
    (folder / "bad.docx").write_bytes(b"no zip")
    with pytest.raises(CommandError, match=r"bad\.docx: This is not a Word file"):
        run(folder)
    assert len(plans_below(section)) == 2


def test_a_file_of_two_plans_is_two_pages_and_all_or_none(section):
    run(PLANS / "seed_article.txt")
    titles = sorted(plan.title for plan in plans_below(section))
    assert titles[0] == "Community building work plan"
    assert titles[1].startswith("Community building work plan")
    assert sorted(plan.tasks.count() for plan in plans_below(section)) == [9, 10]


def test_a_missing_file_and_a_missing_section_are_said(section, folder):
    with pytest.raises(CommandError, match="no file"):
        run(folder / "gone.txt")
    with pytest.raises(CommandError, match="no section"):
        run(folder / "a.txt", section="nowhere")


def test_an_empty_folder_is_said(section, tmp_path):
    with pytest.raises(CommandError, match="nothing to import"):
        run(tmp_path)


def test_the_section_decides_what_kind_of_page_is_made(folder):
    notices = factories.section("通知", layout="list", slug="notices-here")
    run(folder / "a.txt", section="notices-here")
    assert [type(page).__name__ for page in Page.objects.child_of(notices).specific()] == ["NoticePage"]


def test_an_english_text_goes_into_the_english_section_of_that_name(folder, section):
    english = factories.section("Work plans", factories.home("en"), layout="plans", slug="plans-here")
    run(PLANS / "seed_article.txt")
    run(folder / "a.txt")
    assert len(plans_below(english)) == 2
    assert len(plans_below(section)) == 1
