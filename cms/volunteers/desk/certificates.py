"""Certificates at the desk: who asked for one, which were issued; issuing, showing, printing and withdrawing them."""

from typing import Any

import django_filters
from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.admin.widgets import AdminDateInput

from cms.core.organisations import Organisation
from cms.intake import audit
from cms.volunteers.certificates import queries, services
from cms.volunteers.certificates.models import Certificate
from cms.volunteers.certificates.services import KIND, Terms
from cms.volunteers.certificates.views import page_of, paper_of
from cms.volunteers.desk.base import CoordinatorsOnly, DeskView
from cms.volunteers.people import Volunteer
from cms.volunteers.services import Action

State, Why = Certificate.State, Certificate.Why
GIVEN = (Why.MISTAKE, Why.REPLACED, Why.MISUSED)  # the other reasons come by themselves


def language() -> str:
    return "en" if (get_language() or "").startswith("en") else "zh-hans"


class CertificateFilters(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=Certificate.State.choices, empty_label=_("All")
    )

    class Meta:
        model = Certificate
        fields = ["state"]


class CertificatesView(CoordinatorsOnly, BaseListingView):
    """All certificates and requests of the organisations that the user works for."""

    model = Certificate
    page_title = _("Certificates")
    header_icon = "form"
    index_url_name = "volunteers_certificates"
    index_results_url_name = "volunteers_certificates_results"
    filterset_class = CertificateFilters
    paginate_by = 50
    default_ordering = "-pk"
    columns = [
        TitleColumn(
            "number",
            label=_("Certificate number"),
            accessor=lambda row: row.number or row.get_state_display(),
            get_url=lambda row: reverse("volunteers_certificate", args=[row.pk]),
        ),
        Column("volunteer", label=_("Volunteer number"), accessor="volunteer.number"),
        Column("name", label=pgettext_lazy("person", "Name"), accessor="volunteer.person.masked_name"),
        Column("issuer", label=_("Issued by")),
        Column(
            "hours", label=_("Hours"), accessor=lambda row: f"{row.quarters / 4:g}" if row.number else "–"
        ),
        Column("state", label=_("State"), accessor="get_state_display", sort_key="state"),
        Column(
            "day",
            label=_("Date"),
            accessor=lambda row: timezone.localdate(row.issued_at or row.asked_at).isoformat(),
        ),
    ]

    def get_base_queryset(self) -> QuerySet[Certificate]:
        return queries.seen_by(self.request.user)


