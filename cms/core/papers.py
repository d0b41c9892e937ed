"""Papers that are set on request, such as a certificate. What sets them is registered by publishing, above."""

from collections.abc import Callable

Typesetter = Callable[..., bytes]
_typesetters: list[Typesetter] = []


class PaperError(Exception):
    """There is no paper now: this machine sets none. The message is for the operator."""


def register(typesetter: Typesetter) -> None:
    """Make `typesetter(template, locale, name, **context)` the one that gives a paper's PDF."""
    _typesetters[:] = [typesetter]


def pdf(template: str, locale: str, name: str, **context: object) -> bytes:
    """A template of site/templates/papers as PDF; the same context gives the same bytes. Raises PaperError."""
    if not _typesetters:
        raise RuntimeError("no typesetter is registered: cms.publishing is not installed")
    return _typesetters[0](template, locale, name, **context)
