"""Who changed which task of a plan, and when."""

from typing import Any

from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _

from cms.workplans.changes import lines, text_changes, withdrawn
from cms.workplans.desk.progress.base import FollowingView

LINES = 50


class ChangesView(FollowingView):
    template_name = "workplans/following/changes.html"
    page_title = _("Who changed what")
    tab = "plan_changes"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pages = Paginator(lines(self.plan), LINES)
        shown = pages.get_page(self.request.GET.get("p"))
        return {
            **super().get_context_data(**kwargs),
            "lines": shown,
            "withdrawn": withdrawn(shown),
            "text_changes": text_changes(self.plan) if shown.number == 1 else [],
        }
