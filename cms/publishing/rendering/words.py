"""The public site's words: gettext catalogues in site/locale, put into the templates while they are compiled.

A look-up per label would double the time of a page, so `_("Search")` in a template becomes the constant
"搜索" once.
"""

import json
import re
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po
from jinja2 import Environment
from jinja2.ext import Extension

CALL = re.compile(r"""\b_\(\s*("(?:[^"\\\n]|\\.)*")\s*\)""")


@cache
def catalogue(folder: Path, locale: str) -> dict[str, str]:
    """{English words: translation} of one language; a language without a file speaks the English words
    themselves.
    """
    file = folder / f"{locale}.po"
    if not file.is_file():
        return {}
    with file.open("rb") as source:
        return {
            str(message.id): str(message.string)
            for message in read_po(source)
            if message.id and message.string
        }


def asked_for(source: str) -> list[str]:
    """Every word that a template's source asks for."""
    return [json.loads(literal) for literal in CALL.findall(source)]


class Words(Extension):
    """Replaces `_("…")` by the words of the environment's `words` ({English: translation})."""

    def __init__(self, environment: Environment):
        super().__init__(environment)
        environment.extend(words={})

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        words = self.environment.words  # type: ignore[attr-defined]
        return CALL.sub(lambda call: json.dumps(_said(words, call[1]), ensure_ascii=False), source)


def _said(words: dict[str, str], literal: str) -> str:
    english = json.loads(literal)
    return words.get(english, english)
