"""Uploaded originals, for signed-in staff only."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.static import serve
from wagtail.admin.auth import require_admin_access


@require_admin_access
def staff_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """A file of MEDIA_ROOT: the admin's thumbnails and originals."""
    return serve(request, path, document_root=str(settings.MEDIA_ROOT))
