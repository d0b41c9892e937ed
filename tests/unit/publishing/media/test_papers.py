"""Plans as PDF: public with their page, the same bytes for the same document, never in the way of a publish."""

import hashlib
import subprocess
import sys

import pypdfium2
import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management import call_command

from cms.health.findings import all_findings
from cms.publishing.media import painting, papers, pressing, typesetting
from cms.publishing.models import Paper, Pending, StoredDocument
from cms.publishing.services import refresh_all
from cms.publishing.tree.site import build_into
from cms.workplans.models import Task
from cms.workplans.recording import Report, report
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(site, public_dir):
    """A plan on a site that is built."""
    section = factories.section("计划", slug="plans", layout="plans")
    refresh_all()
    site.build()
    office = factories.organisation()
    return factories.plan(
        "2026年计划", section, slug="p2026", year=2026, number="柳街发〔2026〕1号", issuer=office
    )


@pytest.fixture
def press(site, monkeypatch, django_capture_on_commit_callbacks):
    """Bring everything up to date; `set` are the names of what was really set, which is quick here."""

    class Press:
        set: list[str] = []

        def __call__(self):
            site.drain()
            with django_capture_on_commit_callbacks(execute=True):
                count = pressing.press()
            site.drain()
            return count

    made = Press()
    made.set = []

    def quick(html, name):
        made.set.append(name)
        return f"{name} {html}".encode()

    monkeypatch.setattr(pressing, "typeset", quick)
    return made


