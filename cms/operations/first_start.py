"""The first start fills an empty database. A killed one is completed by the next; none is ever repeated."""

import secrets
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from cms.operations import projections
from cms.operations.models import Installation
from cms.operations.preflight import keep_secret

ADMIN = "admin"


def is_due() -> bool:
    """Whether the database still has to be filled.

    A database in which people were made by hand, before the first `run`, is somebody's own: it is left alone.
    """
    with transaction.atomic():
        has_people = get_user_model().objects.exists()
        installation, _created = Installation.objects.get_or_create(
            defaults={"completed_at": timezone.now() if has_people else None}
        )
    return installation.completed_at is None


def complete(say: Callable[[str], object]) -> None:
    """Makes the admin user, loads the demonstration, and builds index and site. Each step may be run again.

    `say` takes one line of progress. The mark that all is done is written last.
    """
    _make_admin()
    say("Loading the demonstration …")
    call_command("demo")
    projections.bring_up_to_date(say)
    Installation.objects.update(completed_at=timezone.now())


def unused_password() -> str | None:
    """The generated password of the admin, as long as nobody has logged in with it or changed it.

    Until then every start can show it again, so nobody is locked out; afterwards the file is gone.
    """
    path = _password_path()
    if not path.exists():
        return None
    password = path.read_text().strip()
    admin = get_user_model().objects.filter(username=ADMIN, last_login=None).first()
    if admin and admin.check_password(password):
        return password
    path.unlink()
    return None


def _make_admin() -> None:
    """The password is kept before the user is made: a start killed in between uses the same one again."""
    users = get_user_model().objects
    if users.filter(is_superuser=True).exists():
        return
    password = keep_secret(_password_path(), lambda: secrets.token_urlsafe(12))
    users.create_superuser(ADMIN, email="", password=password)


def _password_path() -> Path:
    return Path(settings.DATA_DIR) / "admin_password"
