"""Where plans can go, and who works on them."""

from typing import Any

from django.db.models import QuerySet
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.workplans.models import WorkPlanPage


def may_import(user: Any) -> bool:
    """Whether a user may add pages anywhere."""
    return policy_registry.get_by_type(Page).user_has_permission(user, "add")


def may_work_on(user: Any, plan: WorkPlanPage) -> bool:
    """Whether a user may edit a plan, and so also say what happens to its tasks."""
    return plan.permissions_for_user(user).can_edit()


def plans_to_work_on(user: Any) -> QuerySet[WorkPlanPage]:
    """The plans that a user may edit, as `may_work_on` has it but for those that are only theirs to review."""
    found = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
    return WorkPlanPage.objects.filter(pk__in=found.values("pk"))


def plan_sections(user: Any) -> list[Page]:
    """The sections for work plans below which a user may add pages, as specific pages in the tree's order."""
    allowed = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "add")
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
