"""Plain text out of HTML, and the words that languages are written with."""

import re
from html import unescape

BREAKING = re.compile(r"</(?:p|li|h[1-6]|tr|div|blockquote|dd|dt|caption)>|<br\s*/?>", re.IGNORECASE)
TAG = re.compile(r"<[^>]+>")
SPACE = re.compile(r"[^\S\n]+")
FULL_WIDTH = ("、", "）", "．", "：")
LINES = re.compile(r"\s*\n\s*")


def plain(html: str) -> str:
    """The text of clean HTML, one line for each block element, entities resolved."""
    text = unescape(TAG.sub("", BREAKING.sub("\n", html)))
    return LINES.sub("\n", SPACE.sub(" ", text)).strip()


def numbered(number: str, words: str) -> str:
    """Words with a number before them, as it is written: 、 and ） leave room enough behind themselves."""
    return f"{number}{'' if number.endswith(FULL_WIDTH) else ' '}{words}".strip()


def shorten(text: str, length: int) -> str:
    """At most `length` characters, cut at a sentence or word end where one is near, with an ellipsis."""
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    cut = text[:length]
    for stops in ("。！？!?", "；;，, "):
        at = max(cut.rfind(stop) for stop in stops)
        if at > length * 0.6:
            return cut[: at + 1].rstrip(" ,，；;") + ("" if stops[0] == "。" else "…")
    return cut.rstrip() + "…"
