"""Where plans can go."""

from typing import Any

from wagtail.models import Page, PageQuerySet
from wagtail.permissions import page_permission_policy

from cms.workplans.models import WorkPlanPage


def sections_for(user: Any) -> PageQuerySet:
    """The pages below which a user may add plans, in the order of the tree, as specific pages."""
    allowed = page_permission_policy.instances_user_has_permission_for(user, "add")
    pages = Page.objects.type(*WorkPlanPage.allowed_parent_page_models())
    return pages.filter(pk__in=allowed.values("pk")).select_related("locale").order_by("path").specific()


def sections_by_language(user: Any) -> dict[str, list[tuple[int, str]]]:
    """The same for a choice: by the code of the language, each section's id and its place in the tree.

    Sections for work plans come first in each language.
    """
    titles = dict(Page.objects.filter(depth__gt=2).values_list("path", "title"))
    found: dict[str, list[tuple[int, str]]] = {}
    for page in sorted(sections_for(user), key=lambda page: page.default_type() != "work_plan"):
        steps = (page.path[:end] for end in range(Page.steplen * 3, len(page.path) + 1, Page.steplen))
        place = " › ".join(titles[step] for step in steps)
        found.setdefault(page.locale.language_code, []).append((page.pk, place))
    return found
