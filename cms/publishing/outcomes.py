"""Beside a campaign whose result is public: a page that tells how it came about."""

from cms.core.documents import Data
from cms.publishing.models import StoredDocument

TYPE = "campaign"


def tags_of_change(old: StoredDocument | None, new: StoredDocument | None) -> set[str]:
    """The record shows what the campaign's document holds: it changes with it."""
    return {f"outcome:{form.key}" for form in (old, new) if form and form.type == TYPE}


def address(url: str) -> str:
    """The record of the campaign with that address."""
    return f"{url}record/"


def has_one(content: Data) -> bool:
    """Whether a campaign's document tells a result."""
    return bool(content["detail"].get("outcome"))
