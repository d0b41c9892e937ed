from django.urls import path
from django.views.generic import RedirectView
from wagtail.api.v3.urls import api as wagtail_v3

from cms.api import documents, views
from cms.api.wagtail_v2 import router

urlpatterns = [
    path("", views.entrances, name="api"),
    path("documents/", documents.listing, name="documents"),
    path("documents/<str:key>/", documents.detail, name="document"),
    path("documents/<str:key>/qr.png", documents.qr_code, name="document_qr"),
    path("v2/", router.urls),
    # The interactive page of v3 loads its script from elsewhere; the description itself is ours to give.
    path("v3/docs/", RedirectView.as_view(pattern_name="wagtailapi_v3:openapi-json")),
    path("v3/", wagtail_v3.urls),
]
