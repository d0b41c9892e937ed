"""Codes that prove whose phone it is, and the ways that they go."""

import json
import logging
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core import mail
from django.utils import timezone

from cms.intake import codes, senders
from cms.intake.models import Code

pytestmark = pytest.mark.django_db
PHONE = "13800138000"


def later(**by) -> None:
    """Let time pass for what was sent."""
    for code in Code.objects.all():
        Code.objects.filter(pk=code.pk).update(sent_at=code.sent_at - timedelta(**by))


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06}"


def test_a_code_is_right_once():
    code, _ = codes.make(PHONE)
    assert len(code) == 6
    assert PHONE not in str(Code.objects.values())
    assert codes.check("13900139000", code) == "over"
    assert codes.check(PHONE, wrong(code)) == "wrong"
    assert codes.check(PHONE, code) is None
    assert codes.check(PHONE, code) == "over"


def test_five_wrong_tries_end_it():
    code, _ = codes.make(PHONE)
    assert [codes.check(PHONE, wrong(code)) for _ in range(5)] == ["wrong"] * 4 + ["over"]
    assert codes.check(PHONE, code) == "over"


def test_it_is_over_after_ten_minutes_and_when_another_is_sent():
    first, _ = codes.make(PHONE)
    later(minutes=11)
    assert codes.check(PHONE, first) == "over"
    second, _ = codes.make(PHONE)
    later(minutes=2)
    third, _ = codes.make(PHONE)
    assert codes.check(PHONE, second) == ("wrong" if second != third else None)


def test_sends_are_limited_by_the_minute_and_by_the_day():
    for _ in range(codes.MOST_A_DAY):
        assert codes.make(PHONE)[1] is None
        assert codes.make(PHONE) == ("", "wait")
        later(minutes=2)
    assert codes.make(PHONE) == ("", "many")
    assert codes.make("13900139000")[1] is None
    Code.objects.update(sent_at=timezone.now() - timedelta(days=1))
    assert codes.make(PHONE)[1] is None


class Gateway(BaseHTTPRequestHandler):
    taken: list = []
    status = 200

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.taken.append((self.headers["Authorization"], json.loads(body)))
        self.send_response(self.status)
        self.end_headers()

    def log_message(self, *_words):
        pass


@pytest.fixture
def gateway(settings):
    with HTTPServer(("127.0.0.1", 0), Gateway) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        settings.CODE_SENDER = f"http://127.0.0.1:{server.server_port}/codes"
        settings.CODE_SENDER_TOKEN = "a token"
        yield server
        server.shutdown()
        thread.join()


def test_a_gateway_gets_the_code_as_json_or_is_told_of(gateway, monkeypatch):
    senders.send(PHONE, "123456", "zh-hans")
    authorization, data = Gateway.taken.pop()
    assert authorization == "Bearer a token"
    assert (data["phone"], data["code"]) == (PHONE, "123456")
    assert "123456" in data["text"]
    monkeypatch.setattr(Gateway, "status", 503)
    with pytest.raises(senders.NotSentError, match="503"):
        senders.send(PHONE, "123456", "zh-hans")


def test_a_gateway_that_is_not_there_is_told_of(settings):
    settings.CODE_SENDER = "http://127.0.0.1:1/"
    with pytest.raises(senders.NotSentError) as told:
        senders.send(PHONE, "123456", "zh-hans")
    assert PHONE not in str(told.value)


def test_by_mail(settings):
    settings.CODE_SENDER = "mailto:{phone}@sms.example.org"
    senders.send(PHONE, "123456", "en")
    assert mail.outbox[0].to == [f"{PHONE}@sms.example.org"]
    assert "123456" in mail.outbox[0].body


def test_the_console_tells_the_code_and_not_the_number(caplog):
    with caplog.at_level(logging.WARNING):
        senders.send(PHONE, "123456", "en")
    assert "138****8000: 123456" in caplog.text
    assert PHONE not in caplog.text
