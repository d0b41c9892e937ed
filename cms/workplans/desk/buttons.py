"""What can be made of a plan, among the buttons of the editor and of lists."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.menus.pages import PageMenuItem
from wagtail.models import Page

from cms.workplans.models import WorkPlanPage
from cms.workplans.queries import may_work_on


class PlanButton(PageMenuItem):
    """Shown at plans that somebody may work on."""

    def is_shown(self, user: Any) -> bool:
        return may_work_on(user, self.page)

    @cached_property
    def url(self) -> str:
        return reverse(self.url_name, args=[self.page.pk])


class ProgressButton(PlanButton):
    label = _("Progress")
    icon_name = "tasks"
    url_name = "plan_progress"


class NextYearButton(PlanButton):
    label = _("Copy as next year's plan")
    icon_name = "copy"
    url_name = "plan_next_year"


class AccountButton(PlanButton):
    label = _("Account of the year")
    icon_name = "doc-full"
    url_name = "plan_account"


class CompareButton(PlanButton):
    label = _("Year against year")
    icon_name = "history"
    url_name = "plan_compare"


class TranslationsButton(PlanButton):
    label = _("Tasks in both languages")
    icon_name = "globe"
    url_name = "plan_translations"


class WorkbookButton(PlanButton):
    label = _("Export to Excel")
    icon_name = "download"
    url_name = "export_plan"


def buttons(
    page: Page, user: Any, next_url: str | None = None, view_name: str = ""
) -> Iterator[PageMenuItem]:
    """Those of a page: none where it is no plan."""
    if isinstance(page, WorkPlanPage):
        yield ProgressButton(page=page, priority=3)
        yield NextYearButton(page=page, priority=31)
        yield CompareButton(page=page, priority=32)
        yield TranslationsButton(page=page, priority=33)
        yield AccountButton(page=page, priority=35)
        yield WorkbookButton(page=page, priority=34)
