"""Pictures and files are public exactly while a live page uses them; originals never are."""

import pytest

from tests import factories

pytestmark = pytest.mark.django_db


def body(picture, form):
    return [
        ("image", {"image": picture, "alt": "", "decorative": False, "caption": ""}),
        ("text", f'<p>见<a linktype="document" id="{form.pk}">申请表</a>。</p>'),
    ]


def media(folder):
    return sorted(
        p.relative_to(folder).as_posix() for kind in ("media", "files") for p in (folder / kind).rglob("*.*")
    )


def test_media_appear_with_the_page_and_vanish_with_it(site, public_dir, picture, form):
    notice = factories.notice("护河", factories.section(), body=body(picture, form))
    site.drain()
    names = media(public_dir)
    assert [name.rpartition("-")[2] for name in names if name.startswith("media/")] == [
        "400.jpg",
        "400.webp",
        "800.jpg",
        "800.webp",
        "900.jpg",
        "900.webp",
    ]
    assert [name.rpartition("/")[2][:8] for name in names if name.startswith("files/")] == ["shenqing"]
    notice.unpublish()
    site.drain()
    assert media(public_dir) == []


def test_a_picture_that_two_pages_use_stays_while_one_of_them_is_live(site, public_dir, picture, form):
    section = factories.section()
    first = factories.notice("护河", section, body=body(picture, form))
    factories.notice("护河二", section, body=body(picture, form))
    site.drain()
    before = media(public_dir)
    first.unpublish()
    site.drain()
    assert media(public_dir) == before


def test_originals_never_reach_the_tree(site, public_dir, picture, form):
    factories.notice("护河", factories.section(), body=body(picture, form))
    site.drain()
    with picture.file.open() as file:
        original = file.read()
    assert all(path.read_bytes() != original for path in public_dir.rglob("*") if path.is_file())


def test_the_page_says_the_size_of_each_picture_and_what_it_shows(site, public_dir, picture, form):
    notice = factories.notice("护河", factories.section(), body=body(picture, form))
    site.drain()
    html = (public_dir / notice.url_path.strip("/") / "index.html").read_text()
    assert 'alt="柳树下的河岸"' in html
    assert 'width="900"' in html
    assert 'height="600"' in html
    assert 'type="image/webp"' in html


def test_a_preview_shows_pictures_that_are_not_public_yet(client, picture, form):
    notice = factories.notice("护河", factories.section(), body=body(picture, form), live=False)
    client.force_login(factories.administrator())
    html = client.get(f"/admin/pages/{notice.pk}/view_draft/").content.decode()
    assert "/admin/media/images/river" in html
    assert "/media/" not in html.replace("/admin/media/", "")
