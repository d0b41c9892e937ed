"""Addresses that were public and lead nowhere now: a web server answers them with 410, so that search engines and
readers know that the page is not merely lost. See ADR 7.
"""

from collections.abc import Iterable, Iterator

from cms.publishing import pending
from cms.publishing.models import GoneAddress
from cms.publishing.redirects.paths import urls_of

KIND = "withdrawn:"  # of the pending work: to tell the web server


def note(url: str) -> None:
    """Remember that what was public at an address was taken down, in the transaction of that."""
    GoneAddress.objects.get_or_create(url=url)
    pending.ask("site", [KIND + url])


def forget(url: str) -> None:
    """Something is public at an address (again)."""
    if GoneAddress.objects.filter(url=url).delete()[0]:
        pending.ask("site", [KIND + url])


def is_gone(path: str) -> bool:
    """Whether a requested path, with or without its last slash, is such an address."""
    return GoneAddress.objects.filter(url__in=urls_of(path)).exists()


def every_address() -> Iterator[str]:
    """All such addresses, in their order."""
    yield from GoneAddress.objects.order_by("url").values_list("url", flat=True).iterator(chunk_size=2000)


def concerns(subjects: Iterable[str]) -> bool:
    """Whether pending work tells of such an address."""
    return any(subject.startswith(KIND) for subject in subjects)
