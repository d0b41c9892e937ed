"""Where documents can be imported."""

from typing import Any

from wagtail.models import Page, get_page_models
from wagtail.permissions import policy_registry

from cms.importing.models import ImportedSource
from cms.importing.registry import kinds
from cms.importing.service import DEFAULT_KIND


def may_import(user: Any) -> bool:
    """Whether a user may add pages anywhere."""
    return policy_registry.get_by_type(Page).user_has_permission(user, "add")


def sections_for(user: Any) -> list[Page]:
    """The sections that take imports and below which a user may add pages, as specific pages in the tree's order."""
    allowed = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "add")
    models = [model for model in get_page_models() if hasattr(model, "default_type")]
    pages = Page.objects.type(*models).filter(pk__in=allowed.values("pk"))
    found = pages.select_related("locale").order_by("path").specific()
    return [page for page in found if page.default_type() in kinds()]


def usual_section(sections: list[Page], user: Any) -> int | None:
    """The section that a person imported into last, or else the first for work plans; None where there is neither."""
    last = ImportedSource.objects.filter(by=user, section__in=sections).order_by("-at").first()
    if last:
        return last.section_id
    return next((page.pk for page in sections if page.default_type() == DEFAULT_KIND), None)


def places(pages: list[Page]) -> dict[int, str]:
    """Where each page is, below its home page: "Work Plan › Community Work Plan"."""
    steps = {page.pk: [page.path[:end] for end in _ends(page)] for page in pages}
    above = Page.objects.filter(path__in={step for each in steps.values() for step in each})
    titles = dict(above.values_list("path", "title"))
    return {pk: " › ".join(titles[step] for step in each) for pk, each in steps.items()}


def _ends(page: Page) -> range:
    return range(3 * page.steplen, len(page.path) + 1, page.steplen)
