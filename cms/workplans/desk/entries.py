"""Entries on a task: made, changed, deleted and brought back."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultipleChooserPanel, ObjectList
from wagtail.models import PageLogEntry

from cms.workplans.desk.base import FollowingView, TaskView
from cms.workplans.followed import ProgressEntry
from cms.workplans.history import WITHDRAWN
from cms.workplans.recording import enter, restore, withdraw

PANELS = ObjectList(
    [
        FieldPanel("day"),
        FieldRowPanel(["text_zh", "text_en"]),
        MultipleChooserPanel(
            "pictures", chooser_field_name="image", heading=_("Pictures"), label=_("picture")
        ),
        MultipleChooserPanel(
            "evidence", chooser_field_name="page", heading=_("Pages that show it"), label=_("page")
        ),
    ]
)


class EntryForm(TaskView):
    """The form of a new entry, or of one that is there."""

    template_name = "workplans/following/entry.html"
    tab = "plan_entry"

    @cached_property
    def entry(self) -> ProgressEntry:
        if "entry" not in self.kwargs:
            return ProgressEntry()
        theirs = ProgressEntry.objects.filter(task__plan=self.plan.translation_key, task__uid=self.uid)
        return get_object_or_404(theirs, pk=self.kwargs["entry"])

    @property
    def page_title(self) -> Any:
        return _("Change an entry") if self.entry.pk else _("New entry")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self._form(request.POST)
        if not form.is_valid():
            messages.error(request, _("Nothing is saved yet. Please correct what is marked below."))
            return self.render_to_response(self.get_context_data(form=form))
        enter(self.followed, self.task.uid, form.save(commit=False), by=request.user)
        messages.success(request, _("The entry is saved. It is public where the plan is."))
        return redirect(self.address("plan_task", self.uid) + "#entries")

    def _form(self, data: Any = None) -> Any:
        self.panels = PANELS.bind_to_model(ProgressEntry)
        form = self.panels.get_form_class()(data, instance=self.entry, for_user=self.request.user)
        for name in ("text_zh", "text_en"):
            form.fields[name].widget.attrs["rows"] = 3
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.get("form") or self._form()
        panel = self.panels.get_bound_panel(
            instance=form.instance, request=self.request, form=form, prefix="panel"
        )
        return {
            **super().get_context_data(**kwargs),
            "panel": panel,
            "form": form,
            "media": panel.media + form.media,
            "action_url": self.request.path,
        }


class DeleteEntry(EntryForm):
    template_name = "workplans/following/delete_entry.html"
    page_title = _("Delete an entry")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        line = withdraw(self.followed, self.entry, by=request.user)
        undo = format_html(
            '<form class="plan-undo" method="post" action="{}">'
            '<input type="hidden" name="csrfmiddlewaretoken" value="{}">'
            '<button type="submit" class="button button-small">{}</button></form>',
            self.address("plan_entry_restore", line.pk),
            get_token(request),
            gettext("Bring it back"),
        )
        messages.success(request, format_html("{} {}", _("The entry is deleted."), undo))
        return redirect(self.address("plan_task", self.uid) + "#entries")


class RestoreEntry(FollowingView):
    """Brings an entry back from the line of the history that tells of its end."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        lines = PageLogEntry.objects.filter(page__translation_key=self.plan.translation_key, action=WITHDRAWN)
        line = get_object_or_404(lines, pk=kwargs["line"])
        try:
            restore(self.followed, line.data, by=request.user)
            messages.success(request, _("The entry is back."))
        except ValidationError as error:
            messages.error(request, error.messages[0])
        return redirect(self.address("plan_task", line.data["task"]) + "#entries")
