"""Volunteers note themselves that they came, by the code that is shown at the place."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from cms.core.clock import written
from cms.intake import limits
from cms.intake.forms import ResidentForm
from cms.intake.pages import resident_page, show
from cms.intake.views import needs_phone
from cms.volunteers.hours import attendance, codes, rules
from cms.volunteers.hours.models import Attendance
from cms.volunteers.places import Application, Roster
from cms.volunteers.queries import volunteers_of

TRIES = 12  # an hour, by one phone


class PlaceForm(ResidentForm):
    """`roster` is the shift whose code it has to be; `phone` may only try so often."""

    code = forms.CharField(
        label=_("Code at the place"),
        help_text=_("Six digits, shown where the shift takes place."),
        max_length=12,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, roster: Roster, phone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.roster, self.phone = roster, phone

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if not limits.within("volunteers.place", self.phone, TRIES):
            raise forms.ValidationError(
                _("Too many codes were tried. Please tell the coordinator that you are here.")
            )
        if not codes.is_code_at(self.roster, code):
            raise forms.ValidationError(_("This is not the code of this shift. Please look again."))
        return code


@require_http_methods(["GET", "HEAD", "POST"])
@resident_page
@needs_phone
def place(request: HttpRequest, locale: str, phone: str, uid: str, code: str = "") -> HttpResponse:
    """The holder of a phone, who has a place in the shift, comes or goes; a scanned code stands in the address."""
    roster = get_object_or_404(Roster, pk=uid)
    form = PlaceForm(request.POST or None, initial={"code": code}, roster=roster, phone=phone)
    mine = _mine(phone, roster)
    if request.method == "POST" and form.is_valid():
        chosen = [each for each in mine if str(each.pk) == request.POST.get("application")]
        if "went" in request.POST:
            attendance.go(chosen)
        elif "came" in request.POST:
            attendance.come(chosen, Attendance.How.CODE)
        return HttpResponseRedirect(request.path)
    return show(
        request,
        "pages/my/place.html",
        locale,
        status=422 if form.is_bound else 200,
        form=form.shown(),
        shift={
            "title": roster.title,
            "place": roster.place,
            "starts_at": written(roster.starts_at),
            "ends_at": written(roster.ends_at),
        },
        people=[_shown(each) for each in mine],
        elsewhere=f"my/place/{uid}/" + (f"{code}/" if code else ""),
    )


def _mine(phone: str, roster: Roster) -> list[Application]:
    """Who may come to a shift now, or leave it."""
    if not rules.may_come((roster.starts_at, roster.ends_at), timezone.now()):
        return []
    rows = roster.applications.filter(volunteer__in=volunteers_of(phone), state=Application.State.CONFIRMED)
    return list(rows.select_related("volunteer__person", "attendance").order_by("pk"))


def _shown(application: Application) -> dict[str, Any]:
    noted: Attendance | None = getattr(application, "attendance", None)
    return {
        "id": application.pk,
        "name": application.volunteer.person.name,
        "came_at": written(noted.came_at) if noted else None,
        "went_at": written(noted.went_at) if noted else None,
    }
