"""The search page, its JSON, suggestions while typing, and the counting of reads."""

import json

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from cms.core.languages import BY_SEGMENT
from cms.discovery import searching
from cms.discovery.reading import count_read
from cms.publishing.dynamic import page

SUGGESTIONS = 8
LONGEST_KEY = 60


@require_safe
def search_page(request: HttpRequest, segment: str) -> HttpResponse:
    """Search as a page of links and forms; without a question it says what can be searched."""
    locale = BY_SEGMENT[segment].locale
    query = searching.question(request.GET, locale)
    answer = searching.index().search(query) if query.text or query.filters else None
    html = page(
        "pages/search.html",
        locale,
        query=query.text,
        sort=query.sort,
        dates={name: query.filters.get(name, ("",))[0] for name in searching.DATES},
        filters={name: list(query.filters.get(name, ())) for name in searching.FILTERS},
        answer=searching.shown_answer(answer, query, request.path, locale) if answer else None,
        path=request.path,
    )
    status = 200 if answer is None or answer.available else 503
    return HttpResponse(html, status=status, headers={"X-Robots-Tag": "noindex", "Cache-Control": "no-store"})


@require_safe
def search_json(request: HttpRequest) -> HttpResponse:
    """`/api/search?q=…&locale=zh`: total, hits, facets, suggestion."""
    query = searching.question(request.GET, searching.locale_of(request.GET.get("locale")))
    return JsonResponse(
        searching.answer_data(searching.index().search(query)), json_dumps_params={"ensure_ascii": False}
    )


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """`/api/suggest?q=…&locale=zh`: titles and tasks that what was typed may become."""
    text = request.GET.get("q", "")[: searching.LONGEST].encode("utf-8", "ignore").decode()
    locale = searching.locale_of(request.GET.get("locale"))
    found = searching.index().suggest(text, locale, SUGGESTIONS) if text.strip() else []
    data = [{"text": one.text, "url": one.url, "type": one.type, "part": one.part} for one in found]
    return JsonResponse({"suggestions": data}, json_dumps_params={"ensure_ascii": False})


@csrf_exempt  # it changes a sum and nothing else, and asks for no session
@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """`POST /api/read` with {"key": "page:42"}: one more read. Keeps no address and sets no cookie."""
    try:
        key = json.loads(request.body[:500]).get("key", "")
    except (ValueError, AttributeError):
        return JsonResponse({"error": "A JSON object with a key is needed."}, status=400)
    if not isinstance(key, str) or len(key) > LONGEST_KEY or not count_read(key):
        return JsonResponse({"error": "There is no such document."}, status=404)
    return HttpResponse(status=204)
