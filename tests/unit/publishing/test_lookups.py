"""What a batch of files looks up is read for all of them at once."""

import pytest

from cms.publishing.lookups import Lookups
from tests import factories

pytestmark = pytest.mark.django_db


def test_versions_of_what_lies_above_are_there_before_a_page_asks(site, django_assert_num_queries):
    sections = [factories.section(f"第{number}栏", slug=f"section-{number}") for number in range(4)]
    notices = [factories.notice("周五停水通知", section) for section in sections]
    lookups = Lookups()
    lookups.read_ahead(notice.key for notice in notices)
    with django_assert_num_queries(0):
        found = [lookups.translated(section.key) for section in sections]
    assert found == [[("zh-hans", section.url_path)] for section in sections]


def test_what_home_pages_show_is_read_at_once_for_every_language(site, django_assert_num_queries):
    factories.notice("周五停水通知", factories.section("通知", slug="news"))
    lookups = Lookups()
    with django_assert_num_queries(1):
        assert [len(lookups.latest("notice", locale)) for locale in ("zh-hans", "en")] == [1, 0]
