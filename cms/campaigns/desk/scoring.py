"""The desk of staff: the procedures, who judges, and what is missing."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages

from cms.campaigns.desk.base import ProcedureView, looks_after, seen_by
from cms.campaigns.desk.reviews import STATES, WHY, said
from cms.campaigns.scoring import queries, services
from cms.campaigns.scoring.models import Reviewer
from cms.campaigns.scoring.services import RefusedError
from cms.core.desk import DeskView


class ProceduresView(DeskView, TemplateView):
    page_title = _("Procedures")
    header_icon = "clipboard-list"
    template_name = "campaigns/desk/procedures.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not looks_after(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now = timezone.now()
        rows = seen_by(self.request.user).select_related("issuer").prefetch_related("windows")
        return {
            **super().get_context_data(**kwargs),
            "rows": [
                {
                    "procedure": procedure,
                    "now": [
                        window.get_kind_display()
                        for window in procedure.windows.all()
                        if window.starts_at <= now < window.ends_at
                    ],
                }
                for procedure in rows
            ],
        }


class AppointForm(forms.Form):
    user = forms.ModelChoiceField(get_user_model().objects.none(), label=_("User of the admin"))
    role = forms.ChoiceField(label=_("Role"), choices=Reviewer.Role.choices, initial=Reviewer.Role.MEMBER)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        users = get_user_model().objects.filter(is_active=True).order_by("username")
        self.fields["user"].queryset = users  # type: ignore[attr-defined]


class ScoringView(ProcedureView, TemplateView):
    """Who judges a campaign, and which sheets are missing. Points are seen with the result."""

    page_title = _("Scoring")
    template_name = "campaigns/desk/scoring.html"
    form: AppointForm | None = None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "release" in request.POST:
            return self._released(request)
        self.form = AppointForm(request.POST)
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data(), status=422)
        chosen = self.form.cleaned_data
        try:
            services.appoint(self.procedure, chosen["user"], chosen["role"], request.user)
            messages.success(request, _("The reviewer was appointed."))
        except RefusedError as refused:
            messages.error(request, WHY[refused.why])
        return redirect(request.path)

    def _released(self, request: HttpRequest) -> HttpResponse:
        reviewer = get_object_or_404(self.procedure.reviewers.appointed(), pk=request.POST["release"])
        if not (reason := request.POST.get("reason", "").strip()[:200]):
            messages.error(request, _("Say why the reviewer is released."))
        else:
            services.release(reviewer, request.user, reason)
            messages.success(request, _("The reviewer was released. Their sheets count no more."))
        return redirect(request.path)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        reviewers = list(self.procedure.reviewers.appointed().select_related("user"))
        rows = queries.overview(self.procedure, reviewers)
        return {
            **super().get_context_data(**kwargs),
            "procedure": self.procedure,
            "reviewers": reviewers,
            "criteria": queries.criteria_now(self.procedure),
            "is_open": queries.is_open(self.procedure, timezone.now()),
            "table": [
                {"title": said(row.entry), "states": [STATES[state] for state in row.states]} for row in rows
            ],
            "missing": sum(state in ("missing", "draft") for row in rows for state in row.states),
            "form": self.form or AppointForm(),
        }
