"""Who may load what from where."""

import pytest

from tests import factories

pytestmark = pytest.mark.django_db


def test_public_pages_allow_no_inline_script_or_style(client):
    policy = client.get("/zh/nothing/")["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe-inline" not in policy


def test_only_the_admin_allows_its_own_inline_scripts(client):
    client.force_login(factories.administrator())
    policy = client.get("/admin/")["Content-Security-Policy"]
    assert "script-src 'self' 'unsafe-inline'" in policy
    assert "http:" not in policy.replace("http://testserver", "")
