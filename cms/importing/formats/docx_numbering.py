"""Word's automatic numbering: the number that Word shows before a paragraph and keeps out of its text."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from lxml import etree

from cms.importing import numerals
from cms.importing.formats.xml import W, number, value

DEEPEST = 9  # levels of a list in Word
LARGEST = 32_767  # Word's own limit for a number


@dataclass(frozen=True, slots=True)
class Level:
    """How a level of a list is numbered. `text` holds %1 to %9; `restart` is the level that starts it again."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    legal: bool = False
    style: str | None = None
    restart: int | None = None
    spaced: bool = True


@dataclass(slots=True)
class Numbering:
    """The lists of a document and their counters."""

    abstract: dict[str, dict[int, Level]] = field(default_factory=dict)
    lists: dict[str, tuple[str, dict[int, Level], dict[int, int]]] = field(default_factory=dict)
    _counters: dict[str, dict[int, int]] = field(default_factory=dict)
    _used: set[tuple[str, int]] = field(default_factory=set)

    def level_of_style(self, list_id: str, style: str) -> int | None:
        """The level that a paragraph style is linked to."""
        for depth, level in self._levels(list_id).items():
            if level.style == style:
                return depth
        return None

    def next(self, list_id: str, depth: int) -> tuple[str, bool]:
        """What Word shows before the next paragraph of a list ("" for a bullet), and whether a space follows."""
        levels = self._levels(list_id)
        level = levels.get(depth)
        if level is None:
            return "", False
        counters = self._counters.setdefault(self.lists[list_id][0], {})
        self._start_over(list_id, depth, counters)
        counters[depth] = min(counters.get(depth, level.start - 1) + 1, LARGEST)
        for deeper in [each for each in counters if each > depth]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or depth < restart:
                del counters[deeper]
        return self._written(levels, depth, counters), level.spaced

    def _start_over(self, list_id: str, depth: int, counters: dict[int, int]) -> None:
        """A list that overrides the start begins there when it is first used."""
        starts = self.lists[list_id][2]
        for each in range(depth + 1):
            if each in starts and (list_id, each) not in self._used and each == depth:
                counters[each] = starts[each] - 1
        self._used.add((list_id, depth))

    def _levels(self, list_id: str) -> dict[int, Level]:
        if list_id not in self.lists:
            return {}
        abstract, overrides, _starts = self.lists[list_id]
        return self.abstract.get(abstract, {}) | overrides

    def _written(self, levels: dict[int, Level], depth: int, counters: dict[int, int]) -> str:
        level = levels[depth]
        if level.form in ("bullet", "none") and "%" not in level.text:
            return "" if level.form == "bullet" else level.text.strip()

        def shown(match: re.Match[str]) -> str:
            each = int(match[1]) - 1
            of_level = levels.get(each, Level())
            count = counters.get(each, of_level.start)
            return as_shown(count, "decimal" if level.legal else of_level.form)

        return re.sub(r"%([1-9])", shown, level.text).strip()


def read_numbering(root: etree._Element | None) -> Numbering:
    """numbering.xml as lists."""
    numbering = Numbering()
    if root is None:
        return numbering
    links: dict[str, str] = {}
    named: dict[str, str] = {}
    for element in root.iterchildren(W + "abstractNum"):
        key = value(element, "abstractNumId") or ""
        numbering.abstract[key] = {
            depth: _level(each)
            for each in element.iterchildren(W + "lvl")
            if (depth := number(each, "ilvl")) is not None
        }
        if link := value(element.find(W + "numStyleLink")):
            links[key] = link
        if name := value(element.find(W + "styleLink")):
            named[name] = key
    for key, link in links.items():
        numbering.abstract[key] = numbering.abstract.get(named.get(link, ""), {})
    for element in root.iterchildren(W + "num"):
        _read_list(numbering, element)
    return numbering


