"""The progress of a plan: all its tasks in their outline, where each stands, and a form to say so."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from cms.core.reach import is_public
from cms.workplans.desk.progress.base import FollowingView
from cms.workplans.desk.progress.report_forms import ReportsForm
from cms.workplans.following import computed, follow
from cms.workplans.rules.standing import counted, is_overdue, progress


class ProgressView(FollowingView):
    template_name = "workplans/following/progress.html"
    page_title = _("Progress")
    tab = "plan_progress"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self._form(request.POST)
        changed = form.save(request.user)
        if changed is None:
            messages.error(request, self._told_wrong(form))
            return self.render_to_response(self.get_context_data(form=form))
        if changed:
            told = ngettext("Saved: %(count)d task.", "Saved: %(count)d tasks.", len(changed))
            messages.success(request, told % {"count": len(changed)})
        else:
            messages.info(request, _("Nothing was changed."))
        return redirect(self.address())

    def _form(self, data: Any = None) -> ReportsForm:
        self.known = follow(self.plan.translation_key, self.tasks)
        stand = {uid: found.status for uid, found in computed(self.tasks, self.known).items()}
        return ReportsForm(self.followed, self.tasks, self.known.followed, stand, data)

    def _told_wrong(self, form: ReportsForm) -> str:
        names = [str(task) for task in self.tasks if task.uid in form.wrong]
        return _("Nothing is saved yet. Look at: %(tasks)s") % {"tasks": str(_("; ")).join(names)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.get("form") or self._form()
        known, today = self.known, timezone.localdate()
        rows = [
            {
                "task": task,
                "form": form.forms[task.uid],
                "standing": known.standings[task.uid],
                "is_overdue": is_overdue(known.standings[task.uid], task.due_on, today),
                "below": progress(known.below[task.uid]) if task.uid in known.below else None,
                "entries": len(known.entries.get(task.uid, [])),
            }
            for task in self.tasks
        ]
        top = [self.tasks[place].uid for place in counted([task.level for task in self.tasks])]
        return {
            **super().get_context_data(**kwargs),
            "rows": rows,
            "total": progress(known.standings[uid] for uid in top),
            "is_public": is_public(self.plan),
            "action_url": self.address(),
        }
