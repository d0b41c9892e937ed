"""Whether the public address answers with what was written, and what a receipt says when it does not."""

import socket
import ssl
import subprocess
import sys
from unittest import mock
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.publishing import pending
from cms.publishing.models import Pending, PublicFile, Receipt
from cms.publishing.receipts import fetching, ledger
from cms.publishing.receipts.verification import BATCH, Verification, address_of, links_in
from cms.publishing.services import refresh_all
from cms.publishing.tree import targets
from cms.publishing.tree.site import Report
from tests import factories
from tests.support.public import PublicServer, answer

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(public_dir, settings):
    with PublicServer(public_dir) as server:
        settings.PUBLIC_URL = settings.VERIFY_URL = server.url
        yield server


@pytest.fixture
def section(server, site, search):
    section = factories.section("通知公告", slug="notices")
    refresh_all()
    site.build()
    search.drain()
    site.drain()
    look()
    server.asked.clear()
    return section


def look(times=1):
    """The worker's look at the receipts, after the waits between its tries."""
    verification = Verification()
    for _time in range(times):
        Receipt.objects.exclude(due_at=None).update(due_at=timezone.now())
        while verification.look():
            pass


def of(page):
    return ledger.latest([page.pk])[page.pk]


@pytest.fixture
def publish(section, site, search):
    """Publishes a notice and has the worker do everything but verify."""

    def publish(title="周五停水通知", **fields):
        notice = factories.notice(title, section, **fields)
        site.drain()
        search.drain()
        site.drain()
        return notice

    return publish


def test_a_page_is_live_when_its_address_answers_with_what_was_written(publish, server):
    notice = publish()
    assert of(notice).state == "waiting"
    look()
    receipt = of(notice)
    assert (receipt.state, receipt.due_at) == ("live", None)
    assert receipt.requested_at <= receipt.written_at <= receipt.verified_at
    assert receipt.indexed_at
    assert notice.url_path in server.asked
    assert {"/zh/", "/zh/notices/", "/zh/feed.xml"} <= set(server.asked)
    assert receipt.written == len(receipt.paths["written"]) >= 5
    assert server.connections <= 2


def test_a_site_below_a_path_is_looked_at_there(section, site, public_dir, tmp_path, settings):
    (tmp_path / "srv").mkdir()
    (tmp_path / "srv/linli").symlink_to(public_dir)
    with PublicServer(tmp_path / "srv") as server:
        settings.PUBLIC_URL = settings.VERIFY_URL = f"{server.url}/linli"
        notice = factories.notice("周五停水通知", section)
        site.drain()
        look()
        assert of(notice).state == "live"
        assert f"/linli{notice.url_path}" in server.asked


def test_a_page_waits_until_its_files_are_made(section):
    notice = factories.notice("周五停水通知", section)
    look()
    assert (of(notice).state, of(notice).written_at) == ("waiting", None)


def test_a_page_taken_down_is_gone_with_its_pictures_files_and_entries(
    publish, server, site, search, picture, form
):
    body = [
        ("image", {"image": picture, "alt": "", "decorative": False, "caption": ""}),
        ("text", f'<p>见<a linktype="document" id="{form.pk}">申请表</a>。</p>'),
    ]
    notice = publish(body=body)
    media = set(PublicFile.objects.filter(target__startswith="media:").values_list("path", flat=True))
    assert len(media) == 7
    notice.unpublish()
    site.drain()
    search.drain()
    site.drain()
    server.asked.clear()
    look()
    receipt = of(notice)
    assert (receipt.state, receipt.removed) == ("gone", len(receipt.paths["removed"]))
    assert media < set(receipt.paths["removed"])
    assert {f"/{quote(path)}" for path in media} < set(server.asked)
    assert {notice.url_path, "/zh/notices/", "/zh/feed.xml"} < set(server.asked)


@pytest.fixture
def moved(publish, site):
    """A page that has another address than when it was first published, and the old address."""
    notice = publish()
    look()
    old = notice.url_path
    notice.slug = "water"
    notice = factories.publish(notice)
    site.drain()
    return notice, old


def test_a_moved_page_is_live_at_its_new_address(moved, server):
    notice, _old = moved
    look()
    assert (of(notice).action, of(notice).state) == ("moved", "live")
    assert notice.url_path in server.asked


def test_a_server_that_redirects_a_former_address_itself_is_right(moved, server):
    notice, old = moved
    receipt = of(notice)
    receipt.tags = [
        *receipt.tags,
        *PublicFile.objects.filter(path=f"{old[1:]}index.html").values_list("target", flat=True),
    ]
    receipt.save()
    server.misbehave = lambda handler: handler.path == old and answer(301, Location=notice.url_path)(handler)
    look()
    assert old in server.asked
    assert of(notice).state == "live"


