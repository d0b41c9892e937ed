"""The way into the APIs."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

from cms.core.security import only_read

ENTRANCES = {
    "documents": ("api/documents/", "Published documents: the public site as data. No key needed."),
    "search": ("api/search?q=", "What residents find. No key needed."),
    "suggest": ("api/suggest?q=", "Search as you type. No key needed."),
    "wagtail_v2": ("api/v2/pages/", "Wagtail's stable read API of live pages. No key needed."),
    "wagtail_v3": (
        "api/v3/openapi.json",
        "Wagtail's read and write API as OpenAPI, for holders of a token: see docs/api.md.",
    ),
}


@only_read
def entrances(request: HttpRequest) -> HttpResponse:
    """`/api/`: every API with its address and what it is for."""
    found = {
        name: {"url": request.build_absolute_uri(f"{settings.BASE_PATH}/{path}"), "about": about}
        for name, (path, about) in ENTRANCES.items()
    }
    return JsonResponse(found, json_dumps_params={"indent": 1})
