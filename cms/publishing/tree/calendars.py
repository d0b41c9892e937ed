"""Occasions for residents' own calendars, as iCalendar (RFC 5545): a file for each, and one of a language."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from django.conf import settings

from cms.core.documents import Data
from cms.core.languages import LANGUAGES
from cms.publishing.rendering.formats import last_day

FILE = "calendar.ics"
LINE = 75  # bytes
ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def calendar(found: Iterable[Data], locale: str, site: Data) -> bytes:
    """A calendar of these occasions (see cms/publishing/occasions.py) under the site's name."""
    found = list(found)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Linli//Linli//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_text(site['name'])}",
        *_zone({one["starts"][19:] for one in found if len(one["starts"]) > 10}),
        *(line for one in found for line in _event(one, locale)),
        "END:VCALENDAR",
    ]
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line)).encode()


def _event(one: Data, locale: str) -> Iterator[str]:
    title = " · ".join(filter(None, [one["page"], one["title"]]))
    published = datetime.fromisoformat(one["published_at"]).astimezone(UTC)
    yield "BEGIN:VEVENT"
    yield f"UID:{one['key']}:{one['anchor']}@{settings.PUBLIC_URL.partition('://')[2].partition('/')[0]}"
    yield f"DTSTAMP:{published:%Y%m%dT%H%M%SZ}"
    yield from _span(one)
    yield f"SUMMARY;LANGUAGE={LANGUAGES[locale].lang}:{_text(title)}"
    if one["place"]:
        yield f"LOCATION:{_text(one['place'])}"
    yield f"URL:{settings.PUBLIC_URL}{one['url']}#{one['anchor']}"
    yield "END:VEVENT"


def _span(one: Data) -> Iterator[str]:
    """Whole days from midnight to midnight are told as days: the end is the first day that is no longer in it."""
    starts, ends = one["starts"], one["ends"]
    if len(starts) == 10 or (starts[11:19] == "00:00:00" and (ends or "")[11:19] == "00:00:00"):
        yield f"DTSTART;VALUE=DATE:{starts[:10].replace('-', '')}"
        after = date.fromisoformat(last_day(one)) + timedelta(days=1)
        yield f"DTEND;VALUE=DATE:{after:%Y%m%d}"
        return
    yield f"DTSTART;TZID={settings.TIME_ZONE}:{_local(starts)}"
    if ends:
        yield f"DTEND;TZID={settings.TIME_ZONE}:{_local(ends)}"


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


def _local(moment: str) -> str:
    return moment[:19].replace("-", "").replace(":", "")


def _text(words: str) -> str:
    return words.replace("\r\n", "\n").translate(ESCAPED)


def _folded(line: str) -> Iterator[str]:
    """A line in parts of at most 75 bytes, no character cut; those after the first begin with a space."""
    part = ""
    for sign in line:
        if len((part + sign).encode()) > LINE:
            yield part
            part = " "
        part += sign
    yield part
