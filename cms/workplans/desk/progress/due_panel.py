"""On the admin's first page: tasks that are overdue or due soon."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from wagtail.admin.ui.components import Component

from cms.workplans.due import SOON, due

SHOWN = 8


class DuePanel(Component):
    name = "due_tasks"
    template_name = "workplans/following/due_panel.html"
    order = 110

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        found = due(parent_context["request"].user, timezone.localdate())
        overdue = [each for each in found if each.is_overdue]
        soon = [each for each in found if not each.is_overdue]
        return {
            "overdue": overdue[:SHOWN],
            "overdue_more": len(overdue[SHOWN:]),
            "soon": soon[:SHOWN],
            "soon_more": len(soon[SHOWN:]),
            "days": SOON.days,
        }
