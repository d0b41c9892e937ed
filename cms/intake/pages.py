"""Pages that residents get on request: in the language of their address, in the site's look, kept by nobody.

The renderer is registered by publishing, which stands above: a form is a page of the public site.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils import translation
from django.views.decorators.debug import sensitive_post_parameters

from cms.core import views
from cms.core.languages import BY_SEGMENT

SEGMENT = rf"(?P<segment>{'|'.join(BY_SEGMENT)})"  # begins the address of each such page
UNSEEN = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex", "Referrer-Policy": "same-origin"}

Renderer = Callable[..., str]
View = Callable[..., HttpResponse]
_renderers: list[Renderer] = []


def register_renderer(renderer: Renderer) -> None:
    """Make `renderer(template, locale, **context)` the one that gives a page's HTML."""
    _renderers[:] = [renderer]


def resident_page(view: View) -> View:
    """A view of residents: gets the locale of its address, speaks its language, and is told in no error report."""

    @sensitive_post_parameters()
    @wraps(view)
    def answer(request: HttpRequest, segment: str, **kwargs: Any) -> HttpResponse:
        locale = BY_SEGMENT[segment].locale
        with translation.override(locale):
            return view(request, locale, **kwargs)

    return answer


def show(
    request: HttpRequest, template: str, locale: str, *, status: int = 200, **context: Any
) -> HttpResponse:
    """A template of site/ as an answer. It also knows `csrf`, the token of its forms, and `action`, where they go: the
    page's own address, if nothing else is said.
    """
    if not _renderers:
        raise RuntimeError("no renderer is registered: cms.publishing is not installed")
    html = _renderers[0](template, locale, csrf=get_token(request), **{"action": request.path} | context)
    return HttpResponse(html, status=status, headers=UNSEEN)


def no_cookie(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The answer to a form without its token: as a rule the browser keeps no cookie, or kept the form for very long."""
    segment = request.path_info.strip("/").split("/")[0]
    if segment not in BY_SEGMENT:
        return views.form_refused(request)
    return show(request, "pages/my/no_cookie.html", BY_SEGMENT[segment].locale, status=403)
