"""Where every test of campaigns starts: codes and messages that can be read."""

import pytest
from django.db import transaction


@pytest.fixture(autouse=True)
def _codes_go_by_mail(settings):
    settings.CODE_SENDER = "mailto:{phone}@sms.example.org"


@pytest.fixture
def sent_at_once(monkeypatch):
    """Messages go when they are asked for: the test's transaction is never committed."""
    monkeypatch.setattr(transaction, "on_commit", lambda act, robust=False: act())
