"""Where plans can go."""

from typing import Any

from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from cms.workplans.models import WorkPlanPage


def may_import(user: Any) -> bool:
    """Whether a user may add pages anywhere."""
    return page_permission_policy.user_has_permission(user, "add")


def plan_sections(user: Any) -> list[Page]:
    """The sections for work plans below which a user may add pages, as specific pages in the tree's order."""
    allowed = page_permission_policy.instances_user_has_permission_for(user, "add")
    pages = Page.objects.type(*WorkPlanPage.allowed_parent_page_models()).filter(pk__in=allowed.values("pk"))
    found = pages.select_related("locale").order_by("path").specific()
    return [page for page in found if page.default_type() == WorkPlanPage.document_type]


def places(pages: list[Page]) -> dict[int, str]:
    """Where each page is, below its home page: "Work Plan › Community Work Plan"."""
    steps = {page.pk: [page.path[:end] for end in _ends(page)] for page in pages}
    above = Page.objects.filter(path__in={step for each in steps.values() for step in each})
    titles = dict(above.values_list("path", "title"))
    return {pk: " › ".join(titles[step] for step in each) for pk, each in steps.items()}


def _ends(page: Page) -> range:
    return range(3 * page.steplen, len(page.path) + 1, page.steplen)
