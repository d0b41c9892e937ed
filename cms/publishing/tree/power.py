"""After a power cut: what was written last may be lost, though the database knows it.

Files are not synced one by one, which would take longer than making them. Instead, a worker that finds the machine
started anew has everything made again, after all that staff ask for: files that are right stay as they are.
"""

from pathlib import Path

from django.conf import settings
from django.db import transaction

from cms.publishing import pending
from cms.publishing.models import PublicFile

BOOT = Path("/proc/sys/kernel/random/boot_id")


def recover() -> bool:
    """Ask for the whole tree where this machine was started since the last time. Returns whether it was."""
    known, current = settings.DATA_DIR / "locks" / "boot_id", _boot()
    before = known.read_text() if known.is_file() else current
    if before != current:
        with transaction.atomic():
            pending.spread(PublicFile.objects.all())
    known.parent.mkdir(parents=True, exist_ok=True)
    known.write_text(current)
    return before != current


def _boot() -> str:
    """What this start of the machine is called; always the same where the system does not say."""
    try:
        return BOOT.read_text().strip()
    except OSError:
        return ""
