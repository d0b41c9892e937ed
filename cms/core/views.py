"""Uploaded originals and the tasks of a plan, for signed-in staff only, and what they are told in place of a screen."""

import sys

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.static import serve
from wagtail.admin.auth import require_admin_access
from wagtail.models import Page

from cms.core.fulfilment import task_choices


@require_admin_access
def staff_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """A file of MEDIA_ROOT: the admin's thumbnails and originals."""
    return serve(request, path, document_root=str(settings.MEDIA_ROOT))


@require_safe
def tasks_of_plan(request: HttpRequest, plan: int) -> JsonResponse:
    """The tasks of a plan to choose from: {"tasks": [["task-1", "一、 …"]]}. None for a page that is no plan."""
    return JsonResponse({"tasks": task_choices(get_object_or_404(Page, pk=plan))})


def server_error(request: HttpRequest) -> HttpResponse:
    """The answer to a request that failed. One that the database kept waiting for too long may be sent again."""
    language = translation.get_language_from_request(request)
    with translation.override(language):
        if isinstance(sys.exc_info()[1], OperationalError):
            words = _(
                "Nothing of this was saved. Go back and try again in a moment; if it happens again, tell whoever runs "
                "this server."
            )
            return _told(language, 503, _("The database is busy"), words, {"Retry-After": "10"})
        words = _(
            "The server could not do this, and what you sent may not be saved. Go back and see; if it happens again, "
            "tell whoever runs this server, and at what time it was."
        )
        return _told(language, 500, _("Something went wrong"), words)


def form_refused(request: HttpRequest) -> HttpResponse:
    """The answer to a form of the admin that came without its token."""
    language = translation.get_language_from_request(request)
    with translation.override(language):
        words = _(
            "The page may have been open for very long, somebody may have signed in or out in this browser meanwhile, "
            "or the browser keeps no cookies. Nothing was saved. Go back, copy what you wrote, open the page anew and "
            "send it once more."
        )
        return _told(language, 403, _("The form could not be taken"), words)


def _told(
    language: str, status: int, title: str, words: str, headers: dict[str, str] | None = None
) -> HttpResponse:
    html = render_to_string("core/told.html", {"lang": language, "title": title, "words": words})
    return HttpResponse(html, status=status, headers=headers)
