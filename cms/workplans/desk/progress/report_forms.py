"""The form in which staff say how far a plan's tasks have got: one for all, saved as a whole or not at all."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.utils import get_user_display_name
from wagtail.models import PageLogEntry

from cms.workplans.followed import FollowedTask, Status
from cms.workplans.history import REPORT
from cms.workplans.models import WorkPlanPage
from cms.workplans.recording import OvertakenError, Report, report, said
from cms.workplans.tasks import Task

REASONS = FollowedTask._meta.get_field("reason_zh"), FollowedTask._meta.get_field("reason_en")


class ReportForm(forms.Form):
    """What is said of one task. Beside each field stands what the form was made from, so that who saves later than
    somebody else undoes nothing unseen.
    """

    status = forms.ChoiceField(label=_("Status"), required=False, show_hidden_initial=True)
    reached = forms.DecimalField(
        label=_("Reached so far"),
        required=False,
        min_value=0,
        max_digits=14,
        decimal_places=2,
        show_hidden_initial=True,
    )
    reason_zh = forms.CharField(
        label=_("Why it was dropped, in Chinese"), required=False, max_length=300, show_hidden_initial=True
    )
    reason_en = forms.CharField(
        label=_("Why it was dropped, in English"), required=False, max_length=300, show_hidden_initial=True
    )

    def __init__(self, *args: Any, computed: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nothing_said = _("As computed: %(status)s") % {"status": Status(computed).label}
        self.fields["status"].choices = [("", nothing_said), *Status.choices]  # type: ignore[attr-defined]
        self.fields["reached"].widget.attrs["inputmode"] = "decimal"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        try:
            FollowedTask(
                **{name: cleaned.get(name, "") for name in ("status", "reason_zh", "reason_en")}
            ).clean()
        except ValidationError as error:
            self.add_error(None, error)
        return cleaned

    @property
    def report(self) -> Report:
        return Report(**self.cleaned_data)

    @property
    def seen(self) -> Report:
        """What the form was made from. Raises ValidationError where somebody has tampered with it."""
        shown = {
            bound.name: bound.field.hidden_widget().value_from_datadict(
                self.data, self.files, bound.html_initial_name
            )
            for bound in self
        }
        read: dict[str, Any] = {name: self.fields[name].to_python(value) for name, value in shown.items()}
        return Report(**read)

    def show(self, now: Report) -> None:
        """Let the form be made from what is said now, and keep what was typed."""
        data = self.data.copy()  # type: ignore[attr-defined]  # it came with a request
        for bound in self:
            data[bound.html_initial_name] = initial(now)[bound.name]
        self.data = data


def initial(what: Report) -> dict[str, str]:
    """A report as fields of a form hold it."""
    reached = "" if what.reached is None else f"{what.reached.normalize():f}"
    return {
        "status": what.status,
        "reached": reached,
        "reason_zh": what.reason_zh,
        "reason_en": what.reason_en,
    }


class ReportsForm:
    """The forms of all tasks of a plan, by their uid. `computed` is where each stands if nothing is said of it."""

    def __init__(
        self,
        plan: WorkPlanPage,
        tasks: Iterable[Task],
        followed: dict[UUID, FollowedTask],
        computed: dict[UUID, str],
        data: Any = None,
    ):
        self.plan = plan
        self.forms = {
            task.uid: ReportForm(
                data,
                prefix=task.uid.hex,
                initial=initial(said(followed.get(task.uid))),
                computed=computed[task.uid],
            )
            for task in tasks
        }

    def save(self, by: Any) -> list[UUID] | None:
        """Take down what was changed. Returns its tasks; None where something is wrong, which the forms tell."""
        changed = {uid: form for uid, form in self.forms.items() if form.has_changed()}
        if any([form.errors for form in changed.values()]):  # noqa: C419 - of all, not up to the first
            return None
        try:
            told = {uid: form.report for uid, form in changed.items()}
            return report(self.plan, told, by, seen={uid: form.seen for uid, form in changed.items()})
        except OvertakenError as error:
            self._tell_of_others(error)
            return None

    @property
    def wrong(self) -> list[UUID]:
        return [uid for uid, form in self.forms.items() if form.is_bound and form.errors]

    def _tell_of_others(self, error: OvertakenError) -> None:
        names = _reporters(self.plan, error.now)
        for uid, now in error.now.items():
            form = self.forms[uid]
            form.show(now)
            status = Status(now.status).label if now.status else _("nothing")
            told = _(
                "%(name)s said meanwhile: %(status)s, reached %(reached)s. Save again if yours is to stand instead."
            ) % {"name": names.get(uid, "?"), "status": status, "reached": initial(now)["reached"] or "–"}
            form.add_error("status", told)


def _reporters(plan: WorkPlanPage, uids: Iterable[UUID]) -> dict[UUID, str]:
    """Who reported last on each task."""
    lines = PageLogEntry.objects.filter(
        action=REPORT,
        page__translation_key=plan.translation_key,
        data__task__in=[str(uid) for uid in uids],
    )
    return {
        UUID(line.data["task"]): get_user_display_name(line.user) if line.user else "?"
        for line in lines.select_related("user").order_by("pk")
    }
