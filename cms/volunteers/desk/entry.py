"""One entry of the ledger: what it was, how it was corrected, and correcting it."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages

from cms.volunteers.desk.attendance import HoursField
from cms.volunteers.desk.base import DeskView
from cms.volunteers.hours import queries, services
from cms.volunteers.hours.models import Entry


class CorrectionForm(forms.Form):
    hours = HoursField(
        label=_("Hours as they were"), least=0, help_text=_("In quarters of an hour. 0 takes them away.")
    )
    why = forms.ChoiceField(
        label=_("Why"),
        choices=[
            ("", "---------"),
            *((why.value, why.label) for why in Entry.Why if why != Entry.Why.MERGED),
        ],
        help_text=_("The volunteer reads it."),
    )


class EntryView(DeskView, TemplateView):
    """A correction is an entry of its own; the first one stays as it was."""

    page_title = _("Hours of a shift")
    header_icon = "history"
    template_name = "volunteers/desk/entry.html"
    form: CorrectionForm | None = None

    @cached_property
    def entry(self) -> Entry:
        rows = queries.seen_by(self.request.user).filter(corrects=None)
        return get_object_or_404(rows.select_related("roster", "volunteer__person"), pk=self.kwargs["pk"])

    def above(self) -> list[tuple[str, Any]]:
        return [(reverse("volunteers_attendance", args=[self.entry.roster_id]), self.entry.roster)]

    def get_page_subtitle(self) -> str:
        return self.entry.volunteer.number

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.form = CorrectionForm(request.POST)
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data(), status=422)
        try:
            written = services.correct(self.entry, **self._told(), by=request.user)
        except PermissionDenied:
            messages.error(
                request, _("Nobody corrects their own hours: somebody else of your office has to.")
            )
        else:
            if written:
                messages.success(request, _("The hours were corrected, and the volunteer is told."))
            else:
                messages.info(request, _("The hours are so already."))
        return redirect("volunteers_entry", self.entry.pk)

    def _told(self) -> dict[str, Any]:
        assert self.form
        return {"quarters": self.form.cleaned_data["hours"], "why": self.form.cleaned_data["why"]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        every = [self.entry, *self.entry.corrections.order_by("pk")]
        now = sum(each.quarters for each in every)
        return {
            **super().get_context_data(**kwargs),
            "entry": self.entry,
            "every": [{"entry": each, "hours": f"{each.quarters / 4:+g}"} for each in every],
            "hours": f"{now / 4:g}",
            "form": self.form or CorrectionForm(initial={"hours": f"{now / 4:g}"}),
        }
