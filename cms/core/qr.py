"""QR codes: SVG for pages, papers and posters, sharp at every size and nothing to load; PNG for chats to pass on."""

from functools import lru_cache
from io import BytesIO

import segno
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

QUIET = 4  # modules of white around a code: readers need them
SCALE = 8  # dots of a module in a picture


def svg(text: str, label: str) -> SafeString:
    """The `<svg>` of a text's code. `label` says to those who can't see it what it is for."""
    drawn = BytesIO()
    segno.make_qr(text, error="m").save(
        drawn,
        kind="svg",
        border=QUIET,
        xmldecl=False,
        svgns=True,
        omitsize=True,
        svgclass="qr",
        lineclass=None,
    )
    start, rest = drawn.getvalue().decode().strip().split("<svg ", 1)
    return mark_safe(f'{start}<svg role="img" aria-label="{escape(label)}" {rest}')  # noqa: S308 - segno drew it


@lru_cache(256)
def png(text: str) -> bytes:
    """A text's code as a picture that can be saved and sent on, SCALE dots a module."""
    drawn = BytesIO()
    segno.make_qr(text, error="m").save(drawn, kind="png", border=QUIET, scale=SCALE)
    return drawn.getvalue()