def slow(handler):
    """The first half of an answer, and then nothing."""
    handler.send_response(200)
    handler.send_header("Content-Length", "10")
    handler.end_headers()
    handler.wfile.write(b"half")
    handler.wfile.flush()
    handler.connection.settimeout(2)
    handler.close_connection = True
    return not handler.connection.recv(1)


@pytest.mark.parametrize(
    ("misbehave", "reason"),
    [
        (answer(200, b"<h1>Not found</h1>"), "differs"),
        (answer(404), "missing"),
        (answer(301, Location="https://elsewhere.example/"), "redirected"),
        (answer(503), "refused"),
        (slow, "slow"),
    ],
)
def test_a_wrong_answer_is_a_failure_with_its_reason_until_the_right_one_comes(
    publish, server, misbehave, reason, monkeypatch
):
    monkeypatch.setattr(fetching, "READ", 0.1)
    notice = publish()
    server.misbehave = misbehave
    look()
    assert of(notice).state == "waiting", "one bad answer proves nothing"
    look()
    assert (of(notice).state, of(notice).reason) == ("failed", reason)
    assert of(notice).due_at > timezone.now()
    server.misbehave = None
    look()
    assert (of(notice).state, of(notice).reason) == ("live", "")


def test_a_page_that_is_still_there_is_not_gone(publish, server, site):
    notice = publish()
    notice.unpublish()
    site.drain()
    server.misbehave = lambda handler: handler.path == notice.url_path and answer(200, b"old")(handler)
    look(2)
    assert (of(notice).state, of(notice).reason) == ("failed", "still_there")


def test_a_list_that_still_names_a_page_is_told(publish, server, site, public_dir):
    notice = publish()
    notice.unpublish()
    site.drain()
    path = public_dir / "zh/notices/index.html"
    path.write_text(path.read_text() + f'<a href="{notice.slug}/">')
    digest = PublicFile.objects.get(path="zh/notices/index.html")
    digest.digest = fetching.hashlib.sha256(path.read_bytes()).hexdigest()
    digest.save()
    look(2)
    assert (of(notice).reason, of(notice).detail) == ("still_named", "zh/notices/index.html")


def test_an_address_where_nobody_answers_fails_every_receipt_after_one_try_each_round(
    publish, server, settings
):
    notices = [publish(f"第{number}号通知") for number in range(3)]
    with socket.create_server(("127.0.0.1", 0)) as unused:
        settings.VERIFY_URL = f"http://127.0.0.1:{unused.getsockname()[1]}"
    look(2)
    assert {of(notice).reason for notice in notices} == {"unreachable"}


def test_a_certificate_that_nobody_vouches_for_is_told(publish, server, settings, tls_server):
    notice = publish()
    settings.VERIFY_URL = tls_server
    look(2)
    assert of(notice).reason == "certificate"


