"""Personal numbers in public text: identity numbers, mobile numbers and bank cards. Pure functions."""

import re
from collections.abc import Iterator

IDENTITY = re.compile(
    r"(?<!\d)[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)"
)
MOBILE = re.compile(r"(?<![\d-])1[3-9]\d(?:[ -]?)\d{4}(?:[ -]?)\d{4}(?![\d-])")
CARD = re.compile(r"(?<!\d)(?:62|4|5)\d{14,17}(?!\d)")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def is_identity_number(number: str) -> bool:
    """Whether the check digit of an 18-digit identity number is right. Source: GB 11643-1999 (ISO 7064 MOD 11-2)."""
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], WEIGHTS, strict=True))
    return "10X98765432"[total % 11] == number[17].upper()


def is_card_number(number: str) -> bool:
    """Whether the check digit of a bank card is right. Source: ISO/IEC 7812-1, Luhn's formula."""
    doubled = [sum(divmod(int(digit) * 2, 10)) for digit in number[-2::-2]]
    return (sum(doubled) + sum(int(digit) for digit in number[-1::-2])) % 10 == 0


def personal_numbers(text: str) -> Iterator[tuple[str, str]]:
    """(kind, masked number) of each personal number in a text; kinds are identity, mobile and card."""
    taken: set[str] = set()
    for match in IDENTITY.finditer(text):
        if is_identity_number(match[0]):
            taken.add(match[0])
            yield "identity", masked(match[0])
    for match in CARD.finditer(text):
        if match[0] not in taken and is_card_number(match[0]):
            yield "card", masked(match[0])
    for match in MOBILE.finditer(text):
        yield "mobile", masked(re.sub("[ -]", "", match[0]))


def masked(number: str) -> str:
    """The first three and last three or four digits, so that staff find it and the report gives nothing away."""
    keep = 4 if len(number) == 11 else 3
    return f"{number[:3]}{'*' * (len(number) - 3 - keep)}{number[-keep:]}"
