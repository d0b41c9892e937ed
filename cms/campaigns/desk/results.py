"""The desk of the result: the list, how it came about, its publication, objections and the commendation."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages

from cms.campaigns.desk.base import ProcedureView
from cms.campaigns.results import objecting, services
from cms.campaigns.results.models import Objection, Result
from cms.campaigns.results.public import title_of
from cms.campaigns.results.services import RefusedError
from cms.intake import audit
from cms.intake.audit import Access

WHY = {
    "running": _(
        "Nominations, votes or sheets are still taken. The list is made when these stages are over."
    ),
    "flags": _("Ballots stand out that nobody has decided on yet."),
    "missing": _("Sheets are missing. Say why the list is made without them."),
    "published": _("The list is published: it is changed entry by entry, with reasons."),
    "reason": _("Say why: everybody can read it."),
    "unknown": _("This entry is not among those that were judged, or not on the list."),
    "there": _("This entry is on the list already."),
    "stage": _("This can be done in its stage of the campaign only."),
    "empty": _("There is no list, or nothing is on it."),
    "basis": _("The campaign’s page names no approval basis. Nothing is commended without one."),
    "objections": _("There are objections without an answer."),
    "done": _("This was done already."),
}
DONE = {
    "propose": _("The list was made."),
    "adjust": _("The list was changed, and why is in the record."),
    "publish": _("The list is up for objections."),
    "commend": _("The commendation list is public."),
}


class ResultView(ProcedureView, TemplateView):
    """One procedure's result. Each button is one step of it."""

    page_title = _("Result")
    template_name = "campaigns/desk/result.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        step = next((name for name in DONE if name in request.POST), None)
        reason = request.POST.get("reason", "").strip()[:300]
        try:
            if step == "propose":
                services.propose(self.procedure, request.user, reason)
            elif step == "adjust":
                self._adjust(request, reason)
            elif step == "publish":
                services.publish(self.procedure, request.user)
            elif step == "commend":
                services.commend(self.procedure, request.user)
            if step:
                messages.success(request, DONE[step])
        except RefusedError as refused:
            messages.error(request, WHY[refused.why])
        return redirect(request.path)

    def _adjust(self, request: HttpRequest, reason: str) -> None:
        try:
            entry = UUID(request.POST.get("entry", ""))
        except ValueError:
            raise RefusedError("unknown") from None
        services.adjust(
            self.procedure, entry, on=request.POST["adjust"] == "on", reason=reason, by=request.user
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        result = Result.objects.filter(procedure=self.procedure).first()
        return {
            **super().get_context_data(**kwargs),
            "procedure": self.procedure,
            "result": result,
            "criteria": [_named(each) for each in result.basis.get("criteria", [])] if result else [],
            "lines": _lines(result) if result else [],
            "objections": self.procedure.objections.all(),
            "steps": self.procedure.steps.order_by("-pk")[:50],
        }


def _named(criterion: dict[str, Any]) -> dict[str, Any]:
    own = "en" if get_language() == "en" else "zh"
    return criterion | {"title": criterion[f"title_{own}"] or criterion["title_zh"] or criterion["title_en"]}


def _lines(result: Result) -> list[dict[str, Any]]:
    """Every entry that was judged, and where it stands."""
    rows = {str(row.entry): row for row in result.listed.all()}
    found = []
    for line in result.lines:
        row = rows.get(line["entry"])
        found.append(
            line
            | {
                "title": title_of(result, line["entry"], get_language() or "") or "–",
                "row": row,
                "is_listed": row is not None and row.taken_off_at is None,
            }
        )
    return found


class AnswerForm(forms.Form):
    is_upheld = forms.ChoiceField(
        label=_("Decision"),
        choices=[("", "---------"), ("yes", _("Upheld")), ("no", _("Not upheld"))],
    )
    answer = forms.CharField(
        label=_("Answer to whoever objected"),
        max_length=2000,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("They alone read it."),
    )
    public_zh = forms.CharField(
        label=_("Public answer in Chinese"),
        max_length=600,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Everybody reads it in the record. Name nobody."),
    )
    public_en = forms.CharField(
        label=_("Public answer in English"),
        max_length=900,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )


class ObjectionView(ProcedureView, TemplateView):
    """One objection. Who wrote it is shown on request, which is written down."""

    page_title = _("Objection")
    template_name = "campaigns/desk/objection.html"
    form: AnswerForm | None = None
    shows_person = False

    @cached_property
    def objection(self) -> Objection:
        rows = self.procedure.objections.select_related("person")
        return get_object_or_404(rows, number=self.kwargs["number"])

    def above(self) -> list[tuple[str, Any]]:
        return [
            *super().above(),
            (reverse("campaigns_result", args=[self.procedure.pk]), self.procedure.title),
        ]

    def get_page_subtitle(self) -> str:
        return str(self.objection.number)

    def heading(self) -> str:
        return _("Objection no. %(number)s") % {"number": self.objection.number}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "show" in request.POST:
            reason = request.POST.get("reason", "").strip()[:200]
            if not reason:
                messages.error(request, _("Say why you need to see it."))
                return redirect(request.path)
            people = [self.objection.person_id]
            audit.note(request.user, Access.Action.SHOW, "campaigns.objection", people, reason)
            self.shows_person = True
            return self.render_to_response(self.get_context_data())
        if "examine" in request.POST:
            objecting.examine(self.objection)
            return redirect(request.path)
        self.form = AnswerForm(request.POST)
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data(), status=422)
        return self._answered(request, self.form.cleaned_data)

    def _answered(self, request: HttpRequest, said: dict[str, Any]) -> HttpResponse:
        told = objecting.Answer(
            said["is_upheld"] == "yes", said["answer"], said["public_zh"], said["public_en"]
        )
        try:
            objecting.answer(self.objection, told, request.user)
            messages.success(request, _("The objection was answered."))
        except RefusedError as refused:
            messages.error(request, WHY[refused.why])
        return redirect("campaigns_result", self.procedure.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "objection": self.objection,
            "shows_person": self.shows_person,
            "form": self.form or AnswerForm(),
        }
