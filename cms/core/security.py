"""The content security policy of the admin, which is a little wider than that of the public pages, and views that are
only read.
"""

from collections.abc import Callable
from typing import TypeVar

from csp.constants import SELF, UNSAFE_INLINE
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

View = TypeVar("View", bound=Callable[..., HttpResponseBase])

# Wagtail's schedule picker and some of its panels bring a script of their own in the page.
ADMIN_POLICY = {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
}


class AdminPolicyMiddleware:
    """Widens the policy under the admin's path only; public pages keep the strict one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._get_response(request)
        if request.path.startswith(reverse("wagtailadmin_home")):
            response._csp_update = ADMIN_POLICY  # type: ignore[attr-defined]  # as django-csp's decorators do
        return response


def only_read(view: View) -> View:
    """A view that takes nothing: whatever is sent to it is refused for that (405), and not for the token it lacks."""
    return csrf_exempt(require_safe(view))
