"""Signing up for shifts, and what volunteers see and do of their own."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.core.languages import LANGUAGES
from cms.core.qr import svg
from cms.intake import consents
from cms.intake.addresses import address_of
from cms.intake.pages import UNSEEN, resident_page, show
from cms.intake.views import needs_phone
from cms.volunteers import queries, services
from cms.volunteers.certificates import queries as certified
from cms.volunteers.forms import ParticularsForm, SignUpForm, known
from cms.volunteers.hours import codes
from cms.volunteers.hours.queries import shown as served
from cms.volunteers.models import RecruitmentPage
from cms.volunteers.people import MENTION, RECORD, Volunteer
from cms.volunteers.places import Application, Roster
from cms.volunteers.refusals import refusal
from cms.volunteers.training import Training

DONE = "resident_did"  # in the session, until it was said once: SIGNED_UP or FORGOTTEN
SIGNED_UP, FORGOTTEN = "signed_up", "forgotten"

form_methods = require_http_methods(["GET", "HEAD", "POST"])


@form_methods
@resident_page
@needs_phone
def sign_up(request: HttpRequest, locale: str, phone: str, page: str) -> HttpResponse:
    """The form of a recruitment. Nothing of it is taken where one chosen shift is refused."""
    found, now = _recruitment(page, locale), timezone.now()
    shown = {"title": found.title, "url": found.url_path, "path": f"sign-up/{found.pk}/", "training": None}
    needs = {name: getattr(found, name) for name in found.NAMES} | {"insurance": found.insurance}
    shown |= {"state": found.state_at(now), "needs": needs}
    return _form(request, phone, services.call_of(found, now), queries.rosters_of(found), shown)


@form_methods
@resident_page
@needs_phone
def learn(request: HttpRequest, locale: str, phone: str, pk: str) -> HttpResponse:
    """The form of a training: as a recruitment's, with its dates for shifts."""
    found = get_object_or_404(Training, pk=pk)
    shown = {"title": str(found), "url": "", "path": f"training/{found.pk}/", "state": "open", "needs": {}}
    call = services.trainings.call_of(found, locale)
    return _form(request, phone, call, queries.dates_of(found.uid), {**shown, "training": found.months})


def _form(
    request: HttpRequest, phone: str, call: services.Call, of: QuerySet[Roster], shown: dict[str, Any]
) -> HttpResponse:
    shifts = queries.shifts_to_choose(of, timezone.now()) if call.is_open else []
    form = SignUpForm(
        request.POST or None,
        initial=_known(phone) | {"shifts": request.GET.getlist("shift")},
        shifts=[(shift["uid"], _words(shift)) for shift in shifts],
        address=address_of(request),
    )
    if not any(shown["needs"].get(name) for name in ("skills", "training", "health", "other")):
        del form.fields["meets"]
    if request.method == "POST" and form.is_valid() and _signed_up(form, phone, call):
        request.session[DONE] = SIGNED_UP
        return _to("my_service", call.locale)
    return show(
        request,
        "pages/my/sign_up.html",
        call.locale,
        status=422 if form.is_bound else 200,
        form=form.shown(),
        shifts=shifts,
        call=shown,
        needs=shown["needs"],
    )


@require_safe
@resident_page
@needs_phone
def service(request: HttpRequest, locale: str, phone: str) -> HttpResponse:
    """What there is of the holder of a phone: whoever gave this number."""
    now = timezone.now()
    volunteers = list(queries.volunteers_of(phone))
    applications = queries.shown_applications(volunteers, now)
    mentioned, hours = queries.mentioned(volunteers), served(volunteers)
    certificates, issuers = certified.shown(volunteers), certified.issuers_for(volunteers)
    trained, remarks = queries.shown_trained(volunteers), queries.shown_remarks(volunteers)
    return show(
        request,
        "pages/my/service.html",
        locale,
        phone=phone,
        done=request.session.pop(DONE, ""),
        volunteers=[
            {
                "id": each.pk,
                "name": each.person.name,
                "number": each.number,
                "status": each.status,
                "mention": each.person_id in mentioned,
                "served": hours[each.pk],
                "certificates": certificates[each.pk],
                "issuers": issuers[each.pk],
                "card": svg(codes.card_address(each), _("My QR code")),
                "trained": trained[each.pk],
                "remarks": remarks[each.pk],
                "to_come": [one for one in applications[each.pk] if one["stands"] and not one["over"]],
                "past": [one for one in applications[each.pk] if one["over"] or not one["stands"]][::-1],
            }
            for each in volunteers
        ],
        trainings=queries.trainings_to_come(now),
    )


@require_POST
@resident_page
@needs_phone
def decide(request: HttpRequest, locale: str, phone: str, pk: str) -> HttpResponse:
    """Accept an offered place, or cancel. What was over meanwhile stays so, and the page shows it."""
    mine = Application.objects.filter(volunteer__in=queries.volunteers_of(phone))
    application = get_object_or_404(mine.select_related("roster"), pk=pk)
    if "accept" in request.POST:
        services.accept(application)
    elif "cancel" in request.POST and application.roster.starts_at > timezone.now():
        services.cancel(application)
    return _to("my_service", locale)


