"""Nominating somebody, what becomes of it, and what the nominee says."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cms.campaigns.models import CampaignPage
from cms.campaigns.nominations import queries, services
from cms.campaigns.nominations.forms import (
    CONSENT_WORDS,
    ConsentForm,
    NominationForm,
    PictureForm,
    TellingForm,
)
from cms.campaigns.nominations.models import MOST_PICTURES, Nomination, NominationPicture
from cms.campaigns.own import queries as own
from cms.campaigns.procedures.models import Procedure, StageKind
from cms.campaigns.procedures.queries import categories_of, first_start, open_window, procedure_of
from cms.core.languages import LANGUAGES
from cms.intake.addresses import address_of
from cms.intake.pages import UNSEEN, resident_page, show
from cms.intake.views import needs_phone

DONE = "resident_nominated"  # in the session, until it was said once
MIME = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp"}

form_methods = require_http_methods(["GET", "HEAD", "POST"])


@form_methods
@resident_page
@needs_phone
def nominate(request: HttpRequest, locale: str, phone: str, page: str) -> HttpResponse:
    """The form of a campaign, while its window is open."""
    campaign, procedure = _campaign(page, locale)
    is_open = _is_open(procedure)
    form = NominationForm(
        request.POST or None, categories=_categories(procedure), address=address_of(request)
    )
    if request.method == "POST" and is_open and form.is_valid():
        told = form.told(form.cleaned_data["name"], phone)
        try:
            made = services.nominate(procedure, told, form.agreed(), form.data.get("ticket", ""), locale)
        except services.RefusedError:
            is_open = False  # since the form was shown
        else:
            request.session[DONE] = True
            return _to("my_nomination", locale, made.pk)
    starts = first_start(procedure, StageKind.NOMINATION)
    return show(
        request,
        "pages/my/nominate.html",
        locale,
        status=422 if form.is_bound else 200,
        form=form.shown(),
        campaign={"id": campaign.pk, "title": campaign.title, "url": campaign.url_path},
        is_open=is_open,
        is_to_come=starts is not None and starts > timezone.now(),
    )


@require_safe
@resident_page
@needs_phone
def nominations(request: HttpRequest, locale: str, phone: str) -> HttpResponse:
    """What was nominated, and objected to, with a phone."""
    mine = [queries.summary(each) for each in queries.sent_with(phone)]
    objections = [own.told(each) for each in own.objections_of(phone)]
    return show(
        request, "pages/my/nominations.html", locale, phone=phone, nominations=mine, objections=objections
    )


@form_methods
@resident_page
@needs_phone
def nomination(request: HttpRequest, locale: str, phone: str, pk: str) -> HttpResponse:
    """One's own nomination: where it stands, its pictures, and the way to take it back."""
    mine = _mine(phone, pk)
    form = PictureForm(request.POST if "add" in request.POST else None, request.FILES or None)
    if request.method == "POST" and (answer := _act(request, locale, mine, form)):
        return answer
    return show(
        request,
        "pages/my/nomination.html",
        locale,
        status=422 if form.is_bound else 200,
        form=form.shown(),
        nomination=queries.shown(mine, locale),
        can_change=mine.can_be_changed(_is_open(mine.procedure)),
        most=MOST_PICTURES,
        done=request.session.pop(DONE, False),
    )


def _act(request: HttpRequest, locale: str, mine: Nomination, form: PictureForm) -> HttpResponse | None:
    """Do what a button says. None where a picture is not right."""
    try:
        if "withdraw" in request.POST and "sure" in request.POST:
            services.withdraw(mine)
        elif (key := request.POST.get("remove", "")).isdecimal():
            services.remove_picture(mine, int(key))
        elif "add" in request.POST:
            if not form.is_valid():
                return None
            services.add_picture(mine, form.cleaned_data["picture"], form.cleaned_data["description"])
    except services.RefusedError as refused:
        if form.is_bound:
            form.add_error("picture", _refusal(refused.reason))
            return None
    return _to("my_nomination", locale, mine.pk)


