"""From one year's words and days to the next."""

import re
from datetime import date

CHINESE = "〇一二三四五六七八九"
WRITTEN = ("0123456789", "０１２３４５６７８９", CHINESE)
DIGITS = {sign: digit for signs in WRITTEN for digit, sign in enumerate(signs)} | {"零": 0, "○": 0}
YEAR = re.compile(r"(?<!\d)(?:[0-9]{4}|[０-９]{4}|[〇零○一二三四五六七八九]{4})(?!\d)")


def a_year_on(words: str, year: int) -> str:
    """The words with the year, the one before and the one after each made one later, in digits as they are written."""
    return YEAR.sub(lambda found: _later(found.group(), year), words)


def a_year_later(day: date | None) -> date | None:
    """The same day of the next year; the 29th of February becomes the 28th."""
    if day is None:
        return None
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def _later(written: str, year: int) -> str:
    value = int("".join(str(DIGITS[sign]) for sign in written))
    if abs(value - year) > 1:
        return written
    signs = next((signs for signs in WRITTEN if written[0] in signs), CHINESE)
    return "".join(signs[int(digit)] for digit in str(value + 1))