@form_methods
@resident_page
@needs_phone
def data(request: HttpRequest, locale: str, phone: str, pk: str) -> HttpResponse:
    """Correct one's own data, and what one agrees to."""
    volunteer = _mine(phone, pk)
    mention = consents.agrees(volunteer.person, MENTION)
    form = ParticularsForm(request.POST or None, initial=known(volunteer, mention=mention))
    if request.method == "POST" and form.is_valid():
        if services.correct(volunteer, form.told(phone), form.agreed()):
            return _to("my_service", locale)
        form.add_error("name", _("Somebody of this name is registered with this number already."))
    status = 422 if form.is_bound else 200
    return show(
        request,
        "pages/my/data.html",
        locale,
        status=status,
        form=form.shown(),
        volunteer={"id": volunteer.pk},
    )


@require_safe
@resident_page
@needs_phone
def export(request: HttpRequest, locale: str, phone: str, pk: str) -> HttpResponse:
    """One's own data as a file."""
    volunteer = _mine(phone, pk)
    name = f"linli-{volunteer.number}.json"
    return JsonResponse(
        {
            **queries.own_data(volunteer),
            "hours": served([volunteer])[volunteer.pk],
            "certificates": certified.own_certificates(volunteer),
        },
        json_dumps_params={"ensure_ascii": False, "indent": 1},
        headers={**UNSEEN, "Content-Disposition": f'attachment; filename="{name}"'},
    )


@form_methods
@resident_page
@needs_phone
def forget(request: HttpRequest, locale: str, phone: str, pk: str) -> HttpResponse:
    """Taking back the consent to the record is asking to be deleted: without it nothing may be kept."""
    volunteer = _mine(phone, pk)
    if request.method == "POST" and "sure" in request.POST:
        services.forget(volunteer)
        request.session[DONE] = FORGOTTEN
        return _to("my_service", locale)
    shown = {"id": volunteer.pk, "name": volunteer.person.name}
    agreed = volunteer.person.consents.filter(purpose=RECORD).values_list("words", flat=True).first() or ""
    return show(
        request,
        "pages/my/forget.html",
        locale,
        volunteer=shown,
        agreed=agreed,
        asked=request.method == "POST",
    )


@require_safe
def shifts_json(request: HttpRequest, page: int) -> JsonResponse:
    """`/api/shifts/42`: {"shifts": {uid: {"free", "waiting"}}} of a public recruitment, as of now."""
    call = get_object_or_404(RecruitmentPage.objects.live(), pk=page)
    rosters = list(queries.rosters_of(call))
    free, waiting = queries.free_now(rosters)
    shifts = {str(each.uid): {"free": free[each.uid], "waiting": waiting[each.uid]} for each in rosters}
    return JsonResponse({"shifts": shifts}, headers={"Cache-Control": "no-store"})


def _recruitment(page: str, locale: str) -> RecruitmentPage:
    """The public recruitment, in the language that is spoken where there is one."""
    found = get_object_or_404(RecruitmentPage.objects.live().select_related("locale", "issuer"), pk=page)
    if found.locale.language_code == locale:
        return found
    others = RecruitmentPage.objects.live().filter(translation_key=found.translation_key)
    return others.select_related("locale", "issuer").filter(locale__language_code=locale).first() or found


def _signed_up(form: SignUpForm, phone: str, call: services.Call) -> bool:
    """Do what the form says; where a shift is refused, say why beside the shifts."""
    refused = services.apply(form.told(phone), form.agreed(), call, form.chosen())
    labels = dict(form.fields["shifts"].choices)  # type: ignore[attr-defined]
    for each in refused:
        told = {"name": labels[str(each.uid)], "value": refusal(each.reason)}
        form.add_error("shifts", _("%(name)s: %(value)s") % told)
    return not refused


def _words(shift: dict[str, Any]) -> str:
    """A shift in a message."""
    day = date_format(date.fromisoformat(shift["starts_at"][:10]))
    return f"{day} {shift['starts_at'][11:16]}–{shift['ends_at'][11:16]}"


def _known(phone: str) -> dict[str, Any]:
    """Whom the form may begin with: the only one who gave this number."""
    found = list(queries.volunteers_of(phone)[:2])
    if len(found) != 1:
        return {}
    return known(found[0], mention=consents.agrees(found[0].person, MENTION))


def _mine(phone: str, pk: str) -> Volunteer:
    volunteer = queries.volunteers_of(phone).filter(pk=pk).first()
    if volunteer is None:
        raise Http404
    return volunteer


def _to(name: str, locale: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse(name, args=[LANGUAGES[locale].segment]))
