"""The web server's processes are killed in the middle of publish requests: a page is published wholly or not at all."""

import os
import random
import signal
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import urllib3
from django.conf import settings as config
from django.db import connection, transaction
from django.test import Client

from cms.notices.models import NoticePage
from cms.publishing.models import Pending, StoredDocument
from tests import factories
from tests.support.machine import free_port
from tests.support.serving import answers, kill, processes_of, serve
from tests.support.waiting import wait_until

pytestmark = pytest.mark.django_db
MOMENTS = int(os.environ.get("LINLI_KILLS", "30"))
PAGES = 3  # in flight at once
ACTIONS = {True: "unpublish", False: "publish"}


def signed_in():
    """The headers of a browser that may do everything."""
    client = Client()
    client.force_login(factories.administrator())
    client.get("/admin/account/")
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    assert {config.SESSION_COOKIE_NAME, "csrftoken"} <= cookies.keys()
    words = "; ".join(f"{name}={value}" for name, value in cookies.items())
    return {"Cookie": words, "X-CSRFToken": cookies["csrftoken"]}


def status_of(address, headers):
    """The status of a POST to this address, or None where the connection broke off in the middle."""
    try:
        return urllib3.request("POST", address, headers=headers, redirect=False, retries=False).status
    except urllib3.exceptions.HTTPError:
        return None


def state_of(pages):
    """Of each page at one moment: whether it is live, whether it has a document, and the stamp of its waiting work."""
    with transaction.atomic():
        if connection.vendor == "postgresql":  # what was sent before the kill may be committed just now
            connection.cursor().execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        live = dict(NoticePage.objects.in_bulk(pages))
        documents = set(StoredDocument.objects.values_list("key", flat=True))
        stamps = dict(Pending.objects.filter(projection="site").values_list("subject", "stamp"))
    return {pk: (live[pk].live, f"page:{pk}" in documents, stamps.get(f"page:{pk}")) for pk in pages}


def test_a_publish_whose_process_is_killed_is_whole_or_not_at_all(office, tmp_path):
    luck, port, headers = random.Random(20260302), free_port(), signed_in()
    pages = [factories.notice(f"第{number}号", slug=f"page-{number}").pk for number in range(PAGES)]
    state, broken, acknowledged = state_of(pages), 0, 0

    def ask(pk):
        """The status and the seconds of publishing a page that is not live, or of unpublishing it."""
        begun = time.monotonic()
        action = f"http://127.0.0.1:{port}/admin/bulk/wagtailcore/page/{ACTIONS[state[pk][0]]}/"
        status = status_of(f"{action}?id={pk}&next=/admin/", headers)
        return status, time.monotonic() - begun

    with office.start(serve, port) as server, ThreadPoolExecutor(PAGES) as browsers:
        wait_until(lambda: answers(port), office.told)
        statuses, seconds = zip(*browsers.map(ask, pages), strict=True)
        assert statuses == (302,) * PAGES, office.log.read_text()
        state = state_of(pages)
        for _moment in range(MOMENTS):
            coming, before = browsers.map(ask, pages), state
            time.sleep(luck.random() * max(seconds) * 1.3)  # as long as requests took just before
            workers = processes_of(server.pid)
            kill(luck.choice([workers, workers[:1], workers[1:]]))  # one, or all that answer
            (statuses, seconds), after = zip(*coming, strict=True), state_of(pages)
            for pk, status in zip(pages, statuses, strict=True):
                is_live, has_document, stamp = after[pk]
                assert status in (302, None)
                assert has_document == is_live
                assert (is_live != before[pk][0]) == (stamp != before[pk][2])
                assert is_live != before[pk][0] or status is None
            state = after
            broken, acknowledged = broken + statuses.count(None), acknowledged + statuses.count(302)
        server.signal(signal.SIGTERM)
        server.wait()
    assert min(broken, acknowledged) > MOMENTS / 4
    assert office.start(office.work, "--once").wait() == 0
    assert [office.public_state(f"page-{number}") == "gone" for number in range(PAGES)] == [
        not state[pk][0] for pk in pages
    ]
    assert office.differences(tmp_path / "fresh") == []
