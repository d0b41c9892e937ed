"""What residents say of a page. It is reached by plain links and works without scripts."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods

from cms.core.languages import LANGUAGES
from cms.core.models import Organisation
from cms.feedback.forms import FeedbackForm
from cms.feedback.models import Feedback
from cms.intake.addresses import address_of
from cms.intake.pages import resident_page, show
from cms.publishing import directory
from cms.publishing.models import StoredDocument

TEMPLATE = "pages/feedback.html"


@require_http_methods(["GET", "HEAD", "POST"])
@resident_page
def feedback(request: HttpRequest, locale: str) -> HttpResponse:
    """`/zh/feedback?page=page:42&helped=no`: the form, and after it was sent a word of thanks."""
    about = StoredDocument.objects.filter(pk=request.GET.get("page", "")[:60]).first()
    if request.method != "POST":
        asked = {"helped": request.GET.get("helped")}
        form = FeedbackForm(initial=asked, of_site=about is None, address=address_of(request))
        return _shown(request, locale, about, form)
    form = FeedbackForm(request.POST, of_site=about is None, address=address_of(request))
    if not form.is_valid():
        return _shown(request, locale, about, form, status=400)
    Feedback.objects.create(
        key=about.key if about else "",
        title=about.document.title[:255] if about else "",
        url=about.url if about else "",
        issuer=_issuer_of(about) if about else None,
        locale=locale,
        helped=form.cleaned_data["helped"],
        text=form.cleaned_data["text"],
    )
    sent = {"page": about.key} if about else {}
    return HttpResponseRedirect(f"{request.path}?{urlencode(sent | {'sent': 1})}")


def _issuer_of(about: StoredDocument) -> Organisation | None:
    """Whose matter a page is: its issuer's, an organisation's own page that organisation's."""
    slug = about.content["detail"]["slug"] if about.type == directory.TYPE else about.issuer
    return Organisation.objects.filter(slug=slug).first() if slug else None


def _shown(
    request: HttpRequest, locale: str, about: StoredDocument | None, form: FeedbackForm, status: int = 200
) -> HttpResponse:
    page = None
    if about:
        page = {"title": about.document.title, "url": about.url, "lang": LANGUAGES[about.locale].lang}
    query = "?" + urlencode({"page": about.key}) if about else ""
    return show(
        request,
        TEMPLATE,
        locale,
        status=status,
        form=form.shown(),
        about=page,
        query=query,
        action=request.path + query,
        is_sent=request.method != "POST" and "sent" in request.GET,
    )
