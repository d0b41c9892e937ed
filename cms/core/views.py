"""Uploaded originals, for signed-in staff only, and what is answered where the database does not."""

import sys

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import translation
from django.views import defaults
from django.views.static import serve
from wagtail.admin.auth import require_admin_access


@require_admin_access
def staff_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """A file of MEDIA_ROOT: the admin's thumbnails and originals."""
    return serve(request, path, document_root=str(settings.MEDIA_ROOT))


def server_error(request: HttpRequest) -> HttpResponseBase:
    """The answer to a request that failed. One that the database kept waiting for too long may be sent again."""
    if not isinstance(sys.exc_info()[1], OperationalError):
        return defaults.server_error(request)
    language = translation.get_language_from_request(request)
    with translation.override(language):
        response = render(request, "core/busy.html", {"lang": language}, status=503)
    response["Retry-After"] = "10"
    return response
