"""iCalendar (RFC 5545): what every calendar file of ours is written with."""

from collections.abc import Iterable, Iterator

from django.conf import settings

LINE = 75  # bytes
ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
CONTENT_TYPE = "text/calendar; charset=utf-8"


def calendar(name: str, events: Iterable[str], offsets: set[str]) -> bytes:
    """A calendar of that name out of the lines of its events. `offsets` are those of its moments, such as "+08:00"."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Linli//Linli//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{text(name)}",
        *_zone(offsets),
        *events,
        "END:VCALENDAR",
    ]
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line)).encode()


def host() -> str:
    """What the identifiers of events end with."""
    return settings.PUBLIC_URL.partition("://")[2].partition("/")[0]


def local(name: str, moment: str) -> str:
    """A property with a moment of the site's zone, given as documents hold it."""
    return f"{name};TZID={settings.TIME_ZONE}:{moment[:19].replace('-', '').replace(':', '')}"


def text(words: str) -> str:
    """Words as a property's value."""
    return words.replace("\r\n", "\n").translate(ESCAPED)


def _zone(offsets: set[str]) -> list[str]:
    """The zone with the offset that its moments have. China has had one offset, and no summer time, since 1992."""
    if not offsets:
        return []
    offset = max(offsets).replace(":", "") or "+0000"
    return [
        "BEGIN:VTIMEZONE",
        f"TZID:{settings.TIME_ZONE}",
        "BEGIN:STANDARD",
        "DTSTART:19920101T000000",
        f"TZOFFSETFROM:{offset}",
        f"TZOFFSETTO:{offset}",
        "END:STANDARD",
        "END:VTIMEZONE",
    ]


def _folded(line: str) -> Iterator[str]:
    """A line in parts of at most 75 bytes, no character cut; those after the first begin with a space."""
    part = ""
    for sign in line:
        if len((part + sign).encode()) > LINE:
            yield part
            part = " "
        part += sign
    yield part
