"""A coordinator's shifts in their own calendar program."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView
from wagtail.users.models import UserProfile

from cms.core import icalendar
from cms.core.base_path import whole
from cms.core.clock import written
from cms.core.models import SiteSettings
from cms.volunteers import feeds, queries
from cms.volunteers.desk.base import DeskView, is_coordinator

PAST = timedelta(days=60)
MOST = 500


class CalendarView(DeskView, TemplateView):
    """The address is shown once, right after it was made."""

    page_title = _("My calendar of shifts")
    header_icon = "calendar-alt"
    template_name = "volunteers/desk/calendar.html"
    address = ""

    def above(self) -> list[tuple[str, Any]]:
        return [(reverse("volunteers_shifts"), _("Shifts and their people"))]

    def get_page_subtitle(self) -> str:
        return str(self.page_title)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "take_back" in request.POST:
            feeds.take_back(request.user)
        else:
            path = reverse("volunteers_calendar_feed", args=[feeds.new_secret(request.user)])
            self.address = whole(path)
        response = self.get(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        known = feeds.address_of(self.request.user)
        return {**super().get_context_data(**kwargs), "address": self.address, "known": known}


@require_safe
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """`/api/shifts/calendar/….ics`: the shifts of those for whom the address's owner works, without any person."""
    user = feeds.owner_of(secret)
    if user is None or not is_coordinator(user):
        raise Http404
    since = timezone.now() - PAST
    rosters = queries.rosters_seen_by(user).filter(ends_at__gt=since, removed_at=None).order_by("starts_at")
    counted = rosters.annotate(
        all_places=Count("places", distinct=True),
        confirmed=Count("applications", filter=Q(applications__state="confirmed"), distinct=True),
    )
    with translation.override(UserProfile.get_for_user(user).get_preferred_language()):
        name = f"{SiteSettings.load().said('name', translation.get_language() or '')} · {_t('Shifts')}"
        events = [line for roster in counted[:MOST] for line in _event(roster)]
    offset = (written(timezone.now()) or "")[19:]
    headers = {"Cache-Control": "private, max-age=900", "X-Robots-Tag": "noindex"}
    return HttpResponse(
        icalendar.calendar(name, events, {offset}), content_type=icalendar.CONTENT_TYPE, headers=headers
    )


def _event(roster: Any) -> Iterator[str]:
    told = ngettext("%(taken)d of %(count)d place", "%(taken)d of %(count)d places", roster.all_places)
    words = told % {"taken": roster.confirmed, "count": roster.all_places}
    summary = _t("%(title)s (%(places)s)") % {"title": roster.title, "places": words}
    address = whole(reverse("volunteers_shift", args=[roster.pk]), settings.WAGTAILADMIN_BASE_URL)
    yield "BEGIN:VEVENT"
    yield f"UID:{roster.pk}@{icalendar.host()}"
    yield f"DTSTAMP:{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    yield icalendar.local("DTSTART", written(roster.starts_at) or "")
    yield icalendar.local("DTEND", written(roster.ends_at) or "")
    yield f"SUMMARY:{icalendar.text(summary)}"
    if roster.place:
        yield f"LOCATION:{icalendar.text(roster.place)}"
    yield f"URL:{address}"
    yield "END:VEVENT"
