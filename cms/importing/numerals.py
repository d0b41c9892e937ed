"""The value of a number as it is written in Chinese, Roman or English."""

CHINESE_DIGITS = dict(zip("零〇○一二三四五六七八九两", (0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 2), strict=True))
CHINESE_UNITS = {"十": 10, "百": 100, "千": 1000, "廿": 20, "卅": 30}
FORMAL = str.maketrans("壹贰貳叁參肆伍陆陸柒捌玖拾", "一二二三三四五六六七八九十")
FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")

ORDINALS = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
)
CARDINALS = (
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)


def chinese(text: str) -> int | None:
    """一 to 九百九十九, also digit by digit (二〇一九); None when it is no number."""
    if not text or any(sign not in CHINESE_DIGITS and sign not in CHINESE_UNITS for sign in text):
        return None
    if not any(sign in CHINESE_UNITS for sign in text):
        return int("".join(str(CHINESE_DIGITS[sign]) for sign in text))
    total, digit = 0, None
    for sign in text:
        if sign in CHINESE_DIGITS:
            digit = CHINESE_DIGITS[sign]
        elif sign in "廿卅":
            total += CHINESE_UNITS[sign]
        else:
            total += (1 if digit is None else digit) * CHINESE_UNITS[sign]
            digit = None
    return total + (digit or 0)


def roman(text: str) -> int | None:
    """I to MMM, either case; None when it is not written in the canonical way."""
    values = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
    signs = [values.get(sign, 0) for sign in text.lower()]
    if not signs or 0 in signs:
        return None
    total = sum(-now if now < after else now for now, after in zip(signs, [*signs[1:], 0], strict=True))
    return total if to_roman(total) == text.lower() else None


def to_roman(number: int) -> str:
    """The lower-case Roman numeral of a positive number."""
    steps = (
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    )
    written = ""
    for value, sign in steps:
        while number >= value:
            written, number = written + sign, number - value
    return written


def to_chinese(number: int) -> str:
    """1 to 999 as it is written in a list: 一, 十一, 二十, 一百零三."""
    digits = "零一二三四五六七八九"
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    written = f"{digits[hundreds]}百" if hundreds else ""
    if hundreds and rest and not tens:
        written += "零"
    if tens:
        written += ("" if tens == 1 and not hundreds else digits[tens]) + "十"
    return written + (digits[ones] if ones or not number else "")


def number(text: str) -> int | None:
    """A number in Arabic digits (either width) or in Chinese, also as on bank notes (壹)."""
    plain = text.strip().translate(FULL_WIDTH).translate(FORMAL)
    return int(plain) if plain.isascii() and plain.isdigit() else chinese(plain)


def english(word: str) -> int | None:
    """first, firstly, one or January (any case) to its value."""
    plain = word.lower()
    for words in (ORDINALS, CARDINALS, MONTHS):
        for form in (plain, plain.removesuffix("ly")):
            if form in words:
                return words.index(form) + 1
    return None
