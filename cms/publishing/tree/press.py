"""Building the whole site by a program that has publishing alone: a third of the memory, and there at once. See ADR 14.

It knows the tables of publishing, and no page. What only the whole program can do (publish what is due, make a size of
a picture) it leaves to that, which takes its place.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.models import Exists, OuterRef, Value
from django.db.models.functions import Concat
from django.utils import timezone

from cms.publishing.models import MediaUse, PublicFile, StoredDocument
from cms.publishing.tables import SiteFrame
from cms.publishing.tree.site import Progress, Report, SiteProjection, build_into

ROOMS = "LINLI_ROOMS"
DUE = """
    SELECT EXISTS (SELECT 1 FROM wagtailcore_revision WHERE approved_go_live_at <= %s)
    OR EXISTS (SELECT 1 FROM wagtailcore_page WHERE live AND expire_at <= %s)
"""

_first: Callable[[], object] | None = None


def register(first: Callable[[], object]) -> None:
    """Have this done before each build. Called once, when the whole program starts."""
    global _first  # noqa: PLW0603
    _first = first


def build(output: Path | None, *, full: bool, progress: Progress) -> Report:
    """Bring the public site up to date, or make all of it in the folder `output`.

    Raises OSError where the folder cannot be written, BusyError where others keep it.
    """
    if _first:
        _first()
    elif not suffices():
        _give_way()
    if output and output.resolve() != settings.PUBLIC_DIR:
        return build_into(output, progress)
    return SiteProjection(settings.PUBLIC_DIR).build(full=full, progress=progress)


def suffices() -> bool:
    """Whether publishing alone can build the site as it should be now."""
    return SiteFrame.objects.exists() and not _is_due() and not _lacks_originals()


def _is_due() -> bool:
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(DUE, [now, now])
        return bool(cursor.fetchone()[0]) or StoredDocument.objects.filter(changes_at__lte=now).exists()


def _lacks_originals() -> bool:
    known = PublicFile.objects.filter(target=Concat(Value("media:"), OuterRef("url"))).exclude(source="")
    return MediaUse.objects.filter(~Exists(known)).exists()


def _give_way() -> None:
    """Become the whole program, with the same command."""
    os.environ[ROOMS] = "all"
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606 - this very command
