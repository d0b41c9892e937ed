"""Who makes a page of a reading: the domains register their makers here, so that the importer knows none of them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from cms.importing.readings import PlanReading, ReadingError


@dataclass(frozen=True, slots=True)
class Source:
    """Where a reading comes from: the name of the file, the SHA-256 of its bytes in hexadecimal, and these; what was
    pasted has none.
    """

    name: str
    sha256: str
    data: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class ImportContext:
    """What a maker may want to know: the section that the page goes into, and who imports it (None: the system)."""

    parent: Page
    locale: Locale
    source: Source
    by: Any = None
    publish: bool = False
    dry_run: bool = False


# A maker gives a page that is not saved yet; the importer puts it into the tree, in the transaction of its file.
Maker = Callable[[PlanReading, ImportContext], Page]

_makers: dict[str, Maker] = {}


def register(kind: str, maker: Maker) -> None:
    """Let a maker make the pages of a document type ("work_plan", "notice", …); call it from AppConfig.ready."""
    _makers[kind] = maker


def kinds() -> frozenset[str]:
    """The document types that have a maker."""
    return frozenset(_makers)


def maker_for(kind: str) -> Maker:
    """The maker of a document type. Raises ReadingError where nobody registered one."""
    if kind not in _makers:
        raise ReadingError(
            _("Nothing can be imported into this section: it takes “%(kind)s”.") % {"kind": kind}
        )
    return _makers[kind]
