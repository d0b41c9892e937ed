"""Voting, and looking up one's ballot. No answer tells what a phone chose, not even to whoever holds it."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cms.campaigns.ballots import queries, services
from cms.campaigns.ballots.forms import NOTHING, ReceiptForm, VoteForm, category_field
from cms.campaigns.ballots.queries import Moment
from cms.campaigns.ballots.rules.receipts import mark_of, shown_receipt
from cms.campaigns.ballots.rules.tallies import find
from cms.campaigns.models import CampaignPage
from cms.campaigns.procedures.models import Procedure
from cms.core.clock import written
from cms.core.documents import Data
from cms.core.languages import LANGUAGES
from cms.intake import verified
from cms.intake.addresses import address_of
from cms.intake.pages import resident_page, show
from cms.intake.views import needs_phone

VOTED = "resident_voted"  # in the session: the proof of the phone by which each vote was given

form_methods = require_http_methods(["GET", "HEAD", "POST"])


@form_methods
@resident_page
def vote(request: HttpRequest, locale: str, page: str) -> HttpResponse:
    """The form of a vote. Before it opens and after its close, when that is, whoever asks."""
    campaign, procedure = _campaign(page, locale)
    moment = queries.moment_of(procedure, timezone.now())
    if moment.state != "open":
        return _not_now(request, locale, campaign, moment)
    return _ballot(request, locale, campaign=campaign, procedure=procedure, moment=moment)


@needs_phone
def _ballot(
    request: HttpRequest,
    locale: str,
    phone: str,
    *,
    campaign: CampaignPage,
    procedure: Procedure,
    moment: Moment,
) -> HttpResponse:
    """What was chosen before is never shown: whoever sees the form learns nothing. A proof is good for one ballot."""
    voted = request.session.get(VOTED, {})
    if voted.get(str(procedure.pk)) == (proof := verified.proof_of(request)) and proof:
        verified.leave(request)
        start = reverse("my_phone", args=[LANGUAGES[locale].segment])
        return HttpResponseRedirect(f"{start}?next={request.path_info}")
    categories = queries.categories_to_choose(procedure, locale, timezone.localdate())
    form = VoteForm(
        request.POST or None,
        categories=categories,
        each=procedure.votes_each,
        phone=phone,
        address=address_of(request),
    )
    if request.method == "POST" and form.is_valid():
        done = services.cast(procedure.pk, phone, form.chosen(), address_of(request))
        if isinstance(done, services.Cast):
            request.session[VOTED] = {**voted, str(procedure.pk): proof}
            told = _told(campaign, moment)
            return show(request, "pages/my/voted.html", locale, **told, done=_receipt(done))
        if done not in ("nothing", "many", "gone"):
            return _not_now(request, locale, campaign, queries.moment_of(procedure, timezone.now()))
        gone = _("An entry was taken down meanwhile. Please choose again.")
        form.add_error(None, NOTHING if done == "nothing" else gone)
    return _form(request, locale, form, categories, **_told(campaign, moment))


def _form(
    request: HttpRequest, locale: str, form: VoteForm, categories: list[Data], **told: Any
) -> HttpResponse:
    shown = form.shown()
    fields = [{**each, "field": shown["fields"][category_field(each["id"])]} for each in categories]
    told |= {"form": shown, "each": form.each, "categories": fields}
    return show(request, "pages/my/vote.html", locale, status=422 if form.is_bound else 200, **told)


@form_methods
@resident_page
def check(request: HttpRequest, locale: str, page: str) -> HttpResponse:
    """Looks up a receipt in the published file. It is sent and not part of the address, which servers write down."""
    campaign, procedure = _campaign(page, locale)
    tally = queries.published_tally(procedure.pk)
    form = ReceiptForm(request.POST or None, address=address_of(request))
    found = None
    if request.method == "POST" and tally and form.is_valid():
        receipt = form.cleaned_data["receipt"]
        if line := find(tally, receipt):
            titles = {each.uid: each.titles for each in tally.entries}
            found = {
                "mark": mark_of(procedure.pk, receipt, line.choices),
                "reason": line.reason,
                "choices": [_title(titles.get(uid, {}), locale) for uid in line.choices],
            }
        else:
            form.add_error(
                "receipt", _("There is no ballot of this receipt in the count. Please look again.")
            )
    return show(
        request,
        "pages/my/ballot.html",
        locale,
        status=422 if form.errors else 200,
        form=form.shown(),
        found=found,
        is_counted=tally is not None,
        **_told(campaign, queries.moment_of(procedure, timezone.now())),
    )


@require_safe
def votes_json(request: HttpRequest, page: int) -> JsonResponse:
    """`/api/votes/42`: {"votes": {entry's page: number}, "at"} while a vote is open whose campaign shows it."""
    campaign = get_object_or_404(CampaignPage.objects.live(), pk=page)
    procedure = get_object_or_404(Procedure, pk=campaign.translation_key)
    told = queries.live_votes(procedure, campaign, timezone.now())
    status = 200 if told else 404
    return JsonResponse(told or {}, status=status, headers={"Cache-Control": "no-store"})


def _campaign(page: str, locale: str) -> tuple[CampaignPage, Procedure]:
    """The public campaign, in the language that is spoken where there is one, and its procedure."""
    live = CampaignPage.objects.live().select_related("locale")
    found = get_object_or_404(live, pk=page)
    if found.locale.language_code != locale:
        others = live.filter(translation_key=found.translation_key, locale__language_code=locale)
        found = others.first() or found
    return found, get_object_or_404(Procedure, pk=found.translation_key)


def _not_now(request: HttpRequest, locale: str, campaign: CampaignPage, moment: Moment) -> HttpResponse:
    """One can't vote now. Whoever sent a ballot is told that it was not taken."""
    is_sent = request.method == "POST"
    status = 409 if is_sent else 200
    told = _told(campaign, moment)
    return show(request, "pages/my/no_vote.html", locale, status=status, is_sent=is_sent, **told)


def _told(campaign: CampaignPage, moment: Moment) -> dict[str, Any]:
    """What all pages of a vote say of it."""
    window = moment.window
    return {
        "vote": {
            "path": f"vote/{campaign.pk}/",
            "title": campaign.title,
            "url": campaign.url_path,
            "state": moment.state,
            "opens": written(window.starts_at if window else None),
            "closes": written(window.ends_at if window else None),
        }
    }


def _receipt(done: services.Cast) -> Data:
    return {"receipt": shown_receipt(done.receipt), "mark": done.mark, "replaces": done.replaces}


def _title(titles: Any, locale: str) -> str:
    return titles.get(locale) or next(iter(titles.values()), _("An entry that was taken down"))
