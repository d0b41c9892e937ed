"""What holds for every page of the site, in both languages, with full content and with none."""

import json
import re
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup

from tests.unit.site.shelf import LANGS

BARE = {
    "language",
    "redirect",
    "too_long",
    "poster",
}  # without masthead; the first three in words of both languages
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@pytest.fixture(scope="session")
def soups(pages):
    return {name: BeautifulSoup(html, "html.parser") for name, html in pages.items()}


def failing(soups, check):
    """{page: what is wrong} of the pages that fail a check."""
    return {name: wrong for name, soup in soups.items() if (wrong := check(soup))}


def test_says_its_language(soups):
    assert {name: soup.html["lang"] for name, soup in soups.items()} == {
        name: LANGS[name[0]][0] for name in soups
    }


def test_has_a_title_and_one_first_heading(soups):
    assert not failing(soups, lambda soup: not (soup.title and soup.title.text.strip()))
    assert not failing(
        soups, lambda soup: [h1.text for h1 in soup.find_all("h1")][1:] or not soup.h1.text.strip()
    )


def test_chinese_sentences_follow_each_other_without_a_gap(soups):
    loose = re.compile(r"[。！？；，：]\s+(?=[\u4e00-\u9fff“（\d])")
    assert not failing(soups, lambda soup: list(soup.main.find_all(string=loose)))


def test_headings_skip_no_level(soups):
    def skipped(soup):
        levels = [HEADINGS.index(heading.name) for heading in soup.find_all(HEADINGS)]
        return [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1]

    assert not failing(soups, skipped)


def test_no_id_twice_and_every_label_and_fragment_finds_its_target(soups):
    def wrong(soup):
        ids = [element["id"] for element in soup.find_all(id=True)]
        wanted = [
            element[name]
            for name in ("for", "aria-labelledby", "form")
            for element in soup.find_all(attrs={name: True})
        ]
        wanted += [link["href"][1:] for link in soup.find_all("a", href=re.compile("^#."))]
        return {one for one in ids if ids.count(one) > 1} | (set(wanted) - set(ids))

    assert not failing(soups, wrong)


def _scripts(soup):
    """Those that are run; a data block is not."""
    return soup.find_all("script", type=lambda kind: kind != "application/ld+json")


def test_pages_tell_programs_what_they_are(soups):
    """As JSON-LD: nothing empty is told, and a page that stands below others names them."""
    told = {
        name: json.loads(block.string)["@graph"]
        for name, soup in soups.items()
        if (block := soup.find("script", type="application/ld+json"))
    }
    kinds = {name[1]: graph[0]["@type"] for name, graph in told.items() if name[0] == "en"}
    assert kinds["home"] == kinds["organisation"] == "GovernmentOrganization"
    assert (kinds["notice"], kinds["recruitment"], kinds["bare campaign"]) == (
        "NewsArticle",
        "Event",
        "Article",
    )
    assert {len(graph[0]["subEvent"]) for name, graph in told.items() if name[1] == "recruitment"} == {2}
    assert told["zh-hans", "notice"][1]["itemListElement"][0]["name"] == "首页"
    assert not [name for name, graph in told.items() if "" in str(graph).split("'")[1::2]]


def _is_found(soup):
    """Whether search engines may list a page."""
    robots = soup.find("meta", attrs={"name": "robots"})
    return not (robots and "noindex" in robots["content"])


def test_what_may_be_found_tells_how_it_is_shown_where_it_is_passed_on(soups):
    """Its address, title, words and a picture of a known size, all with whole addresses."""
    wanted = {"type", "title", "description", "locale", "url", "site_name"}
    wanted |= {"image", "image:width", "image:height", "image:alt"}

    def wrong(soup):
        told = {
            meta["property"].removeprefix("og:"): meta["content"]
            for meta in soup.find_all("meta", property=True)
        }
        whole = [told.get(name, "") for name in ("url", "image")] + [
            soup.find("link", rel="canonical")["href"]
        ]
        return (
            wanted - told.keys()
            or [address for address in whole if not address.startswith("https://liuxi.example.org/")]
            or {name for name, value in told.items() if not value and name != "image:alt"}
            or told["url"] != soup.find("link", rel="canonical")["href"]
        )

    assert not failing({name: soup for name, soup in soups.items() if _is_found(soup)}, wrong)