def _read_list(numbering: Numbering, element: etree._Element) -> None:
    key = value(element, "numId") or ""
    abstract = value(element.find(W + "abstractNumId")) or ""
    overrides: dict[int, Level] = {}
    starts: dict[int, int] = {}
    for override in element.iterchildren(W + "lvlOverride"):
        depth = number(override, "ilvl") or 0
        own = override.find(W + "lvl")
        if own is not None:
            overrides[depth] = _level(own)
        start = number(override.find(W + "startOverride"))
        if start is not None:
            starts[depth] = start
            base = overrides.get(depth) or numbering.abstract.get(abstract, {}).get(depth)
            if base:
                overrides[depth] = replace(base, start=start)
    numbering.lists[key] = (abstract, overrides, starts)


def _level(element: etree._Element) -> Level:
    form = element.find(W + "numFmt")
    if form is None:
        form = element.find(f".//{W}numFmt")
    start = number(element.find(W + "start"))
    legal = element.find(W + "isLgl")
    return Level(
        start=1 if start is None else start,
        form=value(form) or "decimal",
        text=value(element.find(W + "lvlText")) or "",
        legal=legal is not None and value(legal) not in ("0", "false"),
        style=value(element.find(W + "pStyle")),
        restart=number(element.find(W + "lvlRestart")),
        spaced=value(element.find(W + "suff")) != "nothing",
    )


def _sign(first: str, count: int) -> Callable[[int], str]:
    return lambda number: chr(ord(first) + number - 1) if 1 <= number <= count else str(number)


def _one_of(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if 1 <= number <= len(signs) else str(number)


def _letters(number: int) -> str:
    """a … z, aa, bb, as Word goes on."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if 0 < number <= 780 else str(number)


def _circled(number: int) -> str:
    for first, low, high in (("①", 1, 20), ("㉑", 21, 35), ("㊱", 36, 50)):
        if low <= number <= high:
            return chr(ord(first) + number - low)
    return str(number)


def _digit_by_digit(number: int) -> str:
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))


def _legal(number: int) -> str:
    plain = numerals.to_chinese(number)
    return plain.translate(str.maketrans("零一二三四五六七八九十百", "零壹贰叁肆伍陆柒捌玖拾佰"))


def _ordinal(number: int) -> str:
    ending = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _word(words: tuple[str, ...]) -> Callable[[int], str]:
    return lambda number: words[number - 1].capitalize() if 1 <= number <= len(words) else str(number)


_CHINESE = dict.fromkeys(
    (
        "chineseCounting",
        "chineseCountingThousand",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
        "japaneseCounting",
        "koreanCounting",
    ),
    numerals.to_chinese,
)
_FORMS: dict[str, Callable[[int], str]] = {
    **_CHINESE,
    "ideographDigital": _digit_by_digit,
    "japaneseDigitalTenThousand": _digit_by_digit,
    "taiwaneseDigital": _digit_by_digit,
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal,
    "decimalFullWidth": lambda number: "".join(chr(ord(digit) + 0xFEE0) for digit in str(number)),
    "decimalFullWidth2": lambda number: "".join(chr(ord(digit) + 0xFEE0) for digit in str(number)),
    "decimalZero": lambda number: f"{number:02d}",
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _sign("⑴", 20),
    "decimalEnclosedFullstop": _sign("⒈", 20),
    "ideographEnclosedCircle": _sign("㊀", 10),
    "ideographTraditional": _one_of("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _one_of("子丑寅卯辰巳午未申酉戌亥"),
    "upperRoman": lambda number: numerals.to_roman(number).upper(),
    "lowerRoman": numerals.to_roman,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerLetter": _letters,
    "ordinal": _ordinal,
    "ordinalText": _word(numerals.ORDINALS),
    "cardinalText": _word(numerals.CARDINALS),
    "none": lambda _number: "",
}


def as_shown(number: int, form: str) -> str:
    """A number in one of Word's formats; an unknown format is shown in digits."""
    if number < 1 or (number > 999 and form in _CHINESE):
        return str(number)
    return _FORMS.get(form, str)(number)
