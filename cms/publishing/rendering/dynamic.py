"""Pages that the service makes on request (search, previews, errors) with the public site's own templates."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.conf import settings

from cms.publishing.catalogue import Catalogue
from cms.publishing.rendering.maker import Workshop


@cache
def workshop() -> Workshop:
    """This process's compiled templates and assets."""
    return Workshop()


@cache
def kinds(locale: str) -> Mapping[str, str]:
    """The public site's words for types of documents."""
    return workshop().kinds(locale)


def page(template: str, locale: str, **context: Any) -> str:
    """The HTML of a template in one language, with absolute links."""
    return (
        workshop()
        .maker()
        .render(template, root=f"{settings.BASE_PATH}/", catalogue=Catalogue(locale), **context)
    )
