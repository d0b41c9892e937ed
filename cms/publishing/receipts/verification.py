"""Following receipts: is it written, is it indexed, and does the public address answer with just those bytes?

Nothing here delays a projection: it runs beside them, in small batches, the newest receipt first.
"""

import html
import logging
import re
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urldefrag, urljoin

from django.conf import settings
from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from cms.publishing.models import PublicFile, Receipt
from cms.publishing.receipts.fetching import Answer, UnreachableError, Visitor
from cms.publishing.receipts.ledger import PAGE, files_of
from cms.publishing.receipts.waiting import Waiting, waits_unharmed
from cms.publishing.redirects import routes
from cms.publishing.rendering.renderer import file_of

logger = logging.getLogger(__name__)
BATCH = 20  # receipts at a time
CHECKED = (
    24  # written files of a receipt, besides the page itself, that are fetched; feeds and sitemaps first
)
LISTED = 100  # paths of each kind that a receipt names; it counts all
LEASE = timedelta(seconds=90)  # after which another worker takes over what a killed one looked at
LONGEST_LOOK = 30.0  # seconds for a batch, well within the lease; what is not looked at then comes next
SOON = timedelta(seconds=0.3)
GRACE = timedelta(seconds=1)  # a file may be replaced just while it is fetched: one bad answer proves nothing
LONGEST_WAIT = timedelta(minutes=10)
LINK = re.compile(rb"""(?:href="([^"]*)")|(?:<loc>([^<]*)<)""")
FOLLOWED = ["state", "reason", "detail", "attempts", "due_at", "written", "removed", "paths"]
FOLLOWED += ["written_at", "indexed_at", "verified_at"]


class WrongAnswerError(Exception):
    """The public address does not answer as it should; `reason` is one of the words in reasons.py."""

    def __init__(self, reason: str, detail: str):
        super().__init__(detail)
        self.reason = reason


