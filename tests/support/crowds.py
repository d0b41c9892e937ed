"""Many residents at once, each with a phone that was proved and an address of their own."""

import time
from importlib import import_module

from django.conf import settings

from cms.intake import verified

TOKEN = "x" * 32


def browser(number: int) -> dict[str, str]:
    """The headers of somebody who has proved the phone with this number."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[verified.KEY] = {"phone": verified.secrecy.encrypt(phone(number)), "at": time.time()}
    session.create()
    cookies = f"{settings.SESSION_COOKIE_NAME}={session.session_key}; {settings.CSRF_COOKIE_NAME}={TOKEN}"
    return {"Cookie": cookies, "X-Forwarded-For": f"10.0.{number // 250}.{number % 250}"}


def phone(number: int) -> str:
    return f"138{number:08}"