def test_the_languages_of_a_page_name_itself_and_one_for_everybody_else(soups):
    def wrong(soup):
        named = {link["hreflang"]: link["href"] for link in soup.find_all("link", hreflang=True)}
        own = soup.find("link", rel="canonical")
        return named and (
            "x-default" not in named
            or (soup.title.text and own["href"] not in named.values())
            or not all(address.startswith("https://") for address in named.values())
        )

    assert not failing({name: soup for name, soup in soups.items() if _is_found(soup)}, wrong)


def test_the_language_switch_says_where_it_leads_if_not_to_the_same_page(soups):
    def words(name):
        return soups["en", name].select_one("a.language").text.strip()

    assert words("notice") == words("activities") == words("my service") == "中文"
    assert words("year") == words("month") == words("archive list") == "中文 (section)"
    assert words("record published") == "中文 (campaign)"
    assert words("not_found") == words("gone") == words("error") == "中文 (home page)"


def test_strict_content_policy_no_script_or_style_in_the_page(soups):
    def inline(soup):
        handlers = [
            name
            for element in soup.find_all(True)
            for name in element.attrs
            if name.startswith("on") or name == "style"
        ]
        return (
            handlers
            + soup.find_all("style")
            + [script for script in _scripts(soup) if script.string or not script.get("src")]
        )

    assert not failing(soups, inline)


def test_asks_no_other_host_for_anything(soups):
    def outside(soup):
        loaded = [
            element.get("src", "") for element in soup.find_all(["script", "img", "iframe", "video", "audio"])
        ]
        loaded += [
            link["href"]
            for link in soup.find_all("link")
            if link["rel"] not in (["canonical"], ["alternate"])
        ]
        loaded += [part for element in soup.find_all(srcset=True) for part in element["srcset"].split(", ")]
        return [address for address in loaded if re.match(r"(\w+:)?//", address)]

    assert not failing(soups, outside)


def test_scripts_are_deferred(soups):
    assert not failing(
        soups, lambda soup: [script for script in _scripts(soup) if not script.has_attr("defer")]
    )


def test_every_picture_has_its_size_and_alternative_text(soups):
    assert not failing(
        soups,
        lambda soup: [
            img for img in soup.find_all("img") if not {"alt", "width", "height"} <= img.attrs.keys()
        ],
    )


def test_every_control_and_link_has_words(soups):
    def silent(soup):
        return [
            one
            for one in soup.find_all(["a", "button"])
            if not (one.get_text(strip=True) or one.get("aria-label"))
        ]

    assert not failing(soups, silent)


def test_no_empty_link_and_nothing_undefined_shows(soups):
    assert not failing(soups, lambda soup: [link for link in soup.find_all("a") if not link.get("href")])
    assert not failing(soups, lambda soup: re.findall(r"\bNone\b|Undefined|\{\w*\}", soup.get_text()))


def test_symbolic_links_never_reach_the_public(pages):
    assert [name for name, html in pages.items() if "linli:" in html] == []


def test_no_list_is_empty(soups):
    assert not failing(
        soups,
        lambda soup: [
            one
            for one in soup.find_all(["ul", "ol", "dl", "tbody"])
            if not one.find(True) and not one.text.strip()
        ],
    )


def test_skip_link_search_and_language_switch_are_everywhere(soups):
    def lacking(soup):
        return not (
            soup.select_one("a.skip[href='#main']")
            and soup.select_one("form[role=search][method=get] input[name=q]")
        )

    framed = {name: soup for name, soup in soups.items() if name[1] not in BARE}
    assert not failing(framed, lacking)
    assert not failing(framed, lambda soup: not soup.select_one(".masthead a.language[hreflang]"))


