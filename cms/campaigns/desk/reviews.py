"""The desk of reviewers: what they are to judge, and a sheet for each entry. They see no sheet of another."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages

from cms.campaigns.entries.queries import Admitted, admitted, entries_of
from cms.campaigns.scoring import queries, services
from cms.campaigns.scoring.models import Reviewer, Sheet
from cms.campaigns.scoring.rules import MOST
from cms.campaigns.scoring.services import RefusedError
from cms.core.desk import DeskView

WHY = {
    "closed": _("Sheets can be filled in between the start and the end of the scoring only."),
    "locked": _("This sheet was submitted. The chair can give it back to you."),
    "conflict": _("You declared an interest in this entry, and do not judge it."),
    "unknown": _("This entry is not among those that are judged."),
    "released": _("You do not judge this campaign any more."),
    "incomplete": _("A sheet is submitted when every criterion has its points."),
    "chair": _("There is a chair already. Release them first."),
    "there": _("This user is a reviewer already."),
}
STATES = {
    "missing": _("To be judged"),
    "draft": _("Begun"),
    "submitted": _("Submitted"),
    "conflict": _("Not judged: interest declared"),
}


def said(entry: Admitted) -> str:
    """An entry's title in the reader's language, or in another."""
    return entry.titles.get(get_language() or "") or next(iter(entry.titles.values()), "")


class SheetForm(forms.Form):
    """Points by each criterion that reviewers judge by. A draft may leave some out."""

    def __init__(self, *args: Any, criteria: list, submit: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for criterion in criteria:
            self.fields[f"c{criterion.number}"] = forms.IntegerField(
                label=_("%(title)s (weight %(weight)s%%)")
                % {"title": criterion.title, "weight": criterion.weight},
                help_text=criterion.text or _("From 0 to 100 points."),
                min_value=0,
                max_value=MOST,
                required=submit,
            )

    def points(self) -> dict[int, int]:
        return {int(name[1:]): value for name, value in self.cleaned_data.items() if value is not None}


class ReviewsView(DeskView, TemplateView):
    page_title = _("My reviews")
    header_icon = "tasks"
    template_name = "campaigns/desk/reviews.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now, rows = timezone.now(), []
        for reviewer in queries.reviews_of(self.request.user):
            states = [row.states[0] for row in queries.overview(reviewer.procedure, [reviewer])]
            rows.append(
                {
                    "reviewer": reviewer,
                    "open": queries.is_open(reviewer.procedure, now),
                    "done": len(states) - states.count("missing") - states.count("draft"),
                    "all": len(states),
                }
            )
        return {**super().get_context_data(**kwargs), "rows": rows}


class OfReviewer(DeskView):
    """A screen of somebody who judges a campaign."""

    kwargs: dict[str, Any]
    request: Any
    header_icon = "tasks"

    @cached_property
    def reviewer(self) -> Reviewer:
        """Raises PermissionDenied for who does not judge this campaign."""
        rows = Reviewer.objects.appointed().select_related("procedure", "user")
        found = rows.filter(user=self.request.user, procedure=self.kwargs["procedure"]).first()
        if found is None:
            raise PermissionDenied
        return found

    @property
    def is_chair(self) -> bool:
        return self.reviewer.role == Reviewer.Role.CHAIR

    def above(self) -> list[tuple[str, Any]]:
        return [(reverse("campaigns_reviews"), _("My reviews"))]

    def get_page_subtitle(self) -> str:
        return self.reviewer.procedure.title


class ReviewView(OfReviewer, TemplateView):
    """The entries of a campaign. The chair sees who has judged what, without the points, and gives sheets back."""

    page_title = _("Scoring")
    template_name = "campaigns/desk/review.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        reason = request.POST.get("reason", "").strip()[:200]
        rows = Sheet.objects.filter(reviewer__procedure=self.reviewer.procedure).select_related("reviewer")
        if not self.is_chair:
            raise PermissionDenied
        sheet = get_object_or_404(rows, pk=_number(request.POST.get("sheet")))
        if not reason:
            messages.error(request, _("Say why the sheet is given back."))
        else:
            try:
                services.reopen(sheet, request.user, reason)
                messages.success(request, _("The sheet was given back."))
            except RefusedError as refused:
                messages.error(request, WHY[refused.why])
        return redirect("campaigns_review", self.reviewer.procedure_id)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        procedure = self.reviewer.procedure
        others = list(procedure.reviewers.appointed().select_related("user")) if self.is_chair else []
        sheets = Sheet.objects.filter(reviewer__in=others).exclude(submitted_at=None)
        return {
            **super().get_context_data(**kwargs),
            "reviewer": self.reviewer,
            "is_open": queries.is_open(procedure, timezone.now()),
            "rows": [
                {"entry": row.entry, "title": said(row.entry), "state": STATES[row.states[0]]}
                for row in queries.overview(procedure, [self.reviewer])
            ],
            "reviewers": others,
            "table": [
                {"title": said(row.entry), "states": [STATES[state] for state in row.states]}
                for row in queries.overview(procedure, others)
            ]
            if others
            else [],
            "sheets": _named(sheets.select_related("reviewer__user"), admitted(procedure)),
        }


class SheetView(OfReviewer, TemplateView):
    """One entry, its criteria, and the reviewer's own points."""

    page_title = _("Score sheet")
    template_name = "campaigns/desk/sheet.html"
    form: SheetForm | None = None

    @cached_property
    def entry(self) -> Admitted:
        wanted: UUID = self.kwargs["entry"]
        found = next((each for each in admitted(self.reviewer.procedure) if each.uuid == wanted), None)
        if found is None:
            raise Http404
        return found

    @cached_property
    def criteria(self) -> list:
        return [each for each in queries.criteria_now(self.reviewer.procedure) if not each.is_vote]

    @cached_property
    def sheet(self) -> Sheet | None:
        return Sheet.objects.filter(reviewer=self.reviewer, entry=self.entry.uuid).first()

    def above(self) -> list[tuple[str, Any]]:
        procedure = self.reviewer.procedure
        return [*super().above(), (reverse("campaigns_review", args=[procedure.pk]), procedure.title)]

    def get_page_subtitle(self) -> str:
        return said(self.entry)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return self._declared(request) if "declare" in request.POST else self._filled(request)
        except RefusedError as refused:
            messages.error(request, WHY[refused.why])
            return redirect(request.path)

    def _declared(self, request: HttpRequest) -> HttpResponse:
        services.declare(self.reviewer, self.entry.uuid, request.POST.get("why", "")[:200])
        messages.success(request, _("Your interest was noted. You are not asked to judge this entry."))
        return redirect("campaigns_review", self.reviewer.procedure_id)

    def _filled(self, request: HttpRequest) -> HttpResponse:
        submit = "submit" in request.POST
        self.form = SheetForm(request.POST, criteria=self.criteria, submit=submit)
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data(), status=422)
        services.fill(self.reviewer, self.entry.uuid, self.form.points(), submit=submit)
        messages.success(request, _("The sheet was submitted.") if submit else _("The draft was kept."))
        if submit:
            return redirect("campaigns_review", self.reviewer.procedure_id)
        return redirect(request.path)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        given = self.sheet.given if self.sheet else {}
        initial = {f"c{number}": value for number, value in given.items()}
        pages = entries_of(self.reviewer.procedure).filter(translation_key=self.entry.uuid)
        return {
            **super().get_context_data(**kwargs),
            "reviewer": self.reviewer,
            "pages": list(pages),
            "sheet": self.sheet,
            "is_open": queries.is_open(self.reviewer.procedure, timezone.now()),
            "conflict": self.reviewer.conflicts.filter(entry=self.entry.uuid).first(),
            "form": self.form or SheetForm(criteria=self.criteria, initial=initial),
        }


def _named(sheets: Any, entries: list[Admitted]) -> list[dict[str, Any]]:
    titles = {entry.uuid: said(entry) for entry in entries}
    return [
        {"pk": sheet.pk, "name": f"{sheet.reviewer} · {titles.get(sheet.entry, sheet.entry)}"}
        for sheet in sheets
    ]


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0
