"""Where every test of campaigns starts: codes and messages that can be read."""

import pytest


@pytest.fixture(autouse=True)
def _codes_go_by_mail(settings):
    settings.CODE_SENDER = "mailto:{phone}@sms.example.org"
