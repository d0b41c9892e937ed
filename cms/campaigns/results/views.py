"""Objecting to a published list, and reading how an objection stands. Both work without scripts."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from cms.campaigns.models import CampaignPage
from cms.campaigns.procedures.models import Procedure
from cms.campaigns.results import objecting
from cms.campaigns.results.forms import ObjectionForm
from cms.campaigns.results.models import Objection
from cms.campaigns.results.services import RefusedError
from cms.core.clock import written
from cms.intake.addresses import address_of
from cms.intake.pages import resident_page, show


@require_http_methods(["GET", "HEAD", "POST"])
@resident_page
def object_to(request: HttpRequest, locale: str, page: str) -> HttpResponse:
    """The form, while the list is up for objections; a word of when it was, else."""
    campaign = _campaign(page, locale)
    procedure = get_object_or_404(Procedure, pk=campaign.translation_key)
    is_open = objecting.takes_objections(procedure, timezone.now())
    form = ObjectionForm(request.POST or None, address=address_of(request))
    if request.method == "POST" and is_open and form.is_valid():
        try:
            row = objecting.receive(procedure, form.told(), locale)
            return HttpResponseRedirect(request.build_absolute_uri(_own(request, row)))
        except RefusedError:
            is_open = False
    return show(
        request,
        "pages/my/objection.html",
        locale,
        status=422 if form.is_bound else 200,
        campaign={"title": campaign.title, "url": campaign.url_path, "number": campaign.pk},
        is_open=is_open,
        form=form.shown(),
    )


@require_safe
@resident_page
def objection(request: HttpRequest, locale: str, code: str) -> HttpResponse:
    """How an objection stands, for whoever has its code. Nothing shows who wrote it."""
    row = get_object_or_404(Objection.objects.select_related("procedure"), code=code)
    page = CampaignPage.objects.live().filter(translation_key=row.procedure_id, locale__language_code=locale)
    found = page.first()
    return show(
        request,
        "pages/my/objection_state.html",
        locale,
        campaign={"title": row.procedure.said("title", locale), "url": found.url_path if found else ""},
        objection={
            "number": row.number,
            "code": row.code,
            "about": row.get_about_display(),
            "state": row.state,
            "text": row.text,
            "answer": row.answer,
            "is_upheld": row.is_upheld,
            "received_at": written(row.received_at),
            "answered_at": written(row.answered_at),
        },
    )


def _campaign(page: str, locale: str) -> CampaignPage:
    found = CampaignPage.objects.live().filter(pk=page, locale__language_code=locale).first()
    if found is None:
        raise Http404
    return found


def _own(request: HttpRequest, row: Objection) -> str:
    return request.get_full_path().partition("/my/")[0] + f"/my/objection/{row.code}/"
