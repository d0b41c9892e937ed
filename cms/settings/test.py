"""Tests: a known secret, quick password hashing, and folders that a run throws away."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("LINLI_SECRET_KEY", "only-for-tests")
os.environ.setdefault("LINLI_PERSONAL_KEYS", "only-for-tests-and-never-for-people")
os.environ.setdefault("DATA_DIR", tempfile.mkdtemp(prefix="linli-test-"))
if (worker := "PYTEST_XDIST_WORKER") in os.environ:  # each has folders of its own
    (own := Path(os.environ["DATA_DIR"]) / os.environ[worker]).mkdir(parents=True, exist_ok=True)
    os.environ["DATA_DIR"] = str(own)
os.environ.setdefault("PUBLIC_URL", "http://testserver")

from cms.settings.dev import *  # noqa: F403

ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AXES_ENABLED = False
VERIFY_URL = ""
QUERY_LOG_DELAY = 0.0
READ_ATTACHMENTS_APART = False

# A file, so that developers can keep it between runs (DATA_DIR=… pytest --reuse-db); nothing in it is worth a sync.
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":  # noqa: F405
    DATABASES["default"]["TEST"] = {"NAME": DATA_DIR / "test.sqlite3"}  # noqa: F405
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"  # noqa: F405
