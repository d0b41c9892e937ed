"""The texts of attached files, read once for each content, apart from everything that publishes."""

import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from cms.core.documents import PublishedDocument
from cms.core.models import Attachment
from cms.publishing import pending
from cms.publishing.locks import BusyError, hold
from cms.publishing.models import MediaUse
from search.documents import Part

logger = logging.getLogger(__name__)

READ = ("pdf", "docx", "xlsx", "txt", "csv")
LARGEST = 60_000_000
PATIENCE = 45.0
"""Bytes of a file that is read, and seconds that its reader may take."""

READER = Path(__file__).with_name("file_reader.py")


class UnreadableError(Exception):
    """A file has no text that could be read, and will not have any later."""


class AttachmentText(models.Model):
    """What one content of a file says. `content` is the hash that its public address holds."""

    class State(models.TextChoices):
        WAITING = "waiting"
        READ = "read"
        UNREADABLE = "unreadable"

    content = models.CharField(max_length=16, primary_key=True)
    attachment = models.PositiveBigIntegerField()
    extension = models.CharField(max_length=10)
    state = models.CharField(max_length=12, choices=State, default=State.WAITING, db_index=True)
    text = models.TextField(blank=True)
    reason = models.CharField(max_length=200, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.content} {self.state}"


def parts(document: PublishedDocument) -> Iterator[Part]:
    """What the attachments of a document say, as far as it is known; what is not will be read."""
    files = {_content(file["url"]): file for file in document.attachments if file["extension"] in READ}
    if not files:
        return
    known = AttachmentText.objects.in_bulk(files)
    AttachmentText.objects.bulk_create(
        (
            AttachmentText(content=content, attachment=file["id"], extension=file["extension"])
            for content, file in files.items()
            if content not in known
        ),
        ignore_conflicts=True,
    )
    for content, file in files.items():
        if content in known and known[content].text:
            yield Part(anchor="", title=file["title"], text=known[content].text)


def _content(url: str) -> str:
    """The hash in an attachment's public address, /files/HASH/NAME."""
    return url.split("/")[2]


def read_waiting() -> int:
    """Read all files that wait, one after the other, unless another process is at it. Returns how many."""
    count = 0
    try:
        with hold("attachments", patience=0):
            while row := AttachmentText.objects.filter(state="waiting").order_by("asked_at").first():
                _settle(row)
                count += 1
    except BusyError:
        logger.info("another process reads the attachments")
    return count


def _settle(row: AttachmentText) -> None:
    """Read one file, keep what it says, and have the pages that offer it indexed again."""
    try:
        row.text, row.state = _text(row), AttachmentText.State.READ
    except UnreadableError as error:
        row.state, row.reason = AttachmentText.State.UNREADABLE, str(error)[:200]
        logger.warning("attachment %s has no text: %s", row.attachment, error)
    with transaction.atomic():
        row.save()
        if row.text:
            uses = MediaUse.objects.filter(url__startswith=f"/files/{row.content}/")
            pending.ask("search", uses.values_list("document_id", flat=True))


def _text(row: AttachmentText) -> str:
    attachment = Attachment.objects.filter(pk=row.attachment).first()
    if attachment is None or attachment.get_file_hash()[:16] != row.content:
        raise UnreadableError("the file was replaced or deleted")
    if (attachment.get_file_size() or 0) > LARGEST:
        raise UnreadableError("the file is too large")
    try:
        with attachment.file.open("rb") as file:
            return extract(file.read(), row.extension)
    except OSError as error:
        raise UnreadableError(str(error)) from error


def extract(data: bytes, extension: str) -> str:
    """The text of a file, read by a process that cannot do harm. Raises UnreadableError."""
    command = [sys.executable, "-I", str(READER), extension]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        raise UnreadableError("it took too long") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise UnreadableError(said[-1] if said else f"the reader ended with status {done.returncode}")
    return done.stdout.decode("utf-8", "replace")


_running: list[subprocess.Popen[bytes]] = []


def have_read() -> None:
    """Read what waits in another process, so that the worker goes on publishing meanwhile."""
    _running[:] = [process for process in _running if process.poll() is None]
    if _running or not AttachmentText.objects.filter(state="waiting").exists():
        return
    if settings.READ_ATTACHMENTS_APART:
        command = [sys.executable, str(settings.PROJECT / "manage.py"), "read_attachments"]
        _running.append(subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL))
    else:
        read_waiting()


def forget_unused() -> int:
    """Delete the texts of files that no public page offers any more. Returns how many."""
    kept = {_content(url) for url in MediaUse.objects.filter(kind="attachment").values_list("url", flat=True)}
    gone = [
        content for content in AttachmentText.objects.values_list("content", flat=True) if content not in kept
    ]
    return AttachmentText.objects.filter(content__in=gone).delete()[0]
