"""One's own data of campaigns: as a file, and deleted."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from cms.campaigns.own import queries, services
from cms.core.languages import LANGUAGES
from cms.intake.pages import UNSEEN, resident_page, show
from cms.intake.views import needs_phone


@require_safe
@resident_page
@needs_phone
def export(request: HttpRequest, locale: str, phone: str) -> HttpResponse:
    """All of it as a file."""
    return JsonResponse(
        queries.own_data(phone, locale),
        json_dumps_params={"ensure_ascii": False, "indent": 1},
        headers={**UNSEEN, "Content-Disposition": 'attachment; filename="linli-campaigns.json"'},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@resident_page
@needs_phone
def forget(request: HttpRequest, locale: str, phone: str) -> HttpResponse:
    """Asking to be deleted: it is done at once, when one is sure."""
    if request.method == "POST" and "sure" in request.POST:
        services.forget_own(phone)
        return HttpResponseRedirect(reverse("my_nominations", args=[LANGUAGES[locale].segment]))
    asked = request.method == "POST"
    return show(request, "pages/my/forget_campaigns.html", locale, phone=phone, asked=asked)
