"""What a line of text must not tear apart, and what in it can be called."""

import re

from markupsafe import Markup, escape

from cms.core.languages import LANGUAGES

COUNTED = re.compile(r"\d[\d.,]*[年月日]")
NUMBER = re.compile(r"(?<![\w.:+-])\+?\d[\d -]{5,16}\d(?![\w.:-])")
DAY = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
HAN = re.compile("[\u3400-\u9fff]")
CHINESE = "zh-hans"
FEWEST, MOST = 7, 15  # digits of a telephone number


def unbroken(text: str) -> Markup:
    """A heading in which a number stays with what it counts: never 2026 on one line and 年 on the next."""
    return Markup(COUNTED.sub(lambda found: f'<span class="whole">{found[0]}</span>', str(escape(text))))  # noqa: S704


def tongue(text: str, locale: str) -> Markup:
    """The attribute that says that a text is Chinese, on a page that is not: names, document numbers and words about
    pictures have no version of their own for each language. "" for others."""
    spoken = LANGUAGES[CHINESE].lang
    return Markup(f' lang="{spoken}"' if locale != CHINESE and HAN.search(text) else "")  # noqa: S704


def with_calls(text: str) -> Markup:
    """A line in which telephone numbers are links that call them."""
    return Markup(NUMBER.sub(_call, str(escape(text))))  # noqa: S704 - escaped before, and digits are added only


def _call(found: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", found[0])
    if DAY.match(found[0]) or not FEWEST <= len(digits) <= MOST:
        return found[0]
    plus = "+" if found[0].startswith("+") else ""
    return f'<a class="whole" href="tel:{plus}{digits}">{found[0]}</a>'