@form_methods
@resident_page
@needs_phone
def change(request: HttpRequest, locale: str, phone: str, pk: str) -> HttpResponse:
    """Put right what was told, while that is possible."""
    mine = _mine(phone, pk)
    if not mine.can_be_changed(_is_open(mine.procedure)):
        return _to("my_nomination", locale, mine.pk)
    form = TellingForm(
        _with_whom(request, mine), categories=_categories(mine.procedure), initial=_told_before(mine)
    )
    del form.fields["whom"].choices[0 if mine.is_self else 1]  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        try:
            services.change(mine, form.told(mine.person.name, phone))
        except services.RefusedError as refused:
            form.add_error(None, _refusal(refused.reason))
        else:
            return _to("my_nomination", locale, mine.pk)
    status = 422 if form.is_bound else 200
    return show(
        request,
        "pages/my/nomination_change.html",
        locale,
        status=status,
        form=form.shown(),
        nomination=queries.summary(mine),
    )


@form_methods
@resident_page
def consent(request: HttpRequest, locale: str, secret: str) -> HttpResponse:
    """What the nominee reads and says. Whoever has the link got it on their phone."""
    asked = services.asked_by(secret)
    if asked is None:
        return show(request, "pages/my/consent.html", locale, status=404, nomination=None, secret=secret)
    told = queries.shown(asked, locale)
    choices = [(str(each["id"]), each["description"]) for each in told["pictures"]]
    form = ConsentForm(
        request.POST if "agree" in request.POST else None,
        shown=choices,
        is_person=told["is_person"],
        initial={"naming": asked.naming, "pictures": [key for key, _words in choices]},
    )
    here = HttpResponseRedirect(request.path)
    if request.method == "POST":
        if "decline" in request.POST and "sure" in request.POST:
            services.decline(asked)
            return here
        if form.is_bound and form.is_valid():
            data = form.cleaned_data
            services.agree(
                asked,
                data.get("naming", Nomination.Naming.FULL),
                map(int, data.get("pictures", [])),
                str(CONSENT_WORDS),
            )
            return here
    sender = {"name": asked.person.name, "on_behalf": asked.on_behalf}
    return show(
        request,
        "pages/my/consent.html",
        locale,
        status=422 if form.is_bound else 200,
        form=form.shown(),
        nomination=told | sender,
        secret=secret,
    )


@require_safe
@resident_page
@needs_phone
def picture(_request: HttpRequest, locale: str, phone: str, pk: str, key: str) -> HttpResponse:
    """One's own picture."""
    return file_of(_mine(phone, pk), key)


@require_safe
@resident_page
def asked_picture(_request: HttpRequest, locale: str, secret: str, key: str) -> HttpResponse:
    """A picture for the nominee."""
    asked = services.asked_by(secret)
    if asked is None:
        raise Http404
    return file_of(asked, key)


def file_of(nomination: Nomination, key: str) -> HttpResponse:
    """A picture of a nomination, for whoever may see that."""
    found: NominationPicture = get_object_or_404(nomination.pictures, pk=key)
    return HttpResponse(services.content_of(found), content_type=MIME[found.extension], headers=UNSEEN)


def _campaign(page: str, locale: str) -> tuple[CampaignPage, Procedure]:
    """The public campaign, in the language that is spoken where there is one."""
    found = get_object_or_404(CampaignPage.objects.live(), pk=page)
    procedure = procedure_of(found.translation_key)
    if procedure is None:
        raise Http404
    return queries.campaign_in(procedure, locale) or found, procedure


def _categories(procedure: Procedure) -> list[tuple[str, str]]:
    return [(str(each.uid), each.title) for each in categories_of(procedure)]


def _is_open(procedure: Procedure) -> bool:
    return open_window(procedure, StageKind.NOMINATION, timezone.now()) is not None


def _mine(phone: str, pk: str) -> Nomination:
    return get_object_or_404(queries.sent_with(phone), pk=pk)


def _told_before(nomination: Nomination) -> dict[str, Any]:
    names = ("category", "kind", "nominee", "nominee_phone", "story", "naming")
    return {"whom": _whom(nomination), **{name: getattr(nomination, name) for name in names}}


def _whom(nomination: Nomination) -> str:
    return "self" if nomination.is_self else "other"


def _with_whom(request: HttpRequest, nomination: Nomination) -> Any:
    """What was sent. Whom somebody nominates is not changed: that would be another nomination."""
    if request.method != "POST":
        return None
    data = request.POST.copy()
    data["whom"] = _whom(nomination)
    return data


def _refusal(reason: str) -> str:
    return {
        "closed": _("Nominations are closed."),
        "over": _("It can’t be changed any more."),
        "many": _("There are five pictures already. Remove one first."),
    }[reason]


def _to(name: str, locale: str, *args: Any) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse(name, args=[LANGUAGES[locale].segment, *args]))
