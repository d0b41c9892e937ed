"""Where laws that hold for many at once are tested."""

import pytest
from modelsearch.backends.database.postgres import weights

from tests.support.installation import Installation


@pytest.fixture(params=["sqlite", "postgres"])
def office(request, tmp_path, settings):
    """An installation that a test's processes share."""
    settings.PROXIES = 1
    if request.param == "sqlite":
        made = request.getfixturevalue("installation")
    else:
        server, template = (request.getfixturevalue(name) for name in ("postgres", "migrated_postgres"))
        if not weights.BOOSTS_WEIGHTS:  # Wagtail's search makes them at the start, when it finds PostgreSQL
            weights.set_weights()
        made = Installation(tmp_path / "data", server.create_database(template=template))
    with made.active():
        yield made
