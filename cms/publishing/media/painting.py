"""Making pictures as AVIF in a process of its own, so that no publish ever waits for one.

Each size is a step; what a killed process had not finished, the next one does.
"""

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress

from django.conf import settings
from django.db import transaction
from wagtail.images.models import SourceImageIOError

from cms.core.media import rendition_of
from cms.core.models import Image
from cms.core.pictures import blur
from cms.publishing import pending
from cms.publishing.locks import BusyError, hold
from cms.publishing.media.pictures import QUEUE, SUBJECT
from cms.publishing.models import MediaUse, Pending
from cms.publishing.services import refresh_pages, users_of

logger = logging.getLogger(__name__)
AT_ONCE = 20  # pictures whose pages are made again together
NICE = 15  # how far the process steps back behind others
REST = 5.0  # seconds between two starts of it


class Painter:
    """Starts the process of a queue where something waits for it and none is at work; by default that of pictures."""

    def __init__(self, queue: str = QUEUE, command: str = "make_pictures") -> None:
        self._queue, self._command = queue, command
        self._process: subprocess.Popen[bytes] | None = None
        self._next = 0.0

    def tend(self) -> None:
        """Start it if need be. Returns at once."""
        if (self._process and self._process.poll() is None) or time.monotonic() < self._next:
            return
        self._next = time.monotonic() + REST
        if pending.take(self._queue, 1):
            self._process = subprocess.Popen(
                [sys.executable, str(settings.PROJECT / "manage.py"), self._command],
                stdin=subprocess.DEVNULL,
            )

    def end(self) -> None:
        """Stop it: it goes on where it was at the next start."""
        if self._process and self._process.poll() is None:
            self._process.terminate()
            self._process.wait(10)


def paint(stop: Callable[[], bool] = lambda: False) -> int:
    """Make what waits, until told to stop. Returns how many pictures are ready; 0 where another process is at it."""
    count = 0
    try:
        with hold(QUEUE, patience=0.1):
            while not stop() and (rows := pending.take(QUEUE, AT_ONCE)):
                names = {row: name for row in rows if not stop() and (name := _make(row))}
                _show(names)
                count += len(names)
    except BusyError:
        logger.info("another process makes pictures")
    return count


def ask_for_all() -> None:
    """Ask for every public picture that has no AVIF, such as those of before there was any, and note the colours that
    stand in for a picture while it comes.
    """
    for image in Image.objects.filter(blur="").iterator():
        with suppress(SourceImageIOError), image.open_file() as file:
            Image.objects.filter(pk=image.pk).update(blur=blur(file.read()))
    used = MediaUse.objects.filter(kind="image").values("source")
    without = [image for image in Image.objects.filter(pk__in=used) if image.avif != image.public_name()]
    pending.ask(QUEUE, [f"{SUBJECT}{image.pk}" for image in without])


def step_back() -> Callable[[], bool]:
    """Let whoever has something to do for people go first. Returns what tells whether this process was told to stop."""
    os.nice(NICE)
    told: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda got, _frame: told.append(got))
    return lambda: bool(told)


def _make(row: Pending) -> str:
    """Make all sizes of a picture. Returns its public name; "" where there is nothing to show now."""
    image = Image.objects.filter(pk=_key(row)).first()
    if image is None or not MediaUse.objects.filter(kind="image", source=image.pk).exists():
        pending.done([row])
        return ""
    try:
        for width in image.public_widths():
            rendition_of(image, width, "avif")
    except Exception as error:
        logger.exception("could not make %s", row.subject)
        pending.failed(QUEUE, {row.subject: f"{type(error).__name__}: {error}"})
        return ""
    return image.public_name()


@transaction.atomic
def _show(names: dict[Pending, str]) -> None:
    """Have the pages of these pictures made again, once for all. What was replaced meanwhile waits for its turn."""
    images = Image.objects.in_bulk([_key(row) for row in names])
    ready = [
        row for row, name in names.items() if _key(row) in images and images[_key(row)].public_name() == name
    ]
    for row in ready:
        Image.objects.filter(pk=_key(row)).update(avif=names[row])
    for row in ready:
        refresh_pages(users_of(images[_key(row)]))
    pending.done(ready)


def _key(row: Pending) -> int:
    return int(row.subject.removeprefix(SUBJECT))
