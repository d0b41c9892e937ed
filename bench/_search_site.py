"""A throw-away installation with an empty, migrated database, for measurements that need the CMS around search."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parents[1]


def prepare(folder: Path, database: str | None = None) -> dict[str, str]:
    """Migrate a database in this folder, or at this address; returns the environment of its processes, which this one
    has then too."""
    own = {
        "DATA_DIR": str(folder),
        "SEARCH_URL": str(folder / "index"),
        "LINLI_SECRET_KEY": "only-for-measurements",
        "LINLI_PERSONAL_KEYS": "only-for-measurements-and-not-for-people",
        "LINLI_HOSTS": "127.0.0.1",
        "PUBLIC_URL": "http://127.0.0.1",
        "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
    }
    if database:
        own["DATABASE_URL"] = database
    os.environ.update(own)
    subprocess.run([sys.executable, str(PROJECT / "manage.py"), "migrate", "--verbosity", "0"], check=True)
    return dict(os.environ)
