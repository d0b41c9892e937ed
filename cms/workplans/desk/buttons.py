"""What can be made of a plan, among the buttons of the editor and of lists."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.menus.pages import PageMenuItem
from wagtail.models import Page

from cms.workplans.models import WorkPlanPage
from cms.workplans.queries import may_work_on

# In their order among Wagtail's own, which are numbered in tens: words, icon, the view's name.
PLAN_BUTTONS = (
    (3, _("Progress"), "tasks", "plan_progress"),
    (31, _("Copy as next year's plan"), "copy", "plan_next_year"),
    (32, _("Year against year"), "history", "plan_compare"),
    (33, _("Tasks in both languages"), "globe", "plan_translations"),
    (34, _("Export to Excel"), "download", "export_plan"),
    (35, _("Account of the year"), "doc-full", "plan_account"),
)


class PlanButton(PageMenuItem):
    """Shown at plans that somebody may work on."""

    def is_shown(self, user: Any) -> bool:
        return may_work_on(user, self.page)


def buttons(
    page: Page, user: Any, next_url: str | None = None, view_name: str = ""
) -> Iterator[PageMenuItem]:
    """Those of a page: none where it is no plan."""
    if isinstance(page, WorkPlanPage):
        for priority, label, icon, name in PLAN_BUTTONS:
            yield PlanButton(label, reverse(name, args=[page.pk]), icon, priority, page=page)
