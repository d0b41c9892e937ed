"""Entries on a task: made, changed, deleted and brought back."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultipleChooserPanel, ObjectList
from wagtail.admin.utils import get_user_display_name
from wagtail.models import PageLogEntry

from cms.workplans.changes import lines
from cms.workplans.desk.progress.base import FollowingView, TaskView
from cms.workplans.followed import ProgressEntry
from cms.workplans.history import WITHDRAWN
from cms.workplans.recording import OvertakenEntryError, enter, restore, withdraw

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
        """The entry; a new one also where somebody has deleted it meanwhile."""
        if "entry" not in self.kwargs:
            return ProgressEntry()
        theirs = ProgressEntry.objects.filter(task__plan=self.plan.translation_key, task__uid=self.uid)
        found = theirs.filter(pk=self.kwargs["entry"]).first()
        if found is None and self._last_line() is None:
            raise Http404("There never was such an entry.")
        return found or ProgressEntry()

    @property
    def is_gone(self) -> bool:
        return "entry" in self.kwargs and self.entry.pk is None

    @property
    def page_title(self) -> Any:
        return _("Change an entry") if self.entry.pk else _("New entry")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.is_gone:
            messages.error(request, _("%(name)s has deleted this entry.") % {"name": self._who()})
            return self.back()
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self._form(with_rows_of(self.entry, request.POST))
        if not form.is_valid():
            messages.error(request, _("Nothing is saved yet. Please correct what is marked below."))
            return self.render_to_response(self.get_context_data(form=form))
        if self.is_gone:
            told = _(
                "%(name)s has deleted this entry meanwhile. Save again to enter what you have as a new one."
            )
            messages.error(request, told % {"name": self._who()})
            return self.render_to_response(self.get_context_data(form=form))
        try:
            enter(
                self.followed,
                self.task.uid,
                form.save(commit=False),
                by=request.user,
                seen=request.POST.get("seen", ""),
            )
        except OvertakenEntryError as error:
            return self.overtaken(error, form=form)
        messages.success(request, _("The entry is saved. It is public where the plan is."))
        return self.back()

    def back(self) -> HttpResponse:
        """To the entries of the task."""
        return redirect(self.address("plan_task", self.uid) + "#entries")

    def overtaken(self, error: OvertakenEntryError, **context: Any) -> HttpResponse:
        """The page again, with what somebody else has made of the entry."""
        messages.error(
            self.request,
            _("Nothing is saved yet: %(name)s changed this entry meanwhile.") % {"name": self._who()},
        )
        return self.render_to_response(self.get_context_data(now=error.now, **context))

    def _last_line(self) -> PageLogEntry | None:
        """What the history tells last of the entry."""
        return lines(self.plan, self.uid).filter(data__entry_id=self.kwargs["entry"]).first()

    def _who(self) -> str:
        line = self._last_line()
        return get_user_display_name(line.user) if line and line.user else "?"

    def _form(self, data: Any = None) -> Any:
        self.panels = PANELS.bind_to_model(ProgressEntry)
        form = self.panels.get_form_class()(data, instance=self.entry, for_user=self.request.user)
        for name in ("text_zh", "text_en"):
            form.fields[name].widget.attrs["rows"] = 3
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form, shown = kwargs.get("form") or self._form(), kwargs.get("now") or self.entry
        panel = self.panels.get_bound_panel(
            instance=form.instance, request=self.request, form=form, prefix="panel"
        )
        return {
            **super().get_context_data(**kwargs),
            "panel": panel,
            "form": form,
            "media": panel.media + form.media,
            "shown": shown,
            "seen": shown.version if self.entry.pk else "",
            "action_url": self.address("plan_entry_add", self.uid) if self.is_gone else self.request.path,
        }


def with_rows_of(entry: ProgressEntry, data: QueryDict) -> QueryDict:
    """What was sent, where rows that somebody else has taken out of the entry meanwhile are new ones."""
    data = data.copy()
    for name in ("pictures", "evidence"):
        there = {str(row.pk) for row in getattr(entry, name).all()}
        for key, value in data.items():
            if key.startswith(f"{name}-") and key.endswith("-id") and value not in there:
                data[key] = ""
    return data


class DeleteEntry(EntryForm):
    template_name = "workplans/following/delete_entry.html"
    page_title = _("Delete an entry")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.is_gone:
            return self.get(request, *args, **kwargs)
        try:
            line = withdraw(self.followed, self.entry, by=request.user, seen=request.POST.get("seen", ""))
        except OvertakenEntryError as error:
            return self.overtaken(error)
        undo = format_html(
            '<form class="plan-undo" method="post" action="{}">'
            '<input type="hidden" name="csrfmiddlewaretoken" value="{}">'
            '<button type="submit" class="button button-small">{}</button></form>',
            self.address("plan_entry_restore", line.pk),
            get_token(request),
            gettext("Bring it back"),
        )
        messages.success(request, format_html("{} {}", _("The entry is deleted."), undo))
        return self.back()


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
