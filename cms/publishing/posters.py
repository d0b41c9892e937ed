"""A sheet for each recruitment to print and hang up: what, when, where, and a QR code that leads to the page."""

from django.conf import settings

from cms.core import qr
from cms.publishing.models import StoredDocument

TYPE = "recruitment"


def tags_of_change(old: StoredDocument | None, new: StoredDocument | None) -> set[str]:
    """The poster shows what the page shows: it changes with it."""
    return {f"poster:{form.key}" for form in (old, new) if form and form.type == TYPE}


def address(url: str) -> str:
    """The poster of the page with that address."""
    return f"{url}poster/"


def code(url: str, label: str) -> str:
    """The `<svg>` that leads a phone to a page."""
    return qr.svg(settings.PUBLIC_URL + url, label)
