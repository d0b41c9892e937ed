"""Who came to a shift, and their hours: noted by the list, confirmed in one go by whoever organised."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from cms.core.qr import svg
from cms.volunteers.desk.rosters import RosterView
from cms.volunteers.hours import attendance, codes, queries, rules, services
from cms.volunteers.hours.models import Attendance
from cms.volunteers.places import Application

How = Attendance.How


class HoursField(forms.DecimalField):
    """Hours in quarters; gives their number, None for an empty one."""

    def __init__(self, least: int = 1, **options: Any) -> None:
        widget = forms.NumberInput(
            {"step": "0.25", "min": least / 4, "max": rules.MOST / 4, "inputmode": "decimal"}
        )
        super().__init__(max_digits=6, widget=widget, **options)
        self.least = least

    def clean(self, value: Any) -> int | None:
        hours = super().clean(value)
        if hours is None:
            return None
        if hours * 4 % 1 or not self.least <= hours * 4 <= rules.MOST:
            raise forms.ValidationError(_("Enter hours in quarters, such as 2.25, up to 24."))
        return int(hours * 4)


class AttendanceView(RosterView):
    """The people with a place: what is noted of them, and what is proposed for hours and confirmed."""

    page_title = _("Attendance and hours")
    template_name = "volunteers/desk/attendance.html"
    errors: dict[int, str] = {}

    @cached_property
    def applications(self) -> list[Application]:
        rows = self.roster.applications.filter(state=Application.State.CONFIRMED)
        return list(rows.select_related("volunteer__person", "attendance", "roster").order_by("pk"))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.roster.starts_at - rules.EARLY > timezone.now():
            raise PermissionDenied
        if "confirm" in request.POST:
            return self._confirm()
        ticked = set(request.POST.getlist("application"))
        chosen = [each for each in self.applications if str(each.pk) in ticked]
        acts = {"came": lambda: attendance.come(chosen, How.LIST), "went": lambda: attendance.go(chosen)}
        acts["missed"] = lambda: attendance.miss(chosen)
        done = next((act() for name, act in acts.items() if name in request.POST), 0)
        if not chosen:
            messages.error(request, _("Tick those who are concerned."))
        else:
            told = ngettext("%(count)d person was noted.", "%(count)d people were noted.", done)
            messages.success(request, told % {"count": done})
        return redirect("volunteers_attendance", self.roster.pk)

    def _confirm(self) -> HttpResponse:
        """All that is right is confirmed; what is wrong is said beside it, and then nothing is."""
        field, hours = HoursField(required=False), dict[int, int]()
        self.errors = {}
        for each in self.applications:
            try:
                quarters = field.clean(self.request.POST.get(f"hours-{each.pk}", ""))
            except forms.ValidationError as error:
                self.errors[each.pk] = " ".join(error.messages)
            else:
                hours |= {each.pk: quarters} if quarters else {}
        if self.errors:
            return self.render_to_response(self.get_context_data(), status=422)
        done = services.confirm(self.roster, hours, by=self.request.user)
        told = ngettext(
            "The hours of %(count)d person were confirmed.",
            "The hours of %(count)d people were confirmed.",
            done.count,
        )
        if done.count or not done.own:
            messages.success(self.request, told % {"count": done.count})
        if done.own:
            messages.warning(
                self.request,
                _("Nobody confirms their own hours: somebody else of your office has to confirm yours."),
            )
        return redirect("volunteers_attendance", self.roster.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        confirmed = queries.of_shift(self.roster)
        firsts = dict(self.roster.entries.filter(corrects=None).values_list("volunteer", "pk"))
        address = codes.place_address(self.roster, get_language() or "")
        return {
            **super().get_context_data(**kwargs),
            "rows": [self._row(each, confirmed, firsts) for each in self.applications],
            "open": [each for each in self.applications if each.volunteer_id not in firsts],
            "begun": self.roster.starts_at <= timezone.now(),
            "soon": self.roster.starts_at - rules.EARLY <= timezone.now(),
            "code": codes.code_at(self.roster),
            "qr": svg(address, str(_("QR code to note that one came"))),
        }

    def _row(
        self, application: Application, confirmed: dict[int, int], firsts: dict[int, int]
    ) -> dict[str, Any]:
        noted: Attendance | None = getattr(application, "attendance", None)
        quarters = confirmed.get(application.volunteer_id)
        span = (self.roster.starts_at, self.roster.ends_at)
        proposed = rules.proposed(span, noted.came_at, noted.went_at) if noted else None
        typed = self.request.POST.get(f"hours-{application.pk}") if self.errors else None
        return {
            "application": application,
            "noted": noted,
            "entry": firsts.get(application.volunteer_id),
            "hours": None if quarters is None else f"{quarters / 4:g}",
            "proposed": typed if typed is not None else f"{proposed / 4:g}" if proposed else "",
            "error": self.errors.get(application.pk, ""),
        }
