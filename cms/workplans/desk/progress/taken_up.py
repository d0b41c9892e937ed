"""Which tasks of a plan the bodies below have taken up, and which nobody has."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.workplans.desk.progress.base import FollowingView
from cms.workplans.taken_up import taken_up


class TakenUpView(FollowingView):
    template_name = "workplans/following/taken_up.html"
    page_title = _("Taken up below")
    tab = "plan_taken_up"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = taken_up(self.plan, self.tasks)
        only_open = "open" in self.request.GET
        return {
            **super().get_context_data(**kwargs),
            "only_open": only_open,
            "rows": [row for row in rows if not (only_open and row.takers)],
            "nobody": sum(not row.takers for row in rows),
            "all": len(rows),
            "has_bodies": bool(self.plan.issuer and self.plan.issuer.children.exists()),
        }
