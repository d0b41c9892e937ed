"""The renderer that shows drafts: registered by publishing, so that a preview is what the public page will
be.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from cms.core.documents import PublishedDocument

Renderer = Callable[[HttpRequest, PublishedDocument], HttpResponse]
_renderers: list[Renderer] = []


def register_renderer(renderer: Renderer) -> None:
    """Make `renderer` the one that previews use."""
    _renderers[:] = [renderer]


def render(request: HttpRequest, document: PublishedDocument) -> HttpResponse:
    """The draft's document as the public page. Raises RuntimeError where nothing renders."""
    if not _renderers:
        raise RuntimeError("no renderer is registered: cms.publishing is not installed")
    return _renderers[0](request, document)
