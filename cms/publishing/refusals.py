"""What is said in place of a page: to readers as a page in the language of its address, to programs as JSON.

Staff, below /admin/, are told by Wagtail and by cms.core.views.
"""

import sys
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.translation import gettext as _

from cms.core import views
from cms.core.languages import BY_SEGMENT, LANGUAGES
from cms.publishing.redirects import gone
from cms.publishing.rendering.dynamic import page

SOON = "10"  # seconds after which a request that found the database busy may come again


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, or 410 where a page was taken down."""
    lost = gone.is_gone(request.path_info)
    template, status = ("pages/gone.html", 410) if lost else ("pages/not_found.html", 404)
    response = HttpResponse(page(template, _locale(request)), status=status)
    if request.method == "HEAD":
        response["Content-Length"], response.content = len(response.content), b""
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the address, or what was sent to it, makes no sense."""
    return _refused(request, HTTPStatus.BAD_REQUEST)


def server_error(request: HttpRequest) -> HttpResponseBase:
    """500, or 503 where the database is busy. A file of the tree, since whatever makes pages may be what failed."""
    if _is_below(request, "admin"):
        return views.server_error(request)
    busy = isinstance(sys.exc_info()[1], OperationalError)
    status, headers = (503, {"Retry-After": SOON}) if busy else (500, {})
    locale = _locale(request)
    with translation.override(locale):
        words = _("Something went wrong on our side. Please try again in a few minutes.")
    if _is_below(request, "api"):
        return _told(words, status, headers=headers)
    segment = "" if locale == settings.LANGUAGE_CODE else LANGUAGES[locale].segment
    file = settings.PUBLIC_DIR / segment / "500.html"
    if not file.is_file():  # nothing was built yet
        return HttpResponse(words, status=status, headers=headers, content_type="text/plain; charset=utf-8")
    return HttpResponse(file.read_bytes(), status=status, headers=headers)


class RefusalMiddleware:
    """Says in words what Django says by the status alone: that an address does not take what was sent to it (405)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]):
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self._get_response(request)
        refused = response.status_code == HTTPStatus.METHOD_NOT_ALLOWED
        if not refused or _is_below(request, "admin") or getattr(response, "content", None):
            return response
        told = _refused(request, HTTPStatus.METHOD_NOT_ALLOWED)
        told["Allow"] = response["Allow"]
        return told


def _refused(request: HttpRequest, status: HTTPStatus) -> HttpResponse:
    locale = _locale(request)
    if not _is_below(request, "api"):
        return HttpResponse(page("pages/refused.html", locale, status=int(status)), status=status)
    with translation.override(locale):
        words = {
            HTTPStatus.BAD_REQUEST: _("This request cannot be read."),
            HTTPStatus.METHOD_NOT_ALLOWED: _("This address does not take this method."),
        }
        return _told(words[status], status)


def _told(words: str, status: int, **options: Any) -> JsonResponse:
    return JsonResponse({"error": words}, status=status, json_dumps_params={"ensure_ascii": False}, **options)


def _locale(request: HttpRequest) -> str:
    """Of the address; where it says nothing, what a program asks for, and for a page the site's first language."""
    segment = request.path_info.strip("/").split("/")[0]
    if segment in BY_SEGMENT:
        return BY_SEGMENT[segment].locale
    if _is_below(request, "api"):
        return translation.get_language_from_request(request)
    return settings.LANGUAGE_CODE


def _is_below(request: HttpRequest, folder: str) -> bool:
    return request.path_info.startswith(f"/{folder}/")
