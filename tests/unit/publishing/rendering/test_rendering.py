"""Links and words of the public pages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.publishing.rendering import words
from cms.publishing.rendering.renderer import Links, Renderer, file_of

ASSETS = {"site.css": "site.0123456789.css"}
PATH = st.lists(st.from_regex(r"[a-z0-9-]{1,8}", fullmatch=True), max_size=5)


def links(path="zh/notices/water/index.html", addresses=None):
    return Links.from_path(path, ASSETS, (addresses or {}).get)


def test_links_lead_from_the_file_to_the_address():
    assert links().href("/zh/plans/") == "../../../zh/plans/"
    assert links("index.html").href("/zh/") == "./zh/"
    assert links().asset("site.css") == "../../../assets/site.0123456789.css"


@pytest.mark.parametrize(
    "url", ["https://example.org/", "mailto:a@example.org", "#task-4", "//example.org/x", ""]
)
def test_other_addresses_pass_through(url):
    assert links().href(url) == url


def test_a_link_to_a_page_becomes_its_address_and_a_dead_one_its_words():
    html = '<p><a href="linli:page:7">计划</a>和<a href="linli:page:8">草稿</a></p>'
    made = links(addresses={"page:7": "/zh/plans/a/"}).rich(html)
    assert made == '<p><a href="../../../zh/plans/a/">计划</a>和草稿</p>'


def test_links_to_files_follow_the_page():
    assert links().rich('<a href="/files/ab/x.docx">x</a>') == '<a href="../../../files/ab/x.docx">x</a>'


@given(PATH, PATH)
def test_a_relative_link_resolves_to_its_address_from_anywhere(place, goal):
    from_url = "/" + "".join(f"{part}/" for part in place)
    to_url = "/" + "".join(f"{part}/" for part in goal)
    href = Links.from_path(file_of(from_url), {}, lambda key: None).href(to_url)
    steps = [part for part in from_url.split("/") if part]
    for part in href.split("/"):
        if part == "..":
            steps.pop()
        elif part not in ("", "."):
            steps.append(part)
    assert "/" + "".join(f"{part}/" for part in steps) == to_url


@pytest.mark.parametrize("url", ["https://example.org/", "//example.org/", "/../etc/", "zh/"])
def test_only_site_addresses_have_a_file(url):
    with pytest.raises(ValueError, match="not a site address"):
        file_of(url)


def test_words_are_put_into_the_template_as_constants(tmp_path):
    assert words.asked_for('{{ _("Search") }} {{ x_("no") }} {{ _( "A \\"b\\"" ) }}') == ["Search", 'A "b"']


def test_compiled_templates_are_kept_for_the_next_start_and_apart_for_other_words(tmp_path):
    site = tmp_path / "site"
    (site / "templates").mkdir(parents=True)
    (site / "locale").mkdir()
    (site / "templates/hello.html").write_text('{{ _("Hello") }}')
    said = site / "locale/zh-hans.po"
    links = Links("/", {}, lambda key: None)

    def hello():
        renderer = Renderer(site, tmp_path / "kept")
        return renderer.render("hello.html", locale="zh-hans", links=links, site={}, catalogue=None)

    said.write_text('msgid "Hello"\nmsgstr "你好"\n')
    assert hello() == hello() == "你好"
    assert list((tmp_path / "kept").rglob("*.cache"))
    words.catalogue.cache_clear()
    said.write_text('msgid "Hello"\nmsgstr "您好"\n')
    assert hello() == "您好"
    words.catalogue.cache_clear()


def test_templates_are_made_where_none_can_be_kept(tmp_path):
    site = tmp_path / "site"
    (site / "templates").mkdir(parents=True)
    (site / "templates/hello.html").write_text("Hello")
    (tmp_path / "file").write_text("")
    renderer = Renderer(site, tmp_path / "file")
    links = Links("/", {}, lambda key: None)
    assert renderer.render("hello.html", locale="en", links=links, site={}, catalogue=None) == "Hello"
