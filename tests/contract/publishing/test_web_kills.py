"""The web server's process is killed in the middle of publish requests: a page is published wholly or not at all."""

import os
import random
import signal
import socket
import time
from contextlib import suppress
from pathlib import Path
from threading import Thread

import pytest
import urllib3
from django.conf import settings as config
from django.core.wsgi import get_wsgi_application
from django.test import Client
from gunicorn.app.base import BaseApplication

from cms.notices.models import NoticePage
from cms.publishing.models import Pending, StoredDocument
from tests import factories
from tests.support.machine import free_port
from tests.support.waiting import wait_until

pytestmark = pytest.mark.django_db
MOMENTS = 10


class Server(BaseApplication):
    """gunicorn as `make run` starts it, with one process that answers."""

    def __init__(self, port: int):
        self.port = port
        super().__init__()

    def load_config(self):
        for name, value in {
            "bind": f"127.0.0.1:{self.port}",
            "workers": 1,
            "worker_class": "gthread",
        }.items():
            self.cfg.set(name, value)

    def load(self):
        return get_wsgi_application()


def serve(port):
    Server(port).run()


def processes_of(pid):
    with suppress(FileNotFoundError):
        return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def status_of(address, cookies):
    """The status of publishing by this address, or None where the connection broke off in the middle."""
    headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
    headers |= {"X-CSRFToken": cookies["csrftoken"]}
    try:
        return urllib3.request("POST", address, headers=headers, redirect=False, retries=False).status
    except urllib3.exceptions.HTTPError:
        return None


def answers(port):
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        return True


@pytest.mark.parametrize("office", ["sqlite"], indirect=True)
def test_a_publish_whose_process_is_killed_is_whole_or_not_at_all(office):
    luck, port = random.Random(20260302), free_port()
    client = Client()
    client.force_login(factories.administrator())
    client.get("/admin/account/")
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    assert {config.SESSION_COOKIE_NAME, "csrftoken"} <= cookies.keys()
    Pending.objects.all().delete()
    with office.start(serve, port) as server:
        wait_until(lambda: answers(port), office.told)

        def kill_soon():
            time.sleep(luck.random() * 0.3)
            for pid in processes_of(server.pid):
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)

        for number in range(MOMENTS):
            page = factories.notice(f"第{number}号", live=False)
            address = (
                f"http://127.0.0.1:{port}/admin/bulk/wagtailcore/page/publish/?id={page.pk}&next=/admin/"
            )
            killer = Thread(target=kill_soon)
            if number % 3:
                killer.start()
            answer = status_of(address, cookies)
            if killer.ident:
                killer.join()
            else:
                assert answer == 302
            is_live = NoticePage.objects.get(pk=page.pk).live
            assert is_live or answer != 302
            assert StoredDocument.objects.filter(pk=page.key).exists() == is_live
            assert Pending.objects.filter(projection="site", subject=page.key).exists() == is_live
        server.signal(signal.SIGTERM)
        server.wait()
    assert office.start(office.work, "--once").wait() == 0
    live = NoticePage.objects.live().filter(title__startswith="第").exclude(slug__startswith="first")
    assert all(office.public_state(page.slug) in page.title for page in live)
