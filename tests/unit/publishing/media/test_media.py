"""Pictures and files are public exactly while a live page uses them; originals never are."""

import io
from urllib.parse import quote

import pytest
from django.core.files.images import ImageFile
from PIL import Image as Pillow

from cms.core.media import Rendition, rendition_of
from cms.core.models import Image
from cms.health.findings import all_findings
from cms.publishing import pending
from cms.publishing.media import painting, pictures
from cms.publishing.models import Pending
from cms.publishing.services import refresh_all
from cms.publishing.tree.site import build_into
from cms.workplans.models import EntryPicture, ProgressEntry
from cms.workplans.recording import enter
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
    (file,) = [name for name in names if name.startswith("files/")]
    assert file.rpartition("/")[2].startswith("申请表")
    assert f'{quote(file)}"' in (public_dir / notice.url_path[1:] / "index.html").read_text()
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


class TestAvif:
    """It takes seconds to make, so it comes after the publish, and pages have it when all its sizes are there."""

    @pytest.fixture
    def picture(self):
        data = io.BytesIO()
        Pillow.new("RGB", (420, 280), "#1f4d47").save(data, "PNG")
        image = Image.objects.create(title="河岸", description="河岸", file=ImageFile(data, name="small.png"))
        image.file.close()
        return image

    @pytest.fixture
    def notice(self, site, picture, form):
        factories.section(slug="notices")
        refresh_all()
        site.build()
        notice = factories.notice("护河", body=body(picture, form))
        site.drain()
        return notice

    def page(self, folder, notice):
        return (folder / notice.url_path.strip("/") / "index.html").read_text()

    def test_a_page_has_it_once_it_is_made_as_a_full_build_does(self, site, public_dir, notice, tmp_path):
        assert "avif" not in self.page(public_dir, notice)
        assert painting.paint() == 1
        site.drain()
        html = self.page(public_dir, notice)
        assert html.index('type="image/avif"') < html.index('type="image/webp"')
        made = [name for name in media(public_dir) if name.endswith(".avif")]
        assert [name.rpartition("-")[2] for name in made] == ["400.avif", "420.avif"]
        assert all(name in html for name in made)
        build_into(tmp_path / "fresh")
        assert media(tmp_path / "fresh") == media(public_dir)
        assert self.page(tmp_path / "fresh", notice) == html
        notice.unpublish()
        site.drain()
        assert media(public_dir) == []

    def test_a_page_that_is_published_again_has_it_at_once(self, site, public_dir, notice):
        painting.paint()
        factories.publish(type(notice).objects.get(pk=notice.pk))
        site.drain()
        assert "image/avif" in self.page(public_dir, notice)
        assert not Pending.objects.exclude(projection="search").exists()

    def test_a_plan_has_it_for_what_was_done_as_well(self, site, public_dir, picture):
        plan = factories.plan()
        entry = ProgressEntry(day=plan.first_published_at.date(), text_zh="开工")
        entry.pictures = [EntryPicture(image=picture)]
        enter(plan, plan.tasks.first().uid, entry, by=factories.administrator())
        site.drain()
        assert "avif" not in self.page(public_dir, plan)
        painting.paint()
        site.drain()
        assert "image/avif" in self.page(public_dir, plan)
        picture.delete()
        site.drain()
        assert "image/webp" not in self.page(public_dir, plan)

    def test_what_a_killed_process_had_made_is_not_made_again(self, notice, monkeypatch):
        made = []

        def killed(image, width, kind):
            if len(made) == 1:
                raise KeyboardInterrupt
            made.append(rendition_of(image, width, kind).pk)

        monkeypatch.setattr(painting, "rendition_of", killed)
        with pytest.raises(KeyboardInterrupt):
            painting.paint()
        monkeypatch.undo()
        assert painting.paint() == 1
        first = Rendition.objects.filter(filter_spec__contains="avif").order_by("pk").first()
        assert [first.pk] == made

    def test_a_new_focal_point_needs_new_files_and_the_old_ones_go(self, site, public_dir, notice, picture):
        painting.paint()
        site.drain()
        picture = Image.objects.get(pk=picture.pk)
        picture.focal_point_x, picture.focal_point_y = 10, 10
        picture.focal_point_width = picture.focal_point_height = 10
        picture.save()
        site.drain()
        assert "avif" not in self.page(public_dir, notice)
        assert [name for name in media(public_dir) if name.endswith("avif")] == []
        painting.paint()
        site.drain()
        assert "-10x10-400.avif" in self.page(public_dir, notice)

    def test_a_picture_that_cannot_be_read_is_told_and_holds_up_no_other(self, notice, form):
        data = io.BytesIO()
        Pillow.new("RGB", (60, 40), "#9f2d20").save(data, "PNG")
        lost = Image.objects.create(title="丢失", description="丢失", file=ImageFile(data, name="lost.png"))
        factories.notice("丢失的图", body=body(lost, form))
        lost.file.close()
        lost.file.storage.delete(lost.file.name)
        assert painting.paint() == 1
        assert "SourceImageIOError" in Pending.objects.get(projection="pictures").error

    def test_where_it_cannot_be_made_nothing_waits_and_staff_are_told(self, notice, monkeypatch):
        monkeypatch.setattr(pictures, "is_possible", lambda: False)
        Pending.objects.all().delete()
        factories.publish(type(notice).objects.get(pk=notice.pk))
        assert not Pending.objects.filter(projection="pictures").exists()
        assert "no_avif" in [finding.code for finding in all_findings()]

    def test_pictures_of_before_are_asked_for_by_the_command(self, notice):
        Pending.objects.all().delete()
        painting.ask_for_all()
        assert Pending.objects.filter(projection="pictures").count() == 1
        painting.paint()
        painting.ask_for_all()
        assert not Pending.objects.filter(projection="pictures").exists()


class TestPainter:
    """The worker starts the process that makes AVIF; it never makes any itself."""

    @pytest.fixture
    def started(self, monkeypatch):
        class Process:
            def __init__(self, words, **options):
                started.append(words[-1])

            def poll(self):
                return None

        started = []
        monkeypatch.setattr(painting.subprocess, "Popen", Process)
        monkeypatch.setattr(painting, "REST", 0)
        return started

    def test_it_is_started_where_a_picture_waits_and_not_twice(self, started):
        painter = painting.Painter()
        painter.tend()
        assert started == []
        pending.ask("pictures", ["image:1"])
        painter.tend()
        painter.tend()
        assert started == ["make_pictures"]

    def test_what_cannot_be_made_is_tried_again_later_only(self, started):
        pending.failed("pictures", {"image:1": "no such file"})
        painting.Painter().tend()
        assert started == []


def test_a_preview_shows_pictures_that_are_not_public_yet(client, picture, form):
    notice = factories.notice("护河", factories.section(), body=body(picture, form), live=False)
    client.force_login(factories.administrator())
    html = client.get(f"/admin/pages/{notice.pk}/view_draft/").content.decode()
    assert "/admin/media/images/river" in html
    assert "/media/" not in html.replace("/admin/media/", "")
