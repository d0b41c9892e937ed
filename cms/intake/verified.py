"""Whose phone this browser has proved to hold, for half an hour since it was last used."""

import secrets
import time

from django.http import HttpRequest

from cms.intake import secrecy

KEY = "resident"
LASTS = 30 * 60


def verify(request: HttpRequest, phone: str) -> None:
    """The code was right. The session gets another key, and holds the number encrypted."""
    request.session.cycle_key()
    request.session[KEY] = {
        "phone": secrecy.encrypt(phone),
        "at": time.time(),
        "proof": secrets.token_urlsafe(9),
    }


def phone_of(request: HttpRequest) -> str:
    """The number that was proved, or ""."""
    held = request.session.get(KEY)
    if not held or time.time() - held["at"] > LASTS:
        return ""
    try:
        phone = secrecy.decrypt(held["phone"])
    except secrecy.UnreadableError:
        return ""
    if time.time() - held["at"] > LASTS / 10:  # not with every page: it is a write
        request.session[KEY] = {**held, "at": time.time()}
    return phone


def proof_of(request: HttpRequest) -> str:
    """What tells this proof of the phone from another one of the same: for what needs a code each time."""
    return request.session.get(KEY, {}).get("proof", "")


def leave(request: HttpRequest) -> None:
    """Forget it. Who is logged in to the admin stays so."""
    request.session.pop(KEY, None)
