"""The desk of votes: how each stands, and what stands out, for a person to decide on.

It shows when ballots came and how many, and neither marks nor choices: who watched somebody vote must not find out.
"""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView

from cms.campaigns.ballots import queries, services
from cms.campaigns.ballots.models import Flag
from cms.campaigns.ballots.public import latest_count
from cms.campaigns.desk.base import looks_after
from cms.campaigns.procedures.models import Procedure
from cms.core.desk import DeskView


class VotesOnly:
    """A view for those who look after campaigns."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not looks_after(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class VotesView(VotesOnly, BaseListingView):
    """All votes that the user looks after."""

    model = Procedure
    page_title = _("Votes")
    header_icon = "tick-inverse"
    index_url_name = "campaigns_votes"
    index_results_url_name = "campaigns_votes_results"
    template_name = "campaigns/desk/votes.html"
    paginate_by = 50
    default_ordering = "-pk"
    columns = [
        TitleColumn(
            "title", label=_("Campaign"), get_url=lambda vote: reverse("campaigns_vote", args=[vote.pk])
        ),
        Column("ballots_cast", label=_("Ballots")),
        Column("undecided", label=_("To be decided on")),
    ]

    def get_base_queryset(self) -> QuerySet[Procedure]:
        return queries.votes_seen_by(self.request.user)


class DecisionForm(forms.Form):
    decision = forms.ChoiceField(choices=Flag.Decision.choices)
    reason = forms.CharField(
        max_length=200, error_messages={"required": _("Give the reason: it is published with the ballots.")}
    )


class VoteView(VotesOnly, DeskView, TemplateView):
    """One vote. Decisions are possible when it is over: then nobody's ballot changes any more."""

    page_title = _("Vote")
    header_icon = "tick-inverse"
    template_name = "campaigns/desk/vote.html"
    errors: dict[int, str] = {}

    @cached_property
    def vote(self) -> Procedure:
        return get_object_or_404(queries.votes_seen_by(self.request.user), pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return str(self.vote)

    def above(self) -> list[tuple[str, Any]]:
        return [(reverse("campaigns_votes"), _("Votes"))]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        flag = get_object_or_404(self.vote.flags, pk=request.POST.get("flag") or 0)
        form = DecisionForm(request.POST)
        if not form.is_valid():
            self.errors = {flag.pk: " ".join(str(each) for errors in form.errors.values() for each in errors)}
            return self.render_to_response(self.get_context_data(), status=422)
        services.decide(flag, form.cleaned_data["decision"], form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("The decision is recorded, and the vote was counted again."))
        return redirect("campaigns_vote", self.vote.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        moment = queries.moment_of(self.vote, timezone.now())
        is_open = moment.state == "open"
        return {
            **super().get_context_data(**kwargs),
            "vote": self.vote,
            "moment": moment,
            "count": latest_count(self.vote.pk),
            "so_far": queries.standing_out(self.vote, moment) if is_open else [],
            "flags": [
                {"flag": flag, "error": self.errors.get(flag.pk, "")} for flag in self.vote.flags.all()
            ],
            "decisions": Flag.Decision.choices,
            "typed": self.request.POST.get("reason", ""),
        }


urlpatterns = [
    path("campaigns/votes/", VotesView.as_view(), name="campaigns_votes"),
    path("campaigns/votes/results/", VotesView.as_view(results_only=True), name="campaigns_votes_results"),
    path("campaigns/votes/<uuid:pk>/", VoteView.as_view(), name="campaigns_vote"),
]
