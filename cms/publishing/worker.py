"""The worker: drains what waits for the public tree and the index, and does what the clock asks for."""

import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.db import OperationalError, close_old_connections, connection

from cms.publishing import indexing, schedule
from cms.publishing.locks import BusyError
from cms.publishing.models import Pending
from cms.publishing.site import SiteProjection

logger = logging.getLogger(__name__)
PAUSE = 0.15  # seconds between looks at what waits
CLOCK = 15.0  # seconds between looks at the clock


class Worker:
    """One process's worker. `stop` is asked between steps and ends the loop when it answers true."""

    def __init__(self) -> None:
        self.site = SiteProjection(settings.PUBLIC_DIR)
        self.search = indexing.default_projection()

    def drain(self) -> str:
        """Do everything that waits or is due now. Returns what was done, in one line.

        Search comes before the site, since it may give pages new recommended articles.
        """
        due = schedule.run_due()
        report = self.site.drain()
        indexed = self.search.drain()
        again = self.site.drain()
        report.written, report.removed = report.written + again.written, report.removed + again.removed
        report.kept, report.failed = report.kept + again.kept, report.failed + again.failed
        report.seconds += again.seconds
        return f"{report}; {indexed} indexed; {due} due"

    def run(self, stop: Callable[[], bool]) -> None:
        """Work until told to stop. Trouble with the disk, database or index is waited out, never fatal."""
        next_clock = 0.0
        while not stop():
            try:
                if time.monotonic() >= next_clock:
                    next_clock = time.monotonic() + CLOCK
                    schedule.run_due()
                if Pending.objects.exists():
                    self._step("site", self.site.drain)
                    self._step("search", self.search.drain)
            except OperationalError:
                logger.warning("the database is not answering; trying again")
                connection.close()
            close_old_connections()
            time.sleep(PAUSE)

    def _step(self, name: str, drain: Callable[[], object]) -> None:
        """One projection's trouble never holds up the other."""
        try:
            drain()
        except OperationalError:
            raise
        except (OSError, BusyError) as error:
            logger.warning("%s: %s; trying again", name, error)
            time.sleep(PAUSE * 10)
        except Exception:
            logger.exception("%s failed; trying again", name)
            time.sleep(PAUSE * 10)
