"""Pages for the years and issuers that a section files its plans by."""

import pytest
from django.core.exceptions import ValidationError

from cms.core.models import Organisation
from cms.publishing.models import Pending, PublicFile
from cms.publishing.services import refresh_all
from cms.publishing.tree.targets import named_by
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def plans(site):
    """A section of plans on a site that is built."""
    section = factories.section("计划", slug="plans", layout="plans")
    refresh_all()
    site.build()
    return section


def read(folder, url):
    return (folder / url.lstrip("/") / "index.html").read_text()


def written_after(site, change):
    """The files whose bytes a change gives anew."""
    site.drain()
    before = dict(PublicFile.objects.values_list("path", "digest"))
    change()
    site.drain()
    after = dict(PublicFile.objects.values_list("path", "digest"))
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}


def test_a_plan_is_listed_under_its_year_and_its_issuer(site, public_dir, plans):
    street = factories.organisation()
    factories.plan("街道计划", plans, year=2026, issuer=street)
    factories.plan("旧街道计划", plans, year=2025, issuer=street)
    factories.plan("社区计划", plans, year=2026, issuer=factories.organisation("shiqiao", "community"))
    site.drain()
    section = read(public_dir, plans.url_path)
    for place in ("year/2026/", "year/2025/", "issuer/liuxi/", "issuer/shiqiao/"):
        assert f"plans/{place}" in section
    year = read(public_dir, f"{plans.url_path}year/2026/")
    assert ">街道计划<" in year
    assert "社区计划" in year
    assert "旧街道计划" not in year
    assert "year/2025/" in year
    issuer = read(public_dir, f"{plans.url_path}issuer/liuxi/")
    assert "旧街道计划" in issuer
    assert ">社区计划<" not in issuer


def test_a_year_that_has_no_plan_any_more_has_no_page(site, public_dir, plans):
    old = factories.plan("旧计划", plans, year=2025, issuer=factories.organisation())
    factories.plan("新计划", plans, year=2026)
    site.drain()
    old.unpublish()
    site.drain()
    assert not (public_dir / plans.url_path.strip("/") / "year/2025").exists()
    assert not (public_dir / plans.url_path.strip("/") / "issuer").exists()
    assert "year/2025/" not in read(public_dir, f"{plans.url_path}year/2026/")


def test_a_plan_of_another_year_changes_pages(site, public_dir, plans):
    plan = factories.plan("计划", plans, year=2025)
    site.drain()
    plan.year = 2027
    factories.publish(plan)
    site.drain()
    assert not (public_dir / plans.url_path.strip("/") / "year/2025").exists()
    assert "计划" in read(public_dir, f"{plans.url_path}year/2027/")


def test_an_issuer_that_is_called_otherwise_is_so_everywhere(site, public_dir, plans):
    street = factories.organisation()
    factories.plan("计划", plans, year=2025, issuer=street)
    factories.plan("另一计划", plans, year=2025, issuer=factories.organisation("shiqiao", "community"))
    site.drain()
    street = Organisation.objects.get(pk=street.pk)
    street.name_zh = "新柳街道"
    street.save()
    site.drain()
    for page in (plans.url_path, f"{plans.url_path}issuer/liuxi/"):
        assert "新柳街道" in read(public_dir, page)


def test_a_section_that_moves_takes_its_lists_along(site, public_dir, plans):
    factories.plan("计划", plans, year=2025)
    site.drain()
    plans.refresh_from_db()
    plans.slug = "work"
    factories.publish(plans)
    site.drain()
    assert not (public_dir / "zh/plans").exists() or "http-equiv" in read(public_dir, "/zh/plans/")
    assert "计划" in read(public_dir, "/zh/work/year/2025/")


def test_an_edit_of_a_plan_makes_a_handful_of_files_anew_however_many_there_are(site, plans):
    street = factories.organisation()
    made = [
        factories.plan(f"计划{year}-{number}", plans, year=year, issuer=street if number else None)
        for year in (2023, 2024, 2025)
        for number in range(4)
    ]
    site.drain()
    plan = made[1]
    plan.summary = "改过的摘要"
    Pending.objects.all().delete()
    factories.publish(plan)
    subjects = set(Pending.objects.filter(projection="site").values_list("subject", flat=True))
    filed = {name for name in named_by(subjects) if name.startswith("filed:")}
    assert filed == {f"filed:{plans.key}:year:2023", f"filed:{plans.key}:issuer:liuxi"}
    assert f"groups:{plans.key}" not in subjects


def test_a_new_plan_leaves_the_pages_of_other_years_as_they_are(site, plans):
    for year in (2020, 2021, 2022, 2023):
        factories.plan(f"计划{year}", plans, year=year)
    changed = written_after(site, lambda: factories.plan("又一计划", plans, year=2023))
    years = {path for path in changed if "/year/" in path}
    assert years == {f"{plans.url_path[1:]}year/2023/index.html"}


def test_a_page_can_not_take_the_address_of_these_lists(plans):
    with pytest.raises(ValidationError, match="slug"):
        factories.plan("计划", plans, slug="year")
