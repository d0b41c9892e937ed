"""Where the original of a public picture or attachment lies. Wagtail's models know; of what was public before, so does
the record of the public files.
"""

from collections.abc import Callable

from cms.publishing.models import MediaUse, PublicFile

_find: Callable[[MediaUse], str] | None = None


def register(find: Callable[[MediaUse], str]) -> None:
    """Have originals found (and sizes of pictures made) by this. Called once, when the program starts."""
    global _find  # noqa: PLW0603
    _find = find


def name_of(target: str, use: MediaUse) -> str:
    """The name of the original among the uploads; "" where there is none."""
    if _find:
        return _find(use)
    return PublicFile.objects.filter(target=target).values_list("source", flat=True).first() or ""
