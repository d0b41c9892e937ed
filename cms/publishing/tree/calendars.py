"""Occasions for residents' own calendars, as iCalendar (RFC 5545): a file for each, and one of a language."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from django.conf import settings

from cms.core import icalendar
from cms.core.documents import Data
from cms.core.languages import LANGUAGES
from cms.publishing.rendering.formats import last_day

FILE = "calendar.ics"


def calendar(found: Iterable[Data], locale: str, site: Data) -> bytes:
    """A calendar of these occasions (see cms/publishing/occasions.py) under the site's name."""
    found = list(found)
    events = (line for one in found for line in _event(one, locale))
    offsets = {one["starts"][19:] for one in found if len(one["starts"]) > 10}
    return icalendar.calendar(site["name"], events, offsets)


def _event(one: Data, locale: str) -> Iterator[str]:
    title = " · ".join(filter(None, [one["page"], one["title"]]))
    published = datetime.fromisoformat(one["published_at"]).astimezone(UTC)
    yield "BEGIN:VEVENT"
    yield f"UID:{one['key']}:{one['anchor']}@{icalendar.host()}"
    yield f"DTSTAMP:{published:%Y%m%dT%H%M%SZ}"
    yield from _span(one)
    yield f"SUMMARY;LANGUAGE={LANGUAGES[locale].lang}:{icalendar.text(title)}"
    if one["place"]:
        yield f"LOCATION:{icalendar.text(one['place'])}"
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
    yield icalendar.local("DTSTART", starts)
    if ends:
        yield icalendar.local("DTEND", ends)
