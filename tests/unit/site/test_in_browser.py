"""Every page in a browser: whom it shuts out, what a small screen and large letters do to it, the access mode."""

import json

import pytest
from csp.utils import build_policy

from tests.support.axe import violations
from tests.support.keyboard import walk
from tests.support.looks import Look
from tests.support.public import PublicServer, answer
from tests.unit.site.gallery import lay_out

BARE = {"language", "redirect", "too_long", "poster"}  # without the switch
# A voice that reads at once: there is none where no sound can be heard.
VOICE = """
const spoken = (window.spoken = []);
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => [{ lang: "zh-HK" }, { lang: "zh-CN" }],
  cancel: () => {},
  speak: (utterance) => {
    const marked = [...CSS.highlights.get("spoken")].map(String).join();
    spoken.push([utterance.lang, utterance.text, marked]);
    document.documentElement.dataset.spoken = spoken.length;
    if (spoken.length < 5) setTimeout(() => utterance.onend());
  },
} });
"""


@pytest.fixture(scope="module")
def addresses(tmp_path_factory, press, pages):
    """{(locale, name): address} of the pages with something on them, served under the strict policy."""
    folder = tmp_path_factory.mktemp("gallery")

    def policed(handler):
        kept = "max-age=600" if handler.path.startswith("/assets/") else "no-cache"  # as the program has it
        headers = {"Content-Security-Policy": build_policy(), "Cache-Control": kept}
        send = type(handler).end_headers  # its own, for a connection has many requests
        handler.end_headers = lambda: (
            [handler.send_header(*header) for header in headers.items()],
            send(handler),
        )
        # A former address does not lead on, and no program answers.
        standing = {"/notices/y/": answer(204), "/api/shifts/": answer(200, b'{"shifts": {}}')}
        found = [given for part, given in standing.items() if part in handler.path]
        return bool(found) and found[0](handler)

    full = {place: html for place, html in pages.items() if not place[1].startswith("bare ")}
    with PublicServer(folder) as server:
        server.misbehave = policed
        yield {
            place: server.url + address
            for place, address in lay_out(folder, press, full, pictures=False).items()
        }