def public_papers(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.pdf"))


def page(folder, plan):
    return (folder / plan.url_path[1:] / "index.html").read_text()


def test_a_plan_is_offered_as_pdf_from_when_it_is_there(plan, site, press, public_dir):
    site.drain()
    assert public_papers(public_dir) == []
    assert ".pdf" not in page(public_dir, plan)
    assert press() == 1
    assert public_papers(public_dir) == ["zh/plans/p2026/p2026.pdf"]
    assert 'href="../../../zh/plans/p2026/p2026.pdf"' in page(public_dir, plan)


def test_it_is_gone_with_its_page_and_back_with_it(plan, press, public_dir):
    press()
    kept = Paper.objects.get().file
    plan.unpublish()
    press()
    assert public_papers(public_dir) == []
    assert not Paper.objects.exists()
    assert not default_storage.exists(kept)
    factories.publish(plan)
    press()
    assert public_papers(public_dir) == ["zh/plans/p2026/p2026.pdf"]


def test_it_moves_with_its_page(plan, press, public_dir):
    press()
    plan.refresh_from_db()
    plan.slug = "work-2026"
    factories.publish(plan)
    press()
    assert public_papers(public_dir) == ["zh/plans/work-2026/work-2026.pdf"]


def test_only_the_plans_own_words_make_it_new(plan, press):
    press()
    before = Paper.objects.get().file
    report(plan, {plan.tasks.first().uid: Report("done")}, by=factories.administrator())
    assert not Pending.objects.filter(projection="papers").exists()
    assert press() == 0
    plan = type(plan).objects.get(pk=plan.pk)
    plan.preamble = "<p>新的前言</p>"
    factories.publish(plan)
    assert press() == 1
    assert len(press.set) == 2
    assert not default_storage.exists(before)


def test_what_is_built_in_full_has_the_same_papers(plan, press, public_dir, tmp_path):
    press()
    build_into(tmp_path / "fresh")
    assert public_papers(tmp_path / "fresh") == public_papers(public_dir)


def test_a_kept_file_that_was_lost_is_set_again_when_asked_for(plan, press, monkeypatch):
    monkeypatch.setattr(painting, "step_back", lambda: lambda: False)
    press()
    default_storage.delete(Paper.objects.get().file)
    call_command("make_papers", all=True)
    assert default_storage.exists(Paper.objects.get().file)


def test_another_plan_is_none_of_its_business(plan, press):
    press()
    factories.plan("另一计划", plan.get_parent().specific)
    press()
    assert len(press.set) == 2


@pytest.mark.parametrize(
    ("reason", "missing", "told"),
    [("no_library", "cannot load library", "Pango"), ("no_font", "街道", "街道")],
)
def test_a_machine_that_cannot_set_it_says_why_and_tries_again_later(
    plan, site, monkeypatch, public_dir, reason, missing, told
):
    def fail(html, name):
        raise typesetting.TypesettingError(reason, missing)

    monkeypatch.setattr(pressing, "typeset", fail)
    assert pressing.press() == 0
    site.drain()
    assert public_papers(public_dir) == []
    (row,) = Pending.objects.filter(projection="papers")
    assert row.attempts == 1
    (finding,) = [finding for finding in all_findings() if finding.code == "no_pdf"]
    assert (finding.level, finding.key) == ("warning", plan.key)
    assert told in finding.message


def test_the_process_of_papers_is_started_where_one_waits(monkeypatch):
    started = []
    monkeypatch.setattr(painting.subprocess, "Popen", lambda command, **_rest: started.append(command[2:]))
    factories.plan()
    painting.Painter("papers", "make_papers").tend()
    assert started == [["make_papers"]]


class Noting(dict):
    """Data that remembers what of it was read."""

    def __init__(self, data, read):
        super().__init__(data)
        self._read = read

    def __getitem__(self, name):
        self._read.add(name)
        return super().__getitem__(name)


def test_a_paper_is_asked_for_by_all_that_its_template_reads(plan):
    doc, read, of_detail, of_tasks = StoredDocument.objects.get(pk=plan.key).content, set(), set(), set()
    doc["detail"]["tasks"] = [Noting(task, of_tasks) for task in doc["detail"]["tasks"]]
    doc["detail"] = Noting(doc["detail"], of_detail)
    pressing.source_of(Noting(doc, read), pressing.Renderer(pressing.SOURCES))
    assert read <= {*papers.OWN, "type", "detail"}
    assert of_detail <= {*papers.OWN_DETAIL, "tasks"}
    assert of_tasks <= {*papers.OWN_OF_TASKS}


class TestTypesetting:
    SOURCE = '<html lang="zh-Hans"><head><title>计划</title></head><body><h1>社区工作计划</h1></body></html>'

    def test_a_plan_reads_as_it_was_written_and_has_title_and_language(self, plan):
        plan.tasks = [
            Task(
                number="一、",
                heading="改善设施",
                text="<p>修缮坡道，见<a href='https://x.org'>说明</a>。</p>",
            ),
            Task(number="（一）", text="<p>选址</p>", level=2),
        ]
        factories.publish(plan)
        renderer = pressing.Renderer(pressing.SOURCES)
        html = pressing.source_of(StoredDocument.objects.get(pk=plan.key).content, renderer)
        assert "<a" not in html
        data = typesetting.typeset(html, "name")
        document = pypdfium2.PdfDocument(data)
        page = document[0].get_textpage()
        text = page.get_text_bounded()
        assert document.get_metadata_dict()["Title"] == "2026年计划"
        assert pypdfium2.raw.FPDFCatalog_IsTagged(document)
        page.close()
        document.close()
        for words in (
            "liuxi街道",
            "柳街发〔2026〕1号",
            "2026年计划",
            "一、改善设施",
            "修缮坡道",
            "（一）选址",
            "— 1 —",
        ):
            assert words in text

    def test_the_same_source_gives_the_same_bytes_in_every_process(self):
        def digest(seed):
            program = (
                "import hashlib, sys; from cms.publishing.media.typesetting import typeset; "
                "print(hashlib.sha256(typeset(sys.argv[1], 'name')).hexdigest())"
            )
            done = subprocess.run(
                [sys.executable, "-c", program, self.SOURCE],
                cwd=settings.PROJECT,
                env={"PYTHONHASHSEED": seed, "PATH": "/usr/bin:/bin"},
                capture_output=True,
                text=True,
                check=True,
            )
            return done.stdout

        mine = hashlib.sha256(typesetting.typeset(self.SOURCE, "name")).hexdigest()
        assert digest("1").split() == digest("2").split() == [mine]

    def test_nothing_is_fetched(self, caplog):
        source = self.SOURCE.replace("<h1>", '<img alt="" src="file:///etc/passwd"><h1>')
        typesetting.typeset(source, "name")
        assert "disallowed protocol" in caplog.text

    def test_characters_that_no_font_has_are_told(self):
        with pytest.raises(typesetting.TypesettingError, match="no_font: \U0010fffd"):
            typesetting.typeset(self.SOURCE.replace("社区", "\U0010fffd"), "name")

    def test_a_system_without_pango_is_told(self, monkeypatch):
        monkeypatch.setitem(sys.modules, "weasyprint", None)
        with pytest.raises(typesetting.TypesettingError, match="no_library"):
            typesetting.typeset(self.SOURCE, "name")
