"""Residents read the demonstration: both languages, small and large screens, with and without JavaScript."""

import pytest

pytestmark = pytest.mark.journey

SEED = "/en/work-plan/community-work-plan/community-building-2019/"
PAGES = [
    "/",
    "/zh/",
    "/en/",
    "/zh/notices/",
    "/en/work-plan/",
    SEED,
    "/zh/search",
    "/en/popular/",
    "/zh/not-there/",
]


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_page_is_wider_than_the_screen_or_reports_an_error(visit, width):
    resident = visit(width=width)

    too_wide = {path: wide for path in PAGES if resident.open(path) and (wide := resident.overflow())}

    assert too_wide == {}
    assert resident.problems == []


@pytest.mark.parametrize(("path", "lang", "other"), [("/zh/", "zh-Hans", "/en/"), ("/en/", "en", "/zh/")])
@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_each_home_page_speaks_its_language_and_leads_to_the_other(visit, path, lang, other, javascript):
    resident = visit(width=390, javascript=javascript)
    page = resident.page

    assert resident.open(path) == 200
    assert page.locator("html").get_attribute("lang") == lang
    assert page.locator("h1").count() == 1
    page.locator(".masthead a[hreflang]").click()
    page.wait_for_url(f"**{other}")


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_the_root_lets_people_choose_a_language(visit, javascript):
    resident = visit(width=390, javascript=javascript)

    assert resident.open("/") == 200
    doors = resident.page.locator("main a[hreflang]")
    assert [(door.get_attribute("lang"), door.inner_text()) for door in doors.all()] == [
        ("zh-Hans", "中文"),
        ("en", "English"),
        ("zh-Hans", "长者·无障碍"),
        ("en", "Easy reading"),
    ]
    doors.last.click()
    resident.page.wait_for_url("**/en/#access-1")
    resident.page.go_back()
    doors.nth(1).click()
    resident.page.wait_for_url("**/en/")


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_a_word_of_task_four_leads_to_that_task(visit, javascript):
    """The seed article: "virtual old-age" is in the fourth task of the first plan."""
    resident = visit(width=390, javascript=javascript)
    page = resident.page
    resident.open("/en/")
    page.locator(".masthead input[type=search]").fill("virtual old-age")
    page.locator(".masthead input[type=search]").press("Enter")
    page.wait_for_url("**/en/search?*")

    page.locator(f"main a[href$='{SEED.rsplit('/', 2)[1]}/#task-4']").first.click()

    page.wait_for_url(f"**{SEED}#task-4")
    assert "virtual old-age service" in page.locator("#task-4").inner_text()


def test_the_seed_article_is_there_with_its_place_tasks_and_neighbours(visit):
    resident = visit()
    page = resident.page
    resident.open(SEED)

    trail = page.get_by_role("navigation", name="You are here").inner_text().split("\n")
    assert [step for step in trail if step.startswith(("Work Plan", "Community Work Plan"))]
    assert page.locator("[id^=task-]").count() == 10
    beside = page.get_by_role("complementary", name="Read on")
    assert beside.get_by_role("heading", name="Recommended articles").count() == 1
    popular = beside.locator("section", has=page.get_by_role("heading", name="Popular articles"))
    popular.get_by_role("listitem").first.wait_for()
    assert (
        "recommended article" not in page.locator(".leaf-text").inner_text().lower()
    )  # the seed's furniture
