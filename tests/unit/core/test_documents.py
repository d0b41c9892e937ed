"""The published document: what a page says in public, and that it survives JSON."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.core.documents import PublishedDocument, media_in, unique
from cms.core.slugs import slug_of
from cms.core.text import plain, shorten
from tests import factories

PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("abc_", max_size=5), inner, max_size=3)
    ),
    max_leaves=10,
)


@given(
    st.lists(st.dictionaries(st.text("abc", max_size=3), PLAIN, max_size=3), max_size=3),
    st.text('通知a"\\\n'),
)
def test_a_document_survives_json(body, title):
    document = PublishedDocument(
        key="page:1",
        type="notice",
        locale="en",
        translation_key="x",
        url="/en/a/",
        title=title,
        published_at="2026-03-02T09:30:00+08:00",
        body=body,
    )
    assert PublishedDocument.from_json(document.to_json()) == document


def test_a_document_of_another_version_is_refused():
    with pytest.raises(ValueError, match="version 99"):
        PublishedDocument.from_json('{"version": 99}')


def test_media_are_found_however_deep_and_once_each():
    image = {"media": "image", "id": 7}
    value = [
        {"type": "gallery", "images": [{"image": image}, {"image": image}]},
        {"attachment": {"media": "attachment", "id": 7}},
    ]
    assert unique(media_in(value), "image") == [image]
    assert [media["media"] for media in media_in(value)] == ["image", "image", "attachment"]


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("社区工作计划", "she-qu-gong-zuo-ji-hua"),
        ("2019年 Plan〔3〕号", "2019-nian-plan-3-hao"),
        ("Water cut", "water-cut"),
        ("《》", "page"),
        ("", "page"),
    ],
)
def test_addresses_from_titles(title, slug):
    assert slug_of(title) == slug


@given(st.text(max_size=300))
def test_every_title_gives_an_address(title):
    slug = slug_of(title)
    assert 1 <= len(slug) <= 60
    assert slug.isascii()
    assert slug == slug.strip("-_")


def test_plain_text_keeps_paragraphs_apart_and_resolves_entities():
    assert plain("<p>一、A &amp; B</p><ul><li>c</li><li>d</li></ul>") == "一、A & B\nc\nd"


@given(st.text(max_size=400), st.integers(10, 100))
def test_shortened_text_is_never_longer(text, length):
    assert len(shorten(text, length)) <= length + 1


@pytest.mark.django_db
class TestPage:
    def test_a_chinese_title_gets_a_pinyin_address(self):
        assert factories.notice("停水通知").slug == "ting-shui-tong-zhi"

    def test_two_pages_with_one_title_get_two_addresses(self):
        section = factories.section()
        slugs = {factories.notice("停水通知", section).slug for _time in range(2)}
        assert slugs == {"ting-shui-tong-zhi", "ting-shui-tong-zhi-2"}

    def test_the_public_address_is_the_static_sites(self, settings):
        notice = factories.notice()
        assert notice.full_url == settings.PUBLIC_URL + notice.url_path

    def test_the_document_says_who_when_and_where(self):
        issuer = factories.organisation("liuxi")
        section = factories.section("通知公告", slug="notices")
        document = factories.notice("停水通知", section, issuer=issuer, summary="周五停水。").to_document()
        assert document.issuer == {"slug": "liuxi", "name": "liuxi街道", "level": "street"}
        assert [step["url"] for step in document.breadcrumb] == ["/zh/", "/zh/notices/"]
        assert document.section["title"] == "通知公告"
        assert document.tags["ArticleTitle"] == "停水通知"
        assert document.tags["PubDate"] == document.published_at[:16].replace("T", " ")

    def test_the_summary_comes_from_the_text_where_none_was_written(self):
        section = factories.section()
        body = [("text", "<p>周五上午九点至下午五点停水。</p>")]
        assert (
            factories.notice("停水", section, body=body).to_document().summary
            == "周五上午九点至下午五点停水。"
        )

    def test_scripts_never_reach_a_document(self):
        body = [("text", '<p onclick="x()">好<script>alert(1)</script></p><a href="javascript:x()">链接</a>')]
        html = factories.notice("停水", factories.section(), body=body).to_document().body[0]["html"]
        assert "script" not in html
        assert "onclick" not in html

    def test_links_to_pages_stay_symbolic(self):
        other = factories.notice("另一则")
        body = [("text", f'<p><a linktype="page" id="{other.pk}">另一则</a></p>')]
        html = factories.notice("停水", body=body).to_document().body[0]["html"]
        assert html == f'<p><a href="linli:page:{other.pk}">另一则</a></p>'
