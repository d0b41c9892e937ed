"""Targets as plans write them: "2-3个社区", "不少于20场", "95%以上", "at least 1,200 households"."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

MYRIAD = {"万": 10_000, "亿": 100_000_000}
NUMBER = r"(\d+(?:,\d{3})*(?:\.\d+)?)\s*([万亿]?)"
LIMIT = re.compile(r"不超过|不高于|以内|以下|at most|no more than|not more than", re.IGNORECASE)
RANGE = re.compile(rf"{NUMBER}(?:\s*(?:-|–|—|~|～|至|到|to)\s*{NUMBER})?")


@dataclass(frozen=True)
class Target:
    """What is to be reached: at least `least`, and `most` where a range is written."""

    least: Decimal
    most: Decimal

    def reached(self, value: Decimal) -> Fraction:
        """How much of the target a value is, as a fraction from 0 to 1. Where nothing is to be reached, all is."""
        if self.least <= 0:
            return Fraction(1)
        return max(Fraction(0), min(Fraction(1), Fraction(value) / Fraction(self.least)))


def target_in(written: str) -> Target | None:
    """The first number or range in a target as it is written, in digits of any width; None where there is none, or
    where it is a limit, which one does not come nearer to by doing more.
    """
    found = RANGE.search(unicodedata.normalize("NFKC", written))
    if not found or LIMIT.search(written):
        return None
    least, scale, most, upper_scale = found.groups()
    upper = _number(most, upper_scale) if most else None
    lower = _number(least, scale or (upper_scale or "" if most else ""))
    return Target(lower, upper if upper is not None and upper > lower else lower)


def _number(digits: str, scale: str) -> Decimal:
    return Decimal(digits.replace(",", "")) * MYRIAD.get(scale, 1)
