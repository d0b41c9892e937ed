"""The public site and the search index, as an operator sees them: both can be made again from the data."""

import shutil
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.management import call_command


def bring_up_to_date(say: Callable[[str], object]) -> None:
    """Makes the search index where it is missing, and of the public site what is missing or out of date.

    So a restored database, a new DATA_DIR and a new version of Linli show what they should from the start.
    The index comes first, for the pages show what it finds alike. `say` takes one line of progress.
    """
    index = _embedded_index()
    if index and not index.exists():
        say("Making the search index …")
        call_command("rebuild_index")
    say("Building the public site …")
    call_command("build_site")


def forget() -> None:
    """Tells the next start that site and index were made from other data."""
    # Without its first page the whole site is looked through, and files that nothing stands for are removed.
    (Path(settings.PUBLIC_DIR) / "index.html").unlink(missing_ok=True)
    if index := _embedded_index():
        shutil.rmtree(index, ignore_errors=True)


def _embedded_index() -> Path | None:
    return None if "://" in settings.SEARCH_URL else Path(settings.SEARCH_URL)
