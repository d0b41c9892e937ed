"""The search page, its JSON, suggestions while typing, and the counting of reads."""

import json
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_POST

from cms.core.languages import BY_SEGMENT, LANGUAGES
from cms.core.security import only_read
from cms.discovery import query_log, searching
from cms.discovery.answers import answer_data, shown_answer, shown_filters
from cms.discovery.links import Links
from cms.discovery.promotions import promoted
from cms.discovery.reading import count_read
from cms.publishing.rendering.dynamic import kinds, page
from search.documents import Answer, Query

SUGGESTIONS = 8
LONGEST_KEY = 60


@gzip_page
@transaction.non_atomic_requests  # a reader never waits for a writer, nor a writer for readers
@only_read
def search_page(request: HttpRequest, segment: str) -> HttpResponse:
    """Search as a page of links and forms; without a question it says what can be searched."""
    locale = BY_SEGMENT[segment].locale
    query = searching.question(request.GET, locale)
    asked = Links(query, request.path, locale)
    refined = searching.is_narrowed(query, locale)
    answer = searching.ask(query) if query.text or refined else None
    if answer and 0 < answer.pages < query.page:  # an address that was kept while less was found than then
        return HttpResponseRedirect(asked.to_page(answer.pages))
    _note(query, answer, locale, refined=refined)
    html = page(
        "pages/search.html",
        locale,
        query=query.text,
        sort=query.sort,
        filters=asked.filters,
        chosen=shown_filters(asked),
        plain=asked.without_filters(),
        switched=asked.in_other_language(),
        unread=searching.unread_days(request.GET),
        swapped=asked.swapped(),
        answer=_shown(answer, asked) if answer else None,
        promoted=promoted(query.text, locale) if query.page == 1 else [],
        path=request.path,
    )
    status = 200 if answer is None or answer.available else 503
    headers = {"X-Robots-Tag": "noindex, nofollow", "Cache-Control": "no-store"}
    return HttpResponse(html, status=status, headers=headers)


def _shown(answer: Answer, asked: Links) -> dict[str, Any]:
    """What the page shows: this answer, or that of the other languages where this one's has nothing, or what there
    would be without filters."""
    is_empty = answer.available and not answer.total
    if is_empty and (found := searching.ask_elsewhere(asked.query, asked.locale)):
        query, other = found
        return shown_answer(other, replace(asked, query=query)) | {"elsewhere": True, "unfiltered": 0}
    unfiltered = searching.total_unfiltered(asked.query, asked.locale) if is_empty else 0
    return shown_answer(answer, asked) | {"elsewhere": False, "unfiltered": unfiltered}


@transaction.non_atomic_requests
@only_read
def search_json(request: HttpRequest) -> HttpResponse:
    """`/api/search?q=…&locale=zh`: total, hits, facets, suggestion."""
    query = searching.question(request.GET, None)
    answer = searching.ask(query)
    locales = query.filters.get("locale", ())
    refined = any(name != "locale" for name in query.filters)
    _note(query, answer, locales[0] if len(locales) == 1 else None, refined=refined)
    return JsonResponse(answer_data(answer), json_dumps_params={"ensure_ascii": False})


def _note(query: Query, answer: Answer | None, locale: str | None, *, refined: bool) -> None:
    """Count a question once: not again for its second page, nor for a filter."""
    if answer is not None and answer.available and query.page == 1 and not refined:
        query_log.note_question(query.text, locale, answer.total)


@transaction.non_atomic_requests
@only_read
def suggest(request: HttpRequest) -> HttpResponse:
    """`/api/suggest?q=…&locale=zh`: titles and tasks that what was typed may become, each with what it is or where it
    stands, in the words of the page's language."""
    text = searching.clean(request.GET.get("q", ""))
    locale = searching.locale_of(request.GET.get("locale"))
    found = searching.suggest(text, locale, SUGGESTIONS) if text else []
    data = [
        {
            "text": one.text,
            "url": one.url,
            "type": one.type,
            "part": one.part,
            "lang": LANGUAGES[one.locale].lang,
            "note": one.within or kinds(locale or one.locale).get(one.type, ""),
        }
        for one in found
    ]
    return JsonResponse({"suggestions": data}, json_dumps_params={"ensure_ascii": False})


@csrf_exempt  # as `read`; browsers send it by themselves for a link with `ping`
@transaction.non_atomic_requests
@require_POST
def opened(request: HttpRequest) -> HttpResponse:
    """`POST /api/opened?q=…&locale=zh`: a result of this question was opened. Keeps no address, sets no cookie."""
    query_log.note_opening(
        searching.clean(request.GET.get("q", "")), searching.locale_of(request.GET.get("locale"))
    )
    return HttpResponse(status=204)


@csrf_exempt  # it changes a sum and nothing else, and asks for no session
@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """`POST /api/read` with {"key": "page:42"}: one more read. Keeps no address and sets no cookie."""
    try:
        key = json.loads(request.body[:500]).get("key", "")
    except (ValueError, AttributeError):
        return JsonResponse({"error": "A JSON object with a key is needed."}, status=400)
    # What is not printable no database can be asked for.
    if not isinstance(key, str) or len(key) > LONGEST_KEY or not key.isprintable() or not count_read(key):
        return JsonResponse({"error": "There is no such document."}, status=404)
    return HttpResponse(status=204)
