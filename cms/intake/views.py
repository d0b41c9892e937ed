"""Two steps by which residents prove their phone: its number, then the code that was sent to it."""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from cms.core.languages import BY_SEGMENT, LANGUAGES
from cms.intake import codes, secrecy, senders, verified
from cms.intake.addresses import address_of
from cms.intake.forms import GuardedForm, PhoneField, ResidentForm
from cms.intake.pages import resident_page, show
from cms.intake.protection import Rule

OURS = re.compile(rf"/(?:{'|'.join(BY_SEGMENT)})/my/[\w/-]*")
PENDING = "resident_pending"  # whose code is awaited in this session, and where to go then
UNSENT = {
    "wait": _("A code was sent to this number within the last minute. Please wait a moment."),
    "many": _("Too many codes were sent to this number today. Please try again tomorrow, or call us."),
    "fault": _("The code could not be sent. Please try again later, or call us."),
}
WRONG = {
    "wrong": _("This is not the code that was sent. Please look again."),
    "over": _("The code is no longer valid. Please have another one sent."),
}


class PhoneForm(GuardedForm):
    rule = Rule("code")
    phone = PhoneField(label=_("Your mobile number"), help_text=_("We send a code of six digits to it."))


class CodeForm(ResidentForm):
    code = forms.CharField(
        label=_("Code"),
        max_length=12,
        widget=forms.TextInput({"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )

    def clean_code(self) -> str:
        return "".join(self.cleaned_data["code"].split())


@transaction.non_atomic_requests  # a gateway that takes its time must not hold up who writes
@require_http_methods(["GET", "HEAD", "POST"])
@resident_page
def phone(request: HttpRequest, locale: str) -> HttpResponse:
    """Asks for the number and sends the code."""
    onward = request.POST.get("next") or request.GET.get("next", "")
    form = PhoneForm(request.POST or None, address=address_of(request))
    if request.method == "POST":
        with transaction.atomic():
            is_right = form.is_valid()
        if is_right and (trouble := _send(form.cleaned_data["phone"], locale)):
            form.add_error(None, UNSENT[trouble])
        elif is_right:
            number = secrecy.encrypt(form.cleaned_data["phone"])
            request.session[PENDING] = {"phone": number, "next": onward if OURS.fullmatch(onward) else ""}
            return HttpResponseRedirect(reverse("my_code", args=[LANGUAGES[locale].segment]))
    status = 422 if form.is_bound else 200
    return show(request, "pages/my/phone.html", locale, status=status, form=form.shown(), onward=onward)


@require_http_methods(["GET", "HEAD", "POST"])
@resident_page
def code(request: HttpRequest, locale: str) -> HttpResponse:
    """Takes the code, and leads on to where its owner wanted to go."""
    segment = LANGUAGES[locale].segment
    if not (pending := request.session.get(PENDING)):
        return HttpResponseRedirect(reverse("my_phone", args=[segment]))
    number, form = secrecy.decrypt(pending["phone"]), CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if (wrong := codes.check(number, form.cleaned_data["code"])) is None:
            del request.session[PENDING]
            verified.verify(request, number)
            return HttpResponseRedirect(settings.BASE_PATH + (pending["next"] or f"/{segment}/my/service/"))
        form.add_error("code", WRONG[wrong])
    status = 422 if form.is_bound else 200
    return show(request, "pages/my/code.html", locale, status=status, form=form.shown(), number=number)


@require_POST
@resident_page
def leave(request: HttpRequest, locale: str) -> HttpResponse:
    """Forgets the phone, as somebody does on a computer that others use."""
    verified.leave(request)
    return HttpResponseRedirect(f"{settings.BASE_PATH}/{LANGUAGES[locale].segment}/")


def needs_phone(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A `resident_page` for those who proved their phone, which it gets; others are asked for it, and led back."""

    @wraps(view)
    def answer(request: HttpRequest, locale: str, **kwargs: Any) -> HttpResponse:
        number = verified.phone_of(request)
        if not number:
            start = reverse("my_phone", args=[LANGUAGES[locale].segment])
            return HttpResponseRedirect(f"{start}?next={request.path_info}")
        return view(request, locale, number, **kwargs)

    return answer


def _send(number: str, locale: str) -> str | None:
    """Send a code. Returns why not, or None."""
    code, trouble = codes.make(number)
    if trouble:
        return trouble
    try:
        senders.send(number, code, locale)
    except senders.NotSentError as error:
        codes.take_back(number)
        senders.logger.warning("%s", error)
        return "fault"
    return None