class Verification:
    """Looks at receipts for one worker; its connections stay open between batches.

    `give_way` is called before each receipt and may wait while there is something better to do.
    """

    def __init__(self, visitor: Visitor | None = None, give_way: Callable[[], object] = lambda: None):
        self._visitor, self._give_way = visitor or Visitor(), give_way
        self._answers: dict[str, Answer | UnreachableError] = {}
        self._nobody: UnreachableError | None = None
        self._is_away = False  # nobody answered when somebody was last asked

    def look(self, limit: int = BATCH) -> int:
        """Look at the receipts that are due, the newest first. Returns how many; 0: nothing to do now."""
        receipts = _take(limit)
        if receipts:
            self._answers, self._nobody = {}, None
            waiting, deadline = Waiting(receipts), time.monotonic() + LONGEST_LOOK
            for receipt in receipts:
                if time.monotonic() < deadline:
                    self._give_way()
                    self._follow(receipt, waiting)
                else:
                    receipt.due_at = timezone.now()
            with transaction.atomic():
                for receipt in receipts:
                    found = {name: getattr(receipt, name) for name in FOLLOWED}
                    Receipt.objects.filter(pk=receipt.pk).update(**found)  # it may be forgotten by now
        return len(receipts)

    def look_for(self, seconds: float) -> None:
        """Look at what is due, for so many seconds at most."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and self.look():
            pass

    def _follow(self, receipt: Receipt, waiting: Waiting) -> None:
        now = timezone.now()
        if receipt.indexed_at is None and not waiting.search(receipt):
            receipt.indexed_at = now
        if failure := waiting.failure(receipt):
            _fail(receipt, "not_made", failure, now)
            _tell(receipt)
        elif waiting.site(receipt):
            receipt.due_at = now + SOON
        else:
            if receipt.written_at is None:
                _count_files(receipt, now)
            self._settle(receipt)

    def _settle(self, receipt: Receipt) -> None:
        """What is written is looked at by its address."""
        try:
            if receipt.verified_at is None and settings.VERIFY_URL:
                self._verify(receipt)
                receipt.verified_at = timezone.now()
        except (WrongAnswerError, UnreachableError) as problem:
            if receipt.attempts:
                _fail(receipt, problem.reason, str(problem), timezone.now())
                if problem is not self._nobody:
                    _tell(receipt)
            else:
                receipt.attempts, receipt.due_at = 1, timezone.now() + GRACE
            return
        is_gone = receipt.action == Receipt.Action.TAKEN_DOWN
        receipt.state = Receipt.State.GONE if is_gone else Receipt.State.LIVE
        receipt.reason = receipt.detail = ""
        receipt.due_at = None if receipt.indexed_at else timezone.now() + GRACE

    def _verify(self, receipt: Receipt) -> None:
        """Raises WrongAnswerError or UnreachableError where an address does not answer with what was written."""
        own = file_of(receipt.url)
        written = [path for path in receipt.paths["written"] if path != own and not path.endswith("404.html")]
        written.sort(key=lambda path: not path.endswith(".xml"))
        paths = list(dict.fromkeys([own, *written[:CHECKED], *receipt.paths["removed"]]))
        there = list(PublicFile.objects.filter(path__in=paths))
        digests = {file.path: file.digest for file in there}
        moved = {file.path for file in there if file.target.startswith(routes.KIND)}
        if own not in digests and receipt.action != Receipt.Action.TAKEN_DOWN:
            raise WrongAnswerError("not_made", own)
        gone = receipt.url if own not in digests else ""
        for path in paths:
            answer = self._ask(address_of(path))
            if path in moved and 300 <= answer.status < 400:
                continue  # the web server redirects by itself what the page there would
            check(path, answer, digests.get(path))
            if gone and path in digests and gone in links_in(answer.content, address_of(path)):
                raise WrongAnswerError("still_named", path)

    def _ask(self, url: str) -> Answer:
        """Lists that many receipts changed are fetched once in a batch, and a dead server is tried once."""
        if self._nobody:
            raise self._nobody
        if url not in self._answers:
            try:
                self._answers[url] = self._visitor.get(url)
                self._say(None)
            except UnreachableError as error:
                self._answers[url] = error
                self._nobody = None if error.is_connected else error
                self._say(self._nobody)
        answer = self._answers[url]
        if isinstance(answer, UnreachableError):
            raise answer
        return answer

    def _say(self, nobody: UnreachableError | None) -> None:
        """Log when nobody answers any more, and when somebody does again: not for each receipt."""
        if nobody and not self._is_away:
            logger.warning("%s: nobody answers, looking again: %s", settings.VERIFY_URL, nobody)
        elif self._is_away and not nobody:
            logger.warning("%s: answers again", settings.VERIFY_URL)
        self._is_away = bool(nobody)


def check(path: str, answer: Answer, digest: str | None) -> None:
    """Raises WrongAnswerError where the answer is not the file with this digest, or with None not a "not found"."""
    if digest is None:
        if answer.status not in (404, 410):
            raise WrongAnswerError("still_there", f"{path}: {answer.status}")
    elif 300 <= answer.status < 400:
        raise WrongAnswerError("redirected", f"{path}: {answer.location}")
    elif answer.status in (404, 410):
        raise WrongAnswerError("missing", path)
    elif answer.status != 200:
        raise WrongAnswerError("refused", f"{path}: {answer.status}")
    elif answer.digest != digest:
        raise WrongAnswerError("differs", path)


def address_of(path: str) -> str:
    """The address by which residents ask for a file: "zh/notices/index.html" is "/zh/notices/"."""
    return "/" + path.removesuffix("index.html") if path.rpartition("/")[2] == "index.html" else f"/{path}"


def links_in(content: bytes, url: str) -> set[str]:
    """The addresses on this site, without the base path, that a page, feed or sitemap at `url` links to."""
    here = settings.PUBLIC_URL + url
    found = (html.unescape((href or loc).decode(errors="replace")) for href, loc in LINK.findall(content))
    whole = (urldefrag(urljoin(here, link))[0] for link in found)
    return {link.removeprefix(settings.PUBLIC_URL) for link in whole if link.startswith(settings.PUBLIC_URL)}


def _take(limit: int) -> list[Receipt]:
    """Receipts that are due and not another worker's; older ones of the same page are closed."""
    now = timezone.now()
    newer = Receipt.objects.filter(page=OuterRef("page"), pk__gt=OuterRef("pk"))
    key = Concat(Value(PAGE), Cast(OuterRef("page"), CharField()))
    due = Receipt.objects.filter(~Exists(waits_unharmed(key)), due_at__lte=now).order_by("-pk")
    if not due.exists():
        return []
    with transaction.atomic():
        rows = list(
            due.annotate(is_replaced=Exists(newer)).select_for_update(skip_locked=True, of=("self",))[:limit]
        )
        older = Receipt.objects.filter(Exists(newer), page__in=[row.page for row in rows])
        older.exclude(due_at=None).update(state=Receipt.State.REPLACED, due_at=None, reason="", detail="")
        taken: list[Receipt] = [row for row in rows if not row.is_replaced]
        Receipt.objects.filter(pk__in=[row.pk for row in taken]).update(due_at=now + LEASE)
    return taken


def _count_files(receipt: Receipt, now: datetime) -> None:
    """Note which files came of a change, and when the last of them was done."""
    written, removed = files_of(receipt)
    parts = {"written": list(written[:LISTED]), "removed": list(removed[:LISTED])}
    times = [when for rows in parts.values() for _path, when in rows]
    receipt.written_at = max(times, default=now)
    receipt.paths = {name: [path for path, _when in rows] for name, rows in parts.items()}
    receipt.written, receipt.removed = (
        len(rows) if len(rows) < LISTED else found.count()
        for rows, found in zip(parts.values(), (written, removed), strict=True)
    )


def _fail(receipt: Receipt, reason: str, detail: str, now: datetime) -> None:
    """It is looked at again after 2, 4, 8 … seconds, 10 minutes at most."""
    receipt.attempts += 1
    receipt.state, receipt.reason, receipt.detail = Receipt.State.FAILED, reason, detail[:2000]
    receipt.due_at = now + min(timedelta(seconds=2 ** min(receipt.attempts, 12)), LONGEST_WAIT)


def _tell(receipt: Receipt) -> None:
    logger.warning("%s: %s %s", receipt.url, receipt.reason, receipt.detail)
