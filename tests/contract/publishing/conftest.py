"""Installations on both databases."""

import pytest
from modelsearch.backends.database.postgres import weights

from cms.publishing.rendering.maker import Workshop
from tests.support.installation import Installation
from tests.support.machine import free_port
from tests.support.office import Office


@pytest.fixture(scope="session")
def workshop():
    """Templates are compiled once for all tests."""
    return Workshop()


@pytest.fixture(params=["sqlite", "postgres"])
def office(request, tmp_path, settings, workshop):
    """An office on a database of its own; nobody answers at its public address."""
    settings.PUBLIC_URL = settings.VERIFY_URL = f"http://127.0.0.1:{free_port()}"
    if request.param == "sqlite":
        installation = request.getfixturevalue("installation")
    else:
        server, template = (request.getfixturevalue(name) for name in ("postgres", "migrated_postgres"))
        if not weights.BOOSTS_WEIGHTS:  # Wagtail's search makes them at the start, when it finds PostgreSQL
            weights.set_weights()
        installation = Installation(tmp_path / "data", server.create_database(template=template))
    with installation.active():
        yield Office(installation, tmp_path, workshop)
