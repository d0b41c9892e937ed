"""A volunteer's own certificates, and the page where anybody verifies one."""

import logging

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from cms.core import papers
from cms.core.languages import LANGUAGES
from cms.core.organisations import Organisation
from cms.intake import limits
from cms.intake.addresses import address_of
from cms.intake.forms import ResidentForm
from cms.intake.pages import UNSEEN, resident_page, show
from cms.intake.views import needs_phone
from cms.volunteers.certificates import queries, services
from cms.volunteers.certificates.models import Certificate
from cms.volunteers.queries import volunteers_of

TRIES = 60  # an hour, from an address: a school or an office verifies several
PAPERS = 20  # an hour, by a phone or a user

logger = logging.getLogger(__name__)


class NumberForm(ResidentForm):
    """What stands on paper, typed."""

    number = forms.CharField(
        label=_("Certificate number"), max_length=20, widget=forms.TextInput({"autocomplete": "off"})
    )
    code = forms.CharField(
        label=_("Verification code"),
        help_text=_("Ten signs beside the number."),
        max_length=20,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters"}),
    )


@require_safe
@resident_page
def verify(request: HttpRequest, locale: str, number: str = "", code: str = "") -> HttpResponse:
    """Whether a certificate is valid: by the address in its QR code, or by what is typed. Guessing is slowed down."""
    form, found, status = NumberForm(request.GET if "number" in request.GET else None), None, 200
    if form.is_bound and form.is_valid():
        number, code = form.cleaned_data["number"], form.cleaned_data["code"]
    if number and code:
        if limits.within("volunteers.verify", address_of(request), TRIES):
            found = queries.verified(number, code)
        else:
            status = 429
    return show(
        request,
        "pages/my/verify.html",
        locale,
        status=status if not form.is_bound or form.is_valid() else 422,
        form=form.shown(),
        action=reverse("my_verify", args=[LANGUAGES[locale].segment]),
        standing=found.standing if found else "",
        told=found.told if found else {},
        often=status == 429,
    )


@require_POST
@resident_page
@needs_phone
def ask(request: HttpRequest, locale: str, phone: str, pk: str) -> HttpResponse:
    """Ask one of the organisations that one served for to certify it."""
    volunteer = get_object_or_404(volunteers_of(phone), pk=pk)
    issuer = get_object_or_404(Organisation, pk=_digits(request.POST.get("issuer", "")))
    services.ask(volunteer, issuer)
    return HttpResponseRedirect(reverse("my_service", args=[LANGUAGES[locale].segment]))


@require_safe
@resident_page
@needs_phone
def certificate(request: HttpRequest, locale: str, phone: str, pk: str) -> HttpResponse:
    """One's own certificate, to read and to print."""
    return page_of(request, _mine(phone, pk), locale)


@require_safe
@resident_page
@needs_phone
def paper(request: HttpRequest, locale: str, phone: str, pk: str) -> HttpResponse:
    """One's own certificate as PDF."""
    return paper_of(_mine(phone, pk), locale, phone) or certificate_again(locale, pk)


def certificate_again(locale: str, pk: str) -> HttpResponse:
    """Where there is no PDF now, the page can be printed."""
    return HttpResponseRedirect(reverse("my_certificate", args=[LANGUAGES[locale].segment, pk]))


def page_of(request: HttpRequest, row: Certificate, locale: str, *, desk: bool = False) -> HttpResponse:
    """The printable page of a valid certificate."""
    return show(
        request,
        "pages/my/certificate.html",
        locale,
        one=queries.printed(row, locale),
        pk=row.pk,
        desk=desk,
    )


def paper_of(row: Certificate, locale: str, whom: str) -> HttpResponse | None:
    """A valid certificate as PDF; None where `whom` asked for too many, or this machine sets none."""
    if not limits.within("volunteers.paper", whom, PAPERS):
        return None
    try:
        made = papers.pdf("papers/certificate.html", locale, row.seal, one=queries.printed(row, locale))
    except papers.PaperError as error:
        logger.warning("no certificate as PDF: %s", error)
        return None
    name = f"certificate-{row.number}.pdf"
    headers = {**UNSEEN, "Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


def _mine(phone: str, pk: str) -> Certificate:
    row = Certificate.objects.filter(
        pk=pk, volunteer__in=volunteers_of(phone), state=Certificate.State.ISSUED
    ).first()
    if row is None or not row.is_whole:
        raise Http404
    return row


def _digits(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 12 else 0
