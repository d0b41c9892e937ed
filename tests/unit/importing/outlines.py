"""Readings as a few lines that a test can show: "1 一、指导思想" is an item of level 1."""

from cms.importing.api import Reading, read_text


def outline(reading: Reading) -> list[str]:
    """Level, number and heading of each item of all plans."""
    return [f"{item.level} {item.number}{item.heading}" for plan in reading.plans for item in plan.items()]


def outline_of(text: str) -> list[str]:
    """The same for a text; a text may be indented as the test is."""
    return outline(read_text("\n".join(line.removeprefix(" " * 8) for line in text.split("\n"))))


def numbers_of(text: str) -> str:
    """Levels and numbers only: "1一、 2（一） 1二、"."""
    return " ".join(f"{item.level}{item.number}" for plan in read_text(text).plans for item in plan.items())
