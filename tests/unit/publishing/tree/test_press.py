"""When publishing alone can build the site, and when it takes the whole program."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from cms.core.models import SiteSettings
from cms.publishing.models import StoredDocument
from cms.publishing.rendering import frames
from cms.publishing.tables import SiteFrame
from cms.publishing.tree import press
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def built(site):
    """A site of one notice that is built."""
    notice = factories.notice("护河", factories.section())
    site.drain()
    return notice


def test_what_publishing_keeps_is_enough_for_a_site_that_was_built(built):
    assert press.suffices()


def test_what_the_clock_asks_for_takes_the_whole_program(built):
    past, future = timezone.now() - timedelta(minutes=1), timezone.now() + timedelta(minutes=1)
    type(built).objects.filter(pk=built.pk).update(expire_at=future)
    assert press.suffices()
    type(built).objects.filter(pk=built.pk).update(expire_at=past)
    assert not press.suffices()
    type(built).objects.filter(pk=built.pk).update(expire_at=None)
    built.revisions.update(approved_go_live_at=past)
    assert not press.suffices()
    built.revisions.update(approved_go_live_at=None)
    StoredDocument.objects.filter(pk=built.key).update(changes_at=past)
    assert not press.suffices()


def test_a_size_of_a_picture_that_was_never_made_takes_the_whole_program(built, site, picture):
    block = {"image": picture, "alt": "", "decorative": False, "caption": ""}
    factories.notice("柳树", built.get_parent().specific, body=[("image", block)])
    assert not press.suffices()
    site.drain()
    assert press.suffices()


def test_settings_that_were_never_kept_take_the_whole_program_which_keeps_them(built):
    SiteFrame.objects.all().delete()
    assert not press.suffices()
    assert frames.load()["en"]["name"] == SiteSettings.load().name_en
    assert press.suffices()


def test_settings_are_kept_as_staff_save_them_and_as_a_new_version_tells_them(built):
    settings = SiteSettings.load()
    settings.name_zh = "柳溪街道"
    settings.save()
    assert frames.load()["zh-hans"]["name"] == "柳溪街道"
    SiteFrame.objects.update(data="{}")
    call_command("refresh_documents")
    assert frames.load()["zh-hans"]["name"] == "柳溪街道"
