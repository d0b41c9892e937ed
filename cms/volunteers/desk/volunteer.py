"""One volunteer: masked, until somebody says why they need to see. And one who is in the register twice."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.widgets import AdminDateInput

from cms.intake import audit
from cms.volunteers import services
from cms.volunteers.desk.base import DeskView
from cms.volunteers.forms import ABILITIES, TIMES
from cms.volunteers.people import Volunteer
from cms.volunteers.remarks import Remark
from cms.volunteers.services import KIND, Action
from cms.volunteers.training import Training


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Why you need to see it"), max_length=200)


class VolunteerForm(forms.Form):
    status = forms.ChoiceField(label=_("Status"), choices=Volunteer.Status.choices)
    notes = forms.CharField(
        label=_("Notes"),
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Whoever asks for their own data gets these, too."),
    )


class TrainedForm(forms.Form):
    """A training that somebody has a paper of."""

    training = forms.ModelChoiceField(label=_("Training"), queryset=Training.objects.all())
    day = forms.DateField(label=_("Day"), widget=AdminDateInput())


class RemarkForm(forms.Form):
    """A commendation that somebody got, or how their service was judged."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Remark.Kind.choices)
    day = forms.DateField(label=_("Day"), widget=AdminDateInput())
    words = forms.CharField(
        label=_("In detail"),
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("The volunteer reads it under “My service”."),
    )


class VolunteerDeskView(DeskView, TemplateView):
    @cached_property
    def volunteer(self) -> Volunteer:
        return self.seen(self.kwargs["pk"])

    def seen(self, pk: int) -> Volunteer:
        """A volunteer whom the user may see; another's is not there."""
        mine = Volunteer.objects.seen_by(self.request.user).present()
        return get_object_or_404(mine.select_related("person"), pk=pk)

    def above(self) -> list[tuple[str, Any]]:
        return [(reverse("volunteers_register"), _("Volunteers"))]

    def get_page_subtitle(self) -> str:
        return self.volunteer.number


class VolunteerView(VolunteerDeskView):
    """What is shown is written down before it is; notes are shown with it, and changed where they are seen."""

    page_title = _("Volunteer")
    template_name = "volunteers/desk/volunteer.html"
    reason: ReasonForm | None = None
    form: VolunteerForm | None = None
    trained: TrainedForm | None = None
    remark: RemarkForm | None = None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "save" in request.POST:
            return self._save()
        if "learned" in request.POST:
            return self._learned()
        if "remarked" in request.POST:
            return self._remarked()
        self.reason = ReasonForm(request.POST)
        if self.reason.is_valid():
            why = self.reason.cleaned_data["reason"]
            audit.note(request.user, Action.SHOW, KIND, [self.volunteer.person_id], why)
            told = {"status": self.volunteer.status, "notes": self.volunteer.notes}
            self.form = VolunteerForm(initial=told)
        return self.get(request, *args, **kwargs)

    def _save(self) -> HttpResponse:
        form = VolunteerForm(self.request.POST)
        if form.is_valid():
            services.change(self.volunteer, **form.cleaned_data, by=self.request.user)
            messages.success(self.request, _("The volunteer was changed."))
        return redirect("volunteer", self.volunteer.pk)

    def _learned(self) -> HttpResponse:
        self.trained = TrainedForm(self.request.POST)
        if not self.trained.is_valid():
            return self.get(self.request)
        services.trainings.learned_elsewhere(
            self.volunteer, **self.trained.cleaned_data, by=self.request.user
        )
        messages.success(self.request, _("The training was noted."))
        return redirect("volunteer", self.volunteer.pk)

    def _remarked(self) -> HttpResponse:
        self.remark = RemarkForm(self.request.POST)
        if not self.remark.is_valid():
            return self.get(self.request)
        services.remark(self.volunteer, **self.remark.cleaned_data, by=self.request.user)
        messages.success(self.request, _("It was noted."))
        return redirect("volunteer", self.volunteer.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        applications = self.volunteer.applications.select_related("roster").order_by("-roster__starts_at")
        twice = self.volunteer.possibly_twice().seen_by(self.request.user)
        return {
            **super().get_context_data(**kwargs),
            "volunteer": self.volunteer,
            "reason": self.reason or ReasonForm(),
            "form": self.form,
            "trained_form": self.trained or TrainedForm(),
            "remark_form": self.remark or RemarkForm(),
            "remarks": self.volunteer.remarks.all(),
            "availability": _labels(TIMES, self.volunteer.availability),
            "abilities": _labels(ABILITIES, self.volunteer.abilities),
            "applications": applications,
            "trained": self.volunteer.trained.select_related("training"),
            "changes": self.volunteer.status_changes.all(),
            "consents": self.volunteer.person.consents.all(),
            "twice": twice.select_related("person"),
        }


class MergeView(VolunteerDeskView):
    """Two who seem to be one, side by side; what happens is said before it is done."""

    page_title = _("Merge")
    template_name = "volunteers/desk/merge.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        both = [self.volunteer, self.seen(self.kwargs["other"])]
        return {**super().get_context_data(**kwargs), "both": both}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        both = {str(each.pk): each for each in (self.volunteer, self.seen(self.kwargs["other"]))}
        kept = both.pop(request.POST.get("keep", ""), None)
        if kept is None or "sure" not in request.POST:
            messages.error(request, _("Choose which entry stays, and confirm that both are the same person."))
            return self.get(request, *args, **kwargs)
        (other,) = both.values()
        services.merge(kept, other, by=request.user)
        messages.success(request, _("The two entries are one now."))
        return redirect("volunteer", kept.pk)


def _labels(choices: list[tuple[str, Any]], chosen: list[str]) -> list[Any]:
    known = dict(choices)
    return [known[key] for key in chosen if key in known]
