"""One machine over plain HTTP: what `make run` uses."""

from cms.settings import environment
from cms.settings.production import *  # noqa: F403

DEBUG = environment.text("LINLI_DEBUG") == "1"
ALLOWED_HOSTS = environment.words("LINLI_HOSTS", "127.0.0.1,localhost,[::1]")
PROXIES = environment.number("LINLI_PROXIES", 0)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
SECURE_SSL_REDIRECT = False
SECURE_PROXY_SSL_HEADER = None  # type: ignore[assignment]
SECURE_HSTS_SECONDS = 0

# The admin's own files are served from where they are installed: no collecting step before the first start.
WHITENOISE_USE_FINDERS = True
STATIC_ROOT = None  # type: ignore[assignment]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
