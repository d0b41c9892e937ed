"""What goes into the index, and what is recommended because of it."""

import pytest

from cms.publishing.indexing import search_document
from cms.publishing.models import RelatedDocuments, StoredDocument
from cms.publishing.services import refresh_all
from cms.workplans.models import Task
from search.documents import Query
from tests import factories

pytestmark = pytest.mark.django_db
LONG = (
    "进一步加强社区虚拟养老服务试点工作，在市局的指导下结合实际因地制宜，逐步扩大试点社区范围，"
    "积极兴建养老设施，满足老年人的生活需求，让老人安享晚年。"
)


def test_a_long_task_is_found_by_every_word_of_it(search):
    plan = factories.plan(tasks=[Task(number="四、", heading=LONG)])
    part = search_document(StoredDocument.objects.get(pk=plan.key).document).parts[0]
    assert len(part.title) < 70
    search.drain()
    hit = search.index.search(Query(text="安享晚年", locale="zh-hans")).hits[0]
    assert hit.url == f"{plan.url_path}#task-1"


def test_what_is_unpublished_is_found_no_more(search):
    notice = factories.notice("周五停水通知")
    search.drain()
    assert search.index.search(Query(text="停水", locale="zh-hans")).total == 1
    notice.unpublish()
    search.drain()
    assert search.index.search(Query(text="停水", locale="zh-hans")).total == 0


def test_the_newest_come_before_organisations_which_have_no_date(search):
    notice = factories.notice("柳溪街道停水通知")
    street = factories.organisation(name_zh="柳溪街道")
    refresh_all()
    search.drain()
    found = search.index.search(Query(text="柳溪街道", locale="zh-hans", sort="newest")).hits
    assert [hit.key for hit in found] == [notice.key, f"organisation:{street.pk}:zh-hans"]
    assert found[1].published_at is None


def test_like_pages_are_recommended_and_their_files_made_again(site, search):
    section = factories.section()
    first = factories.notice("周末清洁河岸志愿活动", section, summary="志愿者一起清洁河岸。")
    factories.notice("停电检修通知", section, summary="线路检修停电。")
    search.drain()
    site.drain()
    second = factories.notice("河岸清洁志愿活动总结", section, summary="志愿者清洁河岸的总结。")
    search.drain()
    assert RelatedDocuments.objects.get(pk=second.key).keys[0] == first.key
    report = site.drain()
    assert report.failed == 0
    html = (site.folder / second.url_path.strip("/") / "index.html").read_text()
    assert first.slug in html


def test_an_index_that_was_lost_is_made_anew(search, tmp_path):
    factories.notice("周五停水通知")
    search.drain()
    for file in sorted((tmp_path / "index").rglob("*"), reverse=True):
        if file.is_file():
            file.write_bytes(b"damaged")
    fresh = type(search)(str(tmp_path / "index"))
    factories.notice("周六停电通知")
    fresh.drain()
    found = fresh.index.search(Query(text="通知", locale="zh-hans")).total
    fresh.index.close()
    assert found == 2
