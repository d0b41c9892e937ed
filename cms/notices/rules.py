"""The validity of a policy."""

import re
from datetime import date
from typing import Literal

Validity = Literal["in_force", "not_yet_in_force", "repealed"]


def validity(effective_on: date | None, repealed_on: date | None, today: date) -> Validity:
    """Whether a policy binds today: from its effective day on, until the day before its repeal.

    Without an effective day it has been in force since it was signed.
    """
    if repealed_on and repealed_on <= today:
        return "repealed"
    if effective_on and effective_on > today:
        return "not_yet_in_force"
    return "in_force"


SEPARATOR = re.compile(r"\s*[,，;；、]\s*|(?<=[\u4e00-\u9fff])\s+|\s+(?=[\u4e00-\u9fff])")


def words_in(text: str) -> list[str]:
    """The keywords of a line, each once, in order. Commas and 、 separate them, in Chinese also spaces."""
    return list(dict.fromkeys(word for word in SEPARATOR.split(text.strip()) if word))
