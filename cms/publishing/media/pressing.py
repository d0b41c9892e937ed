"""Setting the papers that wait, in a process of its own: it takes a second for each, and much memory."""

import hashlib
import logging
import re
from collections.abc import Callable

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from cms.core.documents import Data
from cms.publishing import pending
from cms.publishing.locks import BusyError, hold
from cms.publishing.media.papers import KIND, QUEUE
from cms.publishing.media.typesetting import TypesettingError, typeset, version
from cms.publishing.models import Paper, Pending, StoredDocument
from cms.publishing.rendering.maker import SOURCES
from cms.publishing.rendering.renderer import Links, Renderer

logger = logging.getLogger(__name__)
AT_ONCE = 20
LINK = re.compile(r"</?a(?:\s[^>]*)?>")


def press(stop: Callable[[], bool] = lambda: False) -> int:
    """Set what waits, until told to stop. Returns how many papers are new; 0 where another process is at it."""
    count, renderer = 0, None
    try:
        with hold(QUEUE, patience=0.1):
            while not stop() and (rows := pending.take(QUEUE, AT_ONCE)):
                renderer = renderer or Renderer(SOURCES, settings.DATA_DIR / "templates")
                count += sum(_look_after(row, renderer) for row in rows if not stop())
    except BusyError:
        logger.info("another process sets papers")
    return count


def source_of(doc: Data, renderer: Renderer) -> str:
    """What the paper of a document is set from. It leads nowhere: it is read without the site."""
    links = Links("/", {}, lambda _key: None)
    html = renderer.render(
        f"papers/{doc['type']}.html", locale=doc["locale"], links=links, site={}, catalogue=None, doc=doc
    )
    return LINK.sub("", html)


def _look_after(row: Pending, renderer: Renderer) -> bool:
    """Bring one paper up to date. Returns whether it was set."""
    key = row.subject.removeprefix(KIND)
    document = StoredDocument.objects.filter(pk=key).first()
    if document is None:
        _drop(key)
        pending.done([row])
        return False
    try:
        html = source_of(document.content, renderer)
        digest = hashlib.sha256(f"{version()}\n{html}".encode()).hexdigest()
        paper = Paper.objects.filter(pk=key).first()
        if paper and paper.source == digest and default_storage.exists(paper.file):
            pending.done([row])
            return False
        _keep(key, digest, typeset(html, digest))
    except TypesettingError as error:
        logger.warning("%s: %s", row.subject, error)
        pending.failed(QUEUE, {row.subject: str(error)})
        return False
    except Exception as error:
        logger.exception("could not set %s", row.subject)
        pending.failed(QUEUE, {row.subject: f"{type(error).__name__}: {error}"})
        return False
    pending.done([row])
    return True


@transaction.atomic
def _keep(key: str, digest: str, data: bytes) -> None:
    name = f"papers/{key.rpartition(':')[2]}-{digest[:16]}.pdf"
    before = Paper.objects.filter(pk=key).values_list("file", flat=True).first()
    if default_storage.exists(name):
        default_storage.delete(name)
    kept = default_storage.save(name, ContentFile(data))
    Paper.objects.update_or_create(pk=key, defaults={"source": digest, "file": kept, "size": len(data)})
    pending.ask("site", [KIND + key])
    if before and before != kept:
        transaction.on_commit(lambda: default_storage.delete(before))


@transaction.atomic
def _drop(key: str) -> None:
    if paper := Paper.objects.filter(pk=key).first():
        paper.delete()
        transaction.on_commit(lambda: default_storage.delete(paper.file))
