"""One volunteer: masked, until somebody says why they need to see."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages

from cms.intake import audit
from cms.volunteers import services
from cms.volunteers.desk.base import DeskView
from cms.volunteers.forms import TIMES
from cms.volunteers.people import Volunteer
from cms.volunteers.services import KIND, Action


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Why you need to see it"), max_length=200)


class VolunteerForm(forms.ModelForm):
    class Meta:
        model = Volunteer
        fields = ["status", "notes"]
        widgets = {"notes": forms.Textarea({"rows": 4})}


class VolunteerView(DeskView, TemplateView):
    """What is shown is written down before it is; notes are shown with it, and changed where they are seen."""

    page_title = _("Volunteer")
    template_name = "volunteers/desk/volunteer.html"
    reason: ReasonForm | None = None
    form: VolunteerForm | None = None

    @cached_property
    def volunteer(self) -> Volunteer:
        mine = Volunteer.objects.seen_by(self.request.user).filter(person__forgotten_at=None)
        return get_object_or_404(mine.select_related("person"), pk=self.kwargs["pk"])

    def above(self) -> tuple[str, Any]:
        return reverse("volunteers_register"), _("Volunteers")

    def get_page_subtitle(self) -> str:
        return self.volunteer.number

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "save" in request.POST:
            return self._save()
        self.reason = ReasonForm(request.POST)
        if self.reason.is_valid():
            why = self.reason.cleaned_data["reason"]
            audit.note(request.user, Action.SHOW, KIND, [self.volunteer.person_id], why)
            self.form = VolunteerForm(instance=self.volunteer)
        return self.get(request, *args, **kwargs)

    def _save(self) -> HttpResponse:
        form = VolunteerForm(self.request.POST, instance=self.volunteer)
        if form.is_valid():
            services.change(form.instance, by=self.request.user)
            messages.success(self.request, _("The volunteer was changed."))
        return redirect("volunteer", self.volunteer.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        times = dict(TIMES)
        applications = self.volunteer.applications.select_related("roster").order_by("-roster__starts_at")
        return {
            **super().get_context_data(**kwargs),
            "volunteer": self.volunteer,
            "reason": self.reason or ReasonForm(),
            "form": self.form,
            "availability": [times[key] for key in self.volunteer.availability if key in times],
            "applications": applications,
            "consents": self.volunteer.person.consents.all() if self.form else [],
        }