@pytest.fixture
def window(browser):
    """Opens a page of a width. Problems are kept in `problems`.

    It has no routes of its own, for those would take the browser's cache away from it.
    """
    contexts = []

    def window(width=390, **options):
        context = browser.new_context(
            viewport={"width": width, "height": 844},
            reduced_motion="reduce",
            service_workers="block",
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        page.problems = []
        page.on("pageerror", lambda error: page.problems.append(f"{page.url}: {error}"))
        page.on(
            "console", lambda said: said.type == "error" and page.problems.append(f"{page.url}: {said.text}")
        )
        return page

    yield window
    for context in contexts:
        context.close()


def overflow(page):
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def test_no_page_is_wider_than_a_small_screen_nor_with_letters_twice_as_large(browser, window, addresses):
    page = window(320)
    wide = {}
    for (locale, name), address in addresses.items():
        page.goto(address)
        wide[locale, name] = overflow(page)
        if name not in BARE:
            page.evaluate("document.documentElement.dataset.access = 3")
            wide[locale, name, "access"] = overflow(page)
    enlarged = Look("letters of the reader", 320, letters=32).open(browser)
    enlarged.context.unroute_all()  # see window
    for number, place in enumerate(addresses):
        if place[0] == ("zh-hans", "en")[number % 2]:
            enlarged.goto(addresses[place])
            wide[*place, "letters"] = overflow(enlarged)
    enlarged.context.browser.close()
    assert {place: pixels for place, pixels in wide.items() if pixels} == {}
    assert page.problems == []


def test_axe_finds_nothing_on_any_template(window, addresses):
    """Its rules look at a page's parts alike in both languages: one of them each, by turns."""
    page, found = window(390), {}
    templates = {
        name if name.startswith("my ") else name.split()[0]: name for _locale, name in reversed(addresses)
    }
    for number, name in enumerate({*templates.values(), "search found"}):
        page.goto(addresses[("zh-hans", "en")[number % 2], name])
        found[name] = violations(page)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_access_mode_has_the_highest_contrast(window, addresses, scheme):
    page, found = window(390, color_scheme=scheme, java_script_enabled=True), {}
    for name in ("work_plan", "search found"):
        page.goto(f"{addresses['zh-hans', name]}#access-1")
        found[name] = violations(page, enhanced=True)
    assert found == {"work_plan": [], "search found": []}


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_one_switch_makes_letters_large_and_is_carried_on(window, addresses, javascript):
    page = window(java_script_enabled=javascript)
    size = "parseFloat(getComputedStyle(document.querySelector('.leaf-text p')).fontSize)"
    page.goto(addresses["zh-hans", "notice"])
    ordinary = page.evaluate(size)
    assert not page.locator(".access").is_visible()

    page.locator(".access-switch").click()

    assert page.evaluate(size) >= 18
    sizes = []
    for step in page.locator(".access-steps a").all():
        step.click()
        sizes.append(page.evaluate(size) / ordinary)
    assert sizes == sorted(sizes)
    assert sizes[-1] >= 1.85  # of letters that are 17 px
    assert not page.locator(".leaf-ways").is_visible()
    assert page.locator(".access-ways:visible a").first.get_attribute("href").endswith("#access-3")
    small = [
        box
        for control in page.locator(".access a:visible, .access button:visible").all()
        if (box := control.bounding_box())["height"] < 44
    ]
    assert small == []


def test_in_the_access_mode_what_one_presses_is_as_large_as_a_finger(window, addresses):
    """But for links that run within a text."""
    page, small = window(), {}
    for name in ("home", "notice", "search found", "directory", "map", "my service", "feedback"):
        page.goto(f"{addresses['en', name]}#access-1")
        small[name] = (
            page.evaluate("""() => [...document.querySelectorAll("a, button, select, summary, textarea")]
          .filter((one) => one.checkVisibility() && !one.matches(".skip"))
          .filter((one) => getComputedStyle(one).display !== "inline")
          .map((one) => [one.textContent, one.getBoundingClientRect()])
          .filter(([, box]) => Math.min(box.width, box.height) < 43.9)
          .map(([words, box]) => [words, box.width, box.height])""")
        )
    assert {name: those for name, those in small.items() if those} == {}


def test_paper_is_white_and_has_no_buttons_but_the_address_and_letters_of_the_size_that_one_reads(
    window, addresses
):
    page = window(794, color_scheme="dark")
    size = "one => parseFloat(getComputedStyle(one).fontSize)"
    page.goto(addresses["zh-hans", "notice"])
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.locator("button:visible, .button:visible, nav:visible").count() == 0
    assert page.locator(".masthead").inner_text().startswith("柳溪邻里")
    assert page.locator(".footer").inner_text().count("https://liuxi.example.org/zh/notices/water-cut/") == 1
    ordinary = page.locator(".prose p").first.evaluate(size)
    page.emulate_media(media="screen")
    page.locator(".access-switch").click()
    page.locator(".access-steps a").last.click()
    page.emulate_media(media="print")
    large, small = (
        page.locator(".prose p").first.evaluate(size),
        page.locator(".facts dd").first.evaluate(size),
    )
    assert large > 1.5 * ordinary
    assert small < large


def test_the_access_mode_is_remembered_and_left_again(window, addresses):
    page = window()
    page.goto(addresses["zh-hans", "notice"])
    page.locator(".access-switch").click()
    assert page.locator(".access a[aria-current]").evaluate("one => one === document.activeElement")

    page.goto(addresses["en", "policy"])
    assert page.locator("html").get_attribute("data-access") == "1"
    page.get_by_role("link", name="Ordinary page").click()
    page.goto(addresses["en", "policy"])

    assert page.locator("html").get_attribute("data-access") is None
    assert not page.locator(".access").is_visible()


def test_a_page_is_read_aloud_in_its_language_with_the_sentence_marked(window, addresses):
    page = window()
    page.add_init_script(VOICE)
    page.goto(f"{addresses['zh-hans', 'notice']}#access-1")
    button = page.get_by_role("button", name="朗读本页")

    button.click()

    page.locator("html[data-spoken='5']").wait_for()
    spoken = page.evaluate("spoken")
    assert spoken[0][1] == page.locator("h1").inner_text()
    assert {lang for lang, _text, _marked in spoken} == {"zh-CN"}
    assert all(text == marked.strip() for _lang, text, marked in spoken)
    player = page.locator("[data-player]")
    player.get_by_role("button", name="暂停").click()
    player.get_by_role("button", name="继续").click()
    page.locator("html[data-spoken='6']").wait_for()
    assert page.evaluate("spoken[5]") == spoken[4]
    player.get_by_role("button", name="停止朗读").press("Enter")
    button.wait_for()
    assert page.evaluate("CSS.highlights.size") == 0
    assert button.evaluate("one => one === document.activeElement")
    assert not player.is_visible()


def test_what_stands_in_a_row_or_line_of_its_own_is_told_by_itself_and_what_leads_on_is_not(
    window, addresses
):
    page = window()
    page.add_init_script(VOICE.replace("< 5", "< 60"))
    page.goto(f"{addresses['zh-hans', 'campaign commended']}#access-1")
    page.get_by_role("button", name="朗读本页").click()
    page.locator("html[data-spoken]:not([data-reading])").wait_for()  # to its end
    spoken = [text for _lang, text, _marked in page.evaluate("spoken")]
    assert {"柳荫花圃 89.50分", "列入理由：并列", "石桥巷7号小院", "1204票", "已结束"} <= set(spoken)
    assert not {"打印", "全部日程加入日历", "加入日历", "本页目录", "您可能还想看"} & set(spoken)
    assert spoken[-1] == "柳街发〔2026〕6号"


def test_reading_aloud_is_not_offered_without_a_voice_for_the_language(window, addresses):
    page = window()
    page.add_init_script(VOICE)
    page.goto(f"{addresses['en', 'notice']}#access-1")
    assert page.locator("[data-aloud]").is_hidden()


def test_every_control_is_reached_by_keyboard_and_shows_where_one_is(window, addresses):
    page = window(1280)
    for name in ("home", "work_plan", "search found"):
        page.goto(addresses["en", name])
        assert walk(page) == [], name


def test_the_text_stays_where_it_is_when_scripts_add_their_buttons(window, addresses):
    tops = []
    for is_slow in (True, False):
        page = window()
        if is_slow:
            page.route("**/assets/site.*.js", lambda route: route.abort())
        page.goto(addresses["zh-hans", "notice"])
        assert page.locator("[data-tools] button").count() == (0 if is_slow else 2)
        tops.append(page.locator(".leaf-text").bounding_box()["y"])
    assert tops[0] == tops[1]


def test_room_that_popular_articles_do_not_need_is_given_back_below_what_one_sees(window, addresses):
    page = window()
    page.goto(addresses["zh-hans", "notice"])
    place = page.locator("section:has(> h2.side-title):has(.ranked) > div")
    assert place.bounding_box()["height"] == place.locator(".ranked").bounding_box()["height"]


def test_what_a_script_puts_into_a_long_page_is_styled_alone(window, addresses, browser):
    page = window()
    page.goto(addresses["zh-hans", "work_plan of a hundred tasks"])
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.querySelectorAll('*').length") > 2000

    browser.start_tracing(page=page, categories=["devtools.timeline"])
    page.evaluate(
        "document.querySelector('.leaf-ways').append('x', document.createElement('p')), document.body.offsetTop"
    )
    events = json.loads(browser.stop_tracing())["traceEvents"]

    styled = sum(one["args"].get("elementCount", 0) for one in events if one["name"] == "UpdateLayoutTree")
    assert 0 < styled < 50


def test_suggestions_are_chosen_by_keyboard_and_told_to_those_who_do_not_see_them(window, addresses):
    page = window()
    found = [
        {"text": text, "url": url, "lang": "zh-Hans", "note": "通知"}
        for text, url in [("养老服务试点", "/zh/y/"), ("虚拟养老院", "/zh/search-nothing/")]
    ]
    page.context.route("**/api/suggest?*", lambda route: route.fulfill(json={"suggestions": found}))
    page.goto(addresses["zh-hans", "notice"])
    field = page.get_by_role("combobox")

    field.press_sequentially("养老")

    options = page.get_by_role("option")
    options.nth(1).wait_for()
    assert field.get_attribute("aria-expanded") == "true"
    assert [one.locator("b").inner_text() for one in options.all()] == ["养老", "养老"]
    assert page.locator(".search [role=status]").inner_text() == "2条建议"
    field.press("ArrowDown")
    field.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") == options.nth(1).get_attribute("id")
    assert options.nth(1).get_attribute("aria-selected") == "true"
    field.press("ArrowLeft")  # within the text, which Enter then asks for
    assert field.get_attribute("aria-activedescendant") is None
    field.press("ArrowUp")
    field.press("End")
    assert page.get_by_role("option", selected=True).count() == 0
    field.press("ArrowDown")
    field.press_sequentially("院")  # what was marked answered to other words: Enter is not to open it
    assert field.get_attribute("aria-activedescendant") is None
    field.press("Escape")
    assert not options.first.is_visible()
    assert field.get_attribute("aria-activedescendant") is None
    field.press("ArrowDown")
    options.nth(1).wait_for()
    field.press("ArrowUp")
    field.press("Enter")
    page.wait_for_url("**/zh/search-nothing/")
