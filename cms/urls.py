"""Composition only: the admin, the APIs, the few dynamic public pages, then the public tree."""

from django.conf import settings
from django.urls import include, path, re_path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from cms.api import urls as api_urls
from cms.campaigns.ballots import urls as ballots_urls
from cms.campaigns.nominations import urls as nominations_urls
from cms.campaigns.own import urls as own_urls
from cms.campaigns.results import urls as results_urls
from cms.core.views import staff_media
from cms.discovery import urls as discovery_urls
from cms.feedback import urls as feedback_urls
from cms.intake import urls as intake_urls
from cms.publishing.views import public_file
from cms.volunteers import urls as volunteers_urls

MEDIA = settings.MEDIA_URL.removeprefix(settings.BASE_PATH).lstrip("/")

urlpatterns = [
    path(f"{MEDIA}<path:path>", staff_media),
    path("admin/", include(wagtailadmin_urls)),
    path("admin/documents/", include(wagtaildocs_urls)),
    path("", include(volunteers_urls)),
    path("", include(ballots_urls)),
    path("", include(nominations_urls)),
    path("", include(own_urls)),
    path("", include(results_urls)),
    path("", include(intake_urls)),
    path("api/", include(api_urls)),
    path("", include(discovery_urls)),
    path("", include(feedback_urls)),
    re_path(r"^(?P<path>.*)$", public_file),
]

handler400 = "cms.publishing.refusals.bad_request"
handler404 = "cms.publishing.refusals.not_found"
handler500 = "cms.publishing.refusals.server_error"
