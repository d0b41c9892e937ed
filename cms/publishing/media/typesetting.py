"""HTML and CSS into a PDF whose bytes depend on these alone (and on this machine's fonts)."""

import sys
from functools import lru_cache
from typing import Any

NO_PAPER = 3  # the status of this module as a program where it sets none


class TypesettingError(Exception):
    """Why this machine sets no PDF. `reason` is "no_library" or "no_font"; the message says what is missing."""

    def __init__(self, reason: str, missing: str):
        super().__init__(f"{reason}: {missing}")
        self.reason = reason


def typeset(html: str, name: str) -> bytes:
    """A tagged PDF (PDF/UA-1) of a page that loads nothing; `name` goes into its identifier.

    Raises TypesettingError where the library cannot run or no font has the characters.
    """
    library = _library()
    missing: set[str] = set()

    def look(document: Any, _pdf: Any) -> None:
        missing.update(chr(code) for font in document.fonts.values() for code in font.missing)

    nothing = library.urls.URLFetcher(allowed_protocols=())
    page = library.HTML(string=html, url_fetcher=nothing)
    data: bytes = page.write_pdf(
        pdf_variant="pdf/ua-1", pdf_identifier=name.encode(), finisher=look, presentational_hints=False
    )
    if missing:
        raise TypesettingError("no_font", "".join(sorted(missing))[:40])
    return data


@lru_cache(1)
def version() -> str:
    """The library's version, "" where it cannot run: another version may give other bytes."""
    try:
        return str(_library().__version__)
    except TypesettingError:
        return ""


def _library() -> Any:
    # It takes a second and 100 MB, and can't be imported at all where the system has no Pango.
    try:
        import weasyprint  # noqa: PLC0415
    except (ImportError, OSError) as error:
        raise TypesettingError("no_library", " ".join(str(error).split())[:200]) from error
    return weasyprint


def main(name: str) -> int:
    """As a program: a page from the standard input to a PDF on the standard output. Returns the status."""
    try:
        paper = typeset(sys.stdin.buffer.read().decode(), name)
    except TypesettingError as error:
        sys.stderr.write(f"{error}\n")
        return NO_PAPER
    sys.stdout.buffer.write(paper)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
