"""The form that stands below the list of tasks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from cms.core.models import Organisation
from cms.workplans.desk.lists.together import Change
from cms.workplans.models import FollowedTask, Status

KEEP = "keep"


class TogetherForm(forms.Form):
    """Which tasks, and what is to be of them. A valid form has a `change`."""

    which = forms.ChoiceField(
        label=_("Tasks"),
        choices=[("ticked", _("The ticked ones")), ("all", _("All in this list, on its other pages too"))],
        initial="ticked",
        widget=forms.RadioSelect,
    )
    status = forms.ChoiceField(
        label=_("Status"),
        choices=[(KEEP, _("As it is")), *Status.choices, ("", _("As its parts"))],
        required=False,
        initial=KEEP,
    )
    reason_zh = forms.CharField(
        label=_("Why they were dropped, in Chinese"),
        required=False,
        max_length=FollowedTask._meta.get_field("reason_zh").max_length,
    )
    reason_en = forms.CharField(
        label=_("Why they were dropped, in English"),
        required=False,
        max_length=FollowedTask._meta.get_field("reason_en").max_length,
    )
    due_on = forms.DateField(label=_("Due"), required=False, widget=AdminDateInput)
    unit = forms.ModelChoiceField(
        label=_("Responsible unit"),
        queryset=Organisation.objects.all(),
        required=False,
        empty_label=_("As it is"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "together_%s")  # the filters above have fields of the same names
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        status = None if cleaned["status"] == KEEP else cleaned["status"]
        dropped = status == Status.DROPPED
        reasons = {name: cleaned[name].strip() if dropped else "" for name in ("reason_zh", "reason_en")}
        if dropped and not any(reasons.values()):
            self.add_error("reason_zh", _("Say why the task was dropped, in one language at least."))
        unit = cleaned["unit"]
        self.change = Change(status, **reasons, due_on=cleaned["due_on"], unit_id=unit.pk if unit else None)
        if self.change == Change():
            raise forms.ValidationError(_("Say what is to change."))
        return cleaned
