"""Uploaded originals and the tasks of a plan, for signed-in staff only, and what is answered where the database does
not.
"""

import sys

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.views import defaults
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


def server_error(request: HttpRequest) -> HttpResponseBase:
    """The answer to a request that failed. One that the database kept waiting for too long may be sent again."""
    if not isinstance(sys.exc_info()[1], OperationalError):
        return defaults.server_error(request)
    language = translation.get_language_from_request(request)
    with translation.override(language):
        response = render(request, "core/busy.html", {"lang": language}, status=503)
    response["Retry-After"] = "10"
    return response
