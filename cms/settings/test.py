"""Tests: a known secret, quick password hashing, and folders that a run throws away."""

import os
import tempfile

os.environ.setdefault("LINLI_SECRET_KEY", "only-for-tests")
os.environ.setdefault("DATA_DIR", tempfile.mkdtemp(prefix="linli-test-"))
os.environ.setdefault("PUBLIC_URL", "http://testserver")

from cms.settings.dev import *  # noqa: E402, F403

ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AXES_ENABLED = False
