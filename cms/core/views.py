"""Uploaded originals, for signed-in staff only."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.static import serve
from wagtail.admin.auth import require_admin_access


@require_admin_access
def staff_media(request: HttpRequest, path: str) -> HttpResponse:
    """A file of MEDIA_ROOT: the admin's thumbnails and originals."""
    return serve(request, path, document_root=settings.MEDIA_ROOT)