def test_easy_reading_is_one_tap_away_on_every_page(soups):
    framed = {name: soup for name, soup in soups.items() if name[1] not in BARE}
    assert not failing(framed, lambda soup: not soup.select_one(".access-switch[href='#access-1']"))
    doors = [link["href"] for link in soups["en", "language"].select(".threshold-access a")]
    assert [href.rpartition("../")[2] for href in doors] == ["zh/#access-1", "en/#access-1"]


def test_site_tags_are_everywhere(soups):
    assert not failing(soups, lambda soup: not soup.find("meta", attrs={"name": "SiteName"}))
    assert not failing(
        soups,
        lambda soup: not soup.find("meta", attrs={"name": "SiteDomain", "content": "liuxi.example.org"}),
    )


def test_chinese_pages_speak_chinese(soups):
    """What English a Chinese page has comes from the documents or names a format or a language."""
    known = re.compile(
        r"https:\S+|English|Linli|DEMO\d+|[\w.]+@[\w.]+|LX-2019-003|DOCX|XLSX|PDF|MP4|WAV|[KM]?B\b|404|410|Atom|Cookie|xyz|liuxi-street|zh\b"
    )
    names_code = {"styleguide"}
    framed = {
        name: soup
        for name, soup in soups.items()
        if name[0] == "zh-hans" and name[1] not in BARE | names_code
    }

    def unmarked(soup):
        texts = soup.body.find_all(string=True)
        own = " ".join(text for text in texts if not text.find_parent(lang="en"))
        return re.findall(r"[A-Za-z]{2,}", known.sub("", own))

    assert not failing(framed, unmarked)
    attributes = (
        "aria-label",
        "placeholder",
        "data-print",
        "data-copy",
        "data-copied",
        "data-few",
        "data-many",
        "data-label",
        "title",
    )
    assert not failing(
        framed,
        lambda soup: [
            one[name]
            for name in attributes
            for one in soup.find_all(attrs={name: True})
            if re.search(r"[A-Za-z]{2,}", known.sub("", one[name].replace("{n}", "")))
        ],
    )


def test_what_is_chinese_on_an_english_page_is_marked_so(soups):
    """Texts and words about pictures, such as a document number, which has no other form."""
    han = re.compile("[\u4e00-\u9fff]")
    english = {
        name: soup for name, soup in soups.items() if name[0] == "en" and name[1] not in BARE | {"styleguide"}
    }

    def unmarked(soup):
        texts = [(text, text.parent) for text in soup.body.find_all(string=han)]
        texts += [(image["alt"], image) for image in soup.find_all("img", alt=han)]
        return [
            str(text)
            for text, place in texts
            if place.name not in ("script", "style")
            and not (
                place.get("lang") or getattr(place.find_parent(lang=True), "attrs", {}).get("lang", "")
            ).startswith("zh")
        ]

    assert not failing(english, unmarked)


def test_bare_pages_say_what_will_be_there(soups):
    lists = (
        "home",
        "section list",
        "section plans",
        "section policies",
        "section cards",
        "work_plan",
        "popular",
        "notice",
    )
    bare = {name: soup for name, soup in soups.items() if name[1] in {f"bare {one}" for one in lists}}
    assert len(bare) == 2 * len(lists)
    assert not failing(
        bare, lambda soup: not [one for one in soup.select(".empty") if len(one.text.strip()) > 8]
    )


def test_punctuation_beside_chinese_has_the_width_of_a_character(soups):
    narrow = re.compile(r"[一-鿿] ?[(),;!?]|[(] ?\d*[一-鿿]")
    chinese = {name: soup for name, soup in soups.items() if name[0] == "zh-hans" and name[1] != "styleguide"}
    assert not failing(
        chinese,
        lambda soup: [text for text in soup.body.find_all(string=narrow) if text.parent.name != "script"],
    )