@pytest.fixture
def tls_server(public_dir, tmp_path):
    """A server with a certificate that it signed itself."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        (
            f"openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=127.0.0.1 -keyout {key} -out {certificate}"
            " -addext subjectAltName=IP:127.0.0.1"
        ).split(),
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with PublicServer(public_dir, context) as server:
        yield server.url


def test_an_inner_address_is_asked_by_the_public_name(publish, server, settings):
    heard = []
    notice = publish()
    settings.PUBLIC_URL = "https://liuxi.example"
    server.misbehave = lambda handler: heard.append(
        (handler.headers["Host"], handler.headers["X-Forwarded-Proto"])
    )
    look()
    assert of(notice).state == "live"
    assert set(heard) == {("liuxi.example", "https")}


def test_a_page_that_cannot_be_made_has_failed_until_it_can(section, site, monkeypatch):
    make = targets.make
    notice = factories.notice("坏页面", section)

    def breaking(target, maker):
        if target == notice.key:
            raise ValueError("broken")
        return make(target, maker)

    monkeypatch.setattr(targets, "make", breaking)
    site.drain()
    look()
    assert (of(notice).state, of(notice).reason) == ("failed", "not_made")
    assert "ValueError: broken" in of(notice).detail
    monkeypatch.undo()
    ledger.retry(of(notice))
    site.drain()
    look()
    assert of(notice).state == "live"


def test_a_page_published_while_the_whole_site_is_made_again_does_not_wait_for_that(section, site, search):
    pending.ask(pending.FILES, [section.key, "page:1"])
    notice = factories.notice("周五停水通知", section)
    while site._batch(Report(), ("site",)):
        pass
    look()
    assert Pending.objects.filter(projection=pending.FILES).count() == 2
    assert of(notice).state == "live"


def test_a_change_that_many_files_show_waits_for_the_last_of_them(section, site):
    notice = factories.notice("周五停水通知", section)
    while site._batch(Report(), ("site",)):
        pass
    pending.ask(pending.FILES, [section.key])
    look()
    assert of(notice).state == "waiting"
    site.drain()
    look()
    assert of(notice).state == "live"


def test_a_list_that_cannot_be_made_fails_the_page_that_should_be_in_it(section, site, monkeypatch):
    make = targets.make
    monkeypatch.setattr(
        targets, "make", lambda target, maker: 1 / 0 if target == section.key else make(target, maker)
    )
    notice = factories.notice("好页面", section)
    site.drain()
    look()
    assert of(notice).reason == "not_made"
    assert section.key in of(notice).detail


def test_a_receipt_replaced_by_a_newer_one_is_closed(publish, site):
    notice = publish()
    notice.title = "周六停水通知"
    notice = factories.publish(notice)
    site.drain()
    look()
    assert [receipt.state for receipt in ledger.history(notice.pk)] == ["live", "replaced"]


def test_a_failure_is_forgotten_when_the_page_changes_again(publish, server, site):
    notice = publish()
    server.misbehave = answer(404)
    look(2)
    server.misbehave = None
    notice.title = "周六停水通知"
    notice = factories.publish(notice)
    site.drain()
    assert Verification().look() == 1
    assert [receipt.state for receipt in ledger.history(notice.pk)] == ["live", "replaced"]


def test_what_a_killed_worker_looked_at_is_looked_at_by_the_next(publish, monkeypatch):
    notice = publish()
    monkeypatch.setattr(Verification, "_follow", lambda *_args: sys.exit("killed"))
    with pytest.raises(SystemExit):
        Verification().look()
    monkeypatch.undo()
    assert Verification().look() == 0, "it is the other worker's, for a while"
    look()
    assert of(notice).state == "live"


def test_many_receipts_are_looked_at_in_batches_that_fetch_shared_files_once(publish, section, server, site):
    for number in range(BATCH + 5):
        factories.notice(f"第{number}号通知", section)
    site.drain()
    server.asked.clear()
    assert Verification().look() == BATCH
    assert server.asked.count("/zh/feed.xml") == 1
    assert len(server.asked) < 3 * BATCH


def test_a_drain_needs_no_statement_for_receipts_but_one_where_files_are_removed(publish, site):
    notice = publish()
    notice.unpublish()
    with CaptureQueriesContext(connection) as queries:
        site.drain()
    told = [query["sql"] for query in queries if "receipt" in query["sql"] or "removedfile" in query["sql"]]
    assert len(told) == 1


def test_without_verification_a_page_is_live_when_it_is_written(publish, settings):
    settings.VERIFY_URL = ""
    notice = publish()
    look()
    assert (of(notice).state, of(notice).verified_at) == ("live", None)


def test_a_page_that_waits_for_the_index_is_live_and_looked_at_until_it_is_found(section, site, search):
    notice = factories.notice("周五停水通知", section)
    site.drain()
    look()
    assert (of(notice).state, of(notice).indexed_at) == ("live", None)
    assert of(notice).due_at
    search.drain()
    look()
    assert of(notice).indexed_at
    assert of(notice).due_at is None


@pytest.mark.parametrize(
    ("path", "address"), [("index.html", "/"), ("zh/notices/index.html", "/zh/notices/"), ("a.xml", "/a.xml")]
)
def test_a_file_is_asked_for_by_the_address_that_residents_use(path, address):
    assert address_of(path) == address


def test_links_are_found_whichever_way_they_are_written(settings):
    settings.PUBLIC_URL = "https://example.org/linli"
    content = (
        b'<a href="../b/?x=1&amp;y#z"><loc>https://example.org/linli/zh/c/</loc><a href="https://other/">'
    )
    assert links_in(content, "/zh/a/") == {"/zh/b/?x=1&y", "/zh/c/"}


def test_an_outage_is_logged_when_it_begins_and_when_it_is_over_not_for_each_receipt(publish, server, caplog):
    for number in range(3):
        publish(f"第{number}号通知")
    visitor = mock.Mock(get=mock.Mock(side_effect=fetching.UnreachableError("unreachable", "refused")))
    verification = Verification(visitor)
    for _time in range(3):
        Receipt.objects.exclude(due_at=None).update(due_at=timezone.now())
        verification.look()
    assert set(Receipt.objects.filter(verified_at=None).values_list("state", flat=True)) == {"failed"}
    assert [record.message.partition(": ")[2] for record in caplog.records] == [
        "nobody answers, looking again: refused"
    ]
    visitor.get = fetching.Visitor().get
    Receipt.objects.exclude(due_at=None).update(due_at=timezone.now())
    verification.look()
    assert not Receipt.objects.filter(verified_at=None).exists()
    assert [record.message.partition(": ")[2] for record in caplog.records][1:] == ["answers again"]
