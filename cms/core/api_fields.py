"""Fields in the JSON interface."""

from wagtail.api import APIField


def writable(*names: str) -> list[APIField]:
    """Fields that the API reads and writes; Wagtail's default drops a value that is sent, without a word."""
    return [APIField(name, writable=True) for name in names]
