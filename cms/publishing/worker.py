"""The worker: drains what waits for the public tree and the index, and does what the clock asks for."""

import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.db import (
    InterfaceError,
    InternalError,
    OperationalError,
    close_old_connections,
    connection,
)
from django.utils import timezone

from cms.publishing import indexing, pending, schedule
from cms.publishing.bell import Bell
from cms.publishing.locks import BusyError
from cms.publishing.media import pressing
from cms.publishing.media.painting import Painter, paint
from cms.publishing.models import Pending
from cms.publishing.receipts.attendant import Attendant
from cms.publishing.receipts.verification import Verification
from cms.publishing.tree import power
from cms.publishing.tree.site import SiteProjection
from search.api import EngineUnavailableError

logger = logging.getLogger(__name__)
DATABASE_TROUBLE = (OperationalError, InterfaceError, InternalError)  # locked, away, or it cut us off
PAUSE = 0.5  # seconds between looks at what waits, unless the bell rings
TROUBLE = 1.5  # seconds until what went wrong is tried again
CLOCK = 15.0  # seconds between looks at the clock, at most: it is looked at when something is planned for
PATIENCE = 10.0  # seconds that one drain looks at what the public address answers


class Worker:
    """One process's worker. `stop` is asked between steps and ends the loop when it answers true."""

    def __init__(self) -> None:
        self.site = SiteProjection(settings.PUBLIC_DIR)
        self.search = indexing.default_projection()
        self._attendant = Attendant()
        self._aside = [Painter(), Painter(pending.PAPERS, "make_papers")]
        self._troubles: dict[str, str] = {}

    def drain(self) -> str:
        """Do everything that waits or is due now. Returns what was done, in one line.

        Search comes before the site, since it may give pages new recommended articles.
        """
        due = schedule.run_due()
        report = self.site.drain()
        indexed = self._indexed()
        if paint():
            self._indexed()
        pressing.press()
        again = self.site.drain()
        report.written, report.removed = report.written + again.written, report.removed + again.removed
        report.kept, report.failed = report.kept + again.kept, report.failed + again.failed
        report.seconds += again.seconds
        Verification().look_for(seconds=PATIENCE)
        return f"{report}; {indexed} indexed; {due} due"

    def _indexed(self) -> int:
        try:
            return self.search.drain()
        except EngineUnavailableError as error:
            logger.warning("search: %s; what waits is kept", error)
            return 0

    def run(self, stop: Callable[[], bool]) -> None:
        """Work until told to stop. Trouble with the disk, database or index is waited out, never fatal."""
        next_clock = 0.0
        # A worker before may have been killed, something may have failed, and an index that was never made, or by
        # another version, waits for nobody's work.
        is_unsure, has_recovered = True, False
        self._attendant.start()
        bell = Bell()
        while not stop():
            try:
                if time.monotonic() >= next_clock:
                    schedule.run_due()
                    next_clock = time.monotonic() + schedule.seconds_to_next(CLOCK)
                    self._attendant.clock_at = timezone.now()
                if not has_recovered:
                    power.recover()
                    has_recovered = True
                if is_unsure or Pending.objects.exclude(projection__in=pending.ASIDE).exists():
                    is_unsure = not self._step("site", self.site.drain)
                    self._step("search", self.search.drain)
                for process in self._aside:
                    process.tend()
                self._tell("database", "")
            except DATABASE_TROUBLE as error:
                self._tell("database", str(error))
                is_unsure = True
                connection.close()
            close_old_connections()
            bell.wait(PAUSE)
        bell.close()
        for process in self._aside:
            process.end()
        self._attendant.end()

    def _step(self, name: str, drain: Callable[[], object]) -> bool:
        """One projection's trouble never holds up the other. Returns whether there was none."""
        try:
            with self._attendant.aside():
                drain()
            self._tell(name, "")
            self._attendant.say(name, "")
            self._attendant.wake()
            return True
        except DATABASE_TROUBLE:
            raise
        except EngineUnavailableError as error:  # the projection rests by itself, and the site goes on
            self._attendant.say(name, str(error))
        except (OSError, BusyError) as error:
            self._attendant.say(name, str(error))
            self._tell(name, str(error))
            time.sleep(TROUBLE)
        except Exception as error:
            self._attendant.say(name, repr(error))
            self._tell(name, repr(error), trace=True)
            time.sleep(TROUBLE)
        return False

    def _tell(self, name: str, trouble: str, *, trace: bool = False) -> None:
        """Log what keeps something from working when it begins, and when it is over: not each time it is tried."""
        before, self._troubles[name] = self._troubles.get(name, ""), trouble
        if trouble and not before:
            logger.warning("%s: %s; trying again", name, " ".join(trouble.split()), exc_info=trace)
        elif before and not trouble:
            logger.warning("%s: works again", name)
