"""The public files of two plans that are declared translations of each other, and are separated again."""

import pytest

from cms.publishing.services import refresh_all
from cms.publishing.tree.site import build_into
from cms.workplans.joining import join, separate
from cms.workplans.models import Task
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def versions(site):
    """A plan of a street in each language, neither of which knows of the other; and a notice that carries one out."""
    body = factories.organisation("liuxi")
    plan = factories.plan("工作计划", year=2026, issuer=body, tasks=[Task(number="一、", heading="食堂")])
    section = factories.section("Plans", factories.home("en"), layout="plans", slug="plans")
    english = factories.plan(
        "Work plan",
        section,
        slug="work-plan",
        year=2026,
        issuer=body,
        tasks=[Task(number="1.", heading="Canteen")],
    )
    factories.notice("食堂开张", fulfils=plan)
    refresh_all()
    site.build()
    return plan, english


def tree(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def page_of(folder, page):
    return (folder / page.url_path.strip("/") / "index.html").read_text()


def test_the_language_switch_leads_from_one_to_the_other(site, public_dir, versions, tmp_path):
    plan, english = versions

    def leads(name):
        site.drain()
        build_into(tmp_path / name)
        assert tree(tmp_path / name) == tree(public_dir)
        return [
            f'hreflang="{language}"' in page_of(public_dir, page) and address in page_of(public_dir, page)
            for page, language, address in (
                (plan, "en", english.url_path.strip("/")),
                (english, "zh-Hans", plan.url_path.strip("/")),
            )
        ]

    chief = factories.administrator()
    assert leads("before") == [False, False]
    join(plan, english, by=chief)
    assert leads("joined") == [True, True]
    separate(plan, english, by=chief)
    assert leads("separated") == [False, False]