class IssueForm(forms.Form):
    """`bodies` are the organisations that may certify."""

    issuer = forms.ModelChoiceField(label=_("Issued by"), queryset=Organisation.objects.none())
    since = forms.DateField(
        label=_("From"), required=False, widget=AdminDateInput, help_text=_("Empty: from the beginning.")
    )
    until = forms.DateField(
        label=_("Until"), required=False, widget=AdminDateInput, help_text=_("Empty: until today.")
    )
    in_charge = forms.CharField(label=_("Person in charge"), max_length=60)
    handler = forms.CharField(label=_("Handled by"), max_length=60)
    contact = forms.CharField(label=_("Contact"), max_length=100)

    def __init__(self, *args: Any, bodies: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["issuer"].queryset = bodies  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("since") and cleaned.get("until") and cleaned["until"] < cleaned["since"]:
            self.add_error("until", _("It ends before it starts."))
        return cleaned

    def terms(self) -> Terms:
        names = ("in_charge", "handler", "contact", "since", "until")
        return Terms(**{name: self.cleaned_data[name] for name in names})


class IssueView(DeskView, TemplateView):
    """A certificate for one volunteer, in answer to a request or not."""

    page_title = _("Issue a certificate")
    header_icon = "form"
    template_name = "volunteers/desk/issue.html"
    form: IssueForm | None = None

    @cached_property
    def volunteer(self) -> Volunteer:
        mine = Volunteer.objects.seen_by(self.request.user).filter(person__forgotten_at=None)
        return get_object_or_404(mine.select_related("person"), pk=self.kwargs["pk"])

    @cached_property
    def bodies(self) -> QuerySet[Organisation]:
        return queries.may_certify(self.request.user, self.volunteer)

    def above(self) -> list[tuple[str, Any]]:
        return [(reverse("volunteer", args=[self.volunteer.pk]), self.volunteer)]

    def get_page_subtitle(self) -> str:
        return self.volunteer.number

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.form = IssueForm(request.POST, bodies=self.bodies)
        if self.form.is_valid():
            try:
                made = services.issue(
                    self.volunteer, self.form.cleaned_data["issuer"], self.form.terms(), by=request.user
                )
            except PermissionDenied:
                self.form.add_error(None, _("Nobody issues their own certificate: a colleague has to."))
            else:
                if made:
                    messages.success(request, _("The certificate was issued."))
                    return redirect("volunteers_certificate", made.pk)
                self.form.add_error(None, _("There are no hours to certify in this time."))
        return self.render_to_response(self.get_context_data(), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = self.form or IssueForm(bodies=self.bodies, initial=self._first())
        return {**super().get_context_data(**kwargs), "volunteer": self.volunteer, "form": form}

    def _first(self) -> dict[str, Any]:
        user: Any = self.request.user
        asked = self.request.GET.get("issuer", "")
        issuer = self.bodies.filter(pk=asked).first() if asked.isdecimal() else self.bodies.first()
        head = issuer.people.first() if issuer else None
        return {
            "issuer": issuer,
            "in_charge": head.name_zh if head else "",
            "handler": user.get_full_name(),
            "contact": issuer.phone if issuer else "",
        }


class CertificateView(DeskView, TemplateView):
    """One certificate, or a request for one: its name stays masked here; paper shows it, which is written down."""

    page_title = _("Certificate")
    header_icon = "form"
    template_name = "volunteers/desk/certificate.html"

    @cached_property
    def certificate(self) -> Certificate:
        return get_object_or_404(queries.seen_by(self.request.user), pk=self.kwargs["pk"])

    def above(self) -> list[tuple[str, Any]]:
        return [(reverse("volunteers_certificates"), _("Certificates"))]

    def get_page_subtitle(self) -> str:
        return self.certificate.number or self.certificate.get_state_display()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "decline" in request.POST:
            if services.decline(self.certificate, by=request.user):
                messages.success(request, _("The request was declined."))
        elif request.POST.get("why") in GIVEN:
            if services.withdraw(self.certificate, request.POST["why"], by=request.user):
                messages.success(request, _("The certificate was withdrawn. Whoever verifies it is told so."))
        else:
            messages.error(request, _("Choose why it is withdrawn."))
        return redirect("volunteers_certificate", self.certificate.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = self.certificate
        issued = row.state in (State.ISSUED, State.WITHDRAWN)
        return {
            **super().get_context_data(**kwargs),
            "certificate": row,
            "hours": f"{row.quarters / 4:g}",
            "address": queries.verify_address(row, language()) if issued else "",
            "whole": not issued or row.is_whole,
            "reasons": [(why.value, why.label) for why in GIVEN],
        }


@method_decorator(transaction.non_atomic_requests, name="dispatch")
class PaperView(CoordinatorsOnly, View):
    """A valid certificate as page or PDF: a look at a person, which is written down before."""

    http_method_names = ["post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.row = get_object_or_404(queries.seen_by(request.user), pk=kwargs["pk"], state=State.ISSUED)
        if not self.row.is_whole:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        is_paper = "pdf" in request.POST
        action = Action.EXPORT if is_paper else Action.PRINT
        audit.note(request.user, action, KIND, [self.row.person_id], str(self.row.number))
        if not is_paper:
            return page_of(request, self.row, language(), desk=True)
        if made := paper_of(self.row, language(), request.user.get_username()):
            return made
        messages.error(request, _("This server makes no PDF now. The page can be printed."))
        return redirect("volunteers_certificate", self.row.pk)
