"""Pages follow what they show of others: topics, pictures, files, their place among siblings, pages they refer to."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect

from cms.core.models import Attachment, Topic
from cms.discovery.popular import refresh_popular
from cms.publishing.models import MediaUse, Pending, StoredDocument
from tests import factories

pytestmark = pytest.mark.django_db


def read(folder, page):
    return (folder / page.url_path.strip("/") / "index.html").read_text()


def document(page):
    return StoredDocument.objects.get(pk=page.key).document


@pytest.fixture
def form():
    attachment = Attachment(title="申请表")
    attachment.file.save("shenqing.docx", ContentFile(b"PK form"))
    attachment.file.close()
    return attachment


def test_a_renamed_topic_is_renamed_on_its_pages_and_a_deleted_one_is_gone_from_them():
    topic = Topic.objects.create(slug="river", name_zh="河道")
    notice = factories.notice(topics=[topic])
    topic.name_zh = "水系"
    topic.save()
    assert [each["name"] for each in document(notice).topics] == ["水系"]
    topic.delete()
    assert document(notice).topics == []


def test_a_deleted_attachment_leaves_its_pages_and_the_site(site, public_dir, section, form):
    notice = factories.notice("办证", section, body=[("attachment", form)])
    site.drain()
    assert form.title in read(public_dir, notice)
    form.delete()
    site.drain()
    assert form.title not in read(public_dir, notice)
    assert not list((public_dir / "files").glob("*/*"))


def test_a_lost_upload_is_one_files_trouble_and_holds_up_no_other(site, public_dir, section, form):
    notice = factories.notice("办证", section, body=[("attachment", form)])
    form.file.storage.delete(form.file.name)
    site.drain()
    assert "办证" in read(public_dir, notice)
    url = MediaUse.objects.get(document=notice.key).url
    assert [row.subject for row in Pending.objects.exclude(error="")] == [f"media:{url}"]


def test_a_policy_whose_predecessor_is_deleted_replaces_nothing_any_more():
    old = factories.policy("旧办法")
    new = factories.policy("新办法", replaces=old)
    assert document(new).relations
    old.delete()
    assert document(new).relations == []


def test_siblings_that_a_move_shifts_keep_the_trees_order(site, public_dir, section):
    first = factories.section("甲栏", slug="first", show_in_menus=True)
    below = factories.section("甲栏之下", first, slug="below", show_in_menus=True)
    second = factories.section("乙栏", slug="second", show_in_menus=True)
    third = factories.section("丙栏", slug="third", show_in_menus=True)
    site.drain()
    third.move(first, pos="left")
    site.drain()
    order = [row.key for row in StoredDocument.objects.filter(in_menu=True).order_by("position")]
    assert order == [page.key for page in (third, first, below, second)]
    home = read(public_dir, factories.home())
    places = [home.index(title) for title in ("丙栏", "甲栏", "甲栏之下", "乙栏")]
    assert places == sorted(places)


def test_the_list_of_popular_articles_follows_its_document(site, public_dir, section):
    factories.notice("停水", section)
    refresh_popular()
    site.drain()
    factories.notice("停电", section)
    refresh_popular()
    site.drain()
    assert "停电" in (public_dir / "zh/popular/list.html").read_text()


def test_a_live_copy_of_a_page_that_has_a_draft_has_an_address_of_its_own(admin_client):
    notice = factories.notice("停水", slug="water")
    notice.title = "停水（改）"
    notice.save_revision()
    data = {"new_title": "停电", "new_slug": "power", "publish_copies": "on"}
    data["new_parent_page"] = notice.get_parent().pk
    admin_client.post(reverse("wagtailadmin_pages:copy", args=[notice.pk]), data)
    assert document(notice).title == "停水"
    copy = StoredDocument.objects.exclude(key=notice.key).get(type="notice")
    assert (copy.url, copy.document.title) == ("/zh/list/power/", "停电")
    assert not Redirect.objects.exists()
