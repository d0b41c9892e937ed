"""What a plan's history says of its tasks."""

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.log_actions import LogActionRegistry, LogFormatter

from cms.workplans.followed import FollowedTask, Status

REPORT = "workplans.report"
CONTINUES = "workplans.continues"
PAIRED = "workplans.paired"
JOINED = "workplans.joined"
SEPARATED = "workplans.separated"
ENTERED = "workplans.entry_add"
MENDED = "workplans.entry_change"
WITHDRAWN = "workplans.entry_delete"
RESTORED = "workplans.entry_restore"
IMPLEMENTS = "workplans.implements"
ACTIONS = (REPORT, ENTERED, MENDED, WITHDRAWN, RESTORED, IMPLEMENTS, CONTINUES, PAIRED)
NOTHING = "–"
LABELS = {"implements": pgettext_lazy("of a task", "implements")}


def register(actions: LogActionRegistry) -> None:
    """Name the actions that recording.py logs."""
    actions.register_action(REPORT)(ReportFormatter)
    actions.register_action(CONTINUES)(ContinuesFormatter)
    actions.register_action(PAIRED)(PairedFormatter)
    actions.register_action(IMPLEMENTS)(ImplementsFormatter)
    actions.register_action(JOINED)(JoinedFormatter)
    actions.register_action(SEPARATED)(SeparatedFormatter)
    for action, label in (
        (ENTERED, _("Progress entry added")),
        (MENDED, _("Progress entry changed")),
        (WITHDRAWN, _("Progress entry deleted")),
        (RESTORED, _("Progress entry restored")),
    ):
        actions.register_action(action)(type("EntryFormatter", (EntryFormatter,), {"label": label}))


class ReportFormatter(LogFormatter):
    """`data` is {"task": uid, "name": "三、 …", "changes": {"status": ["under_way", "done"]}}."""

    label = _("Report on a task")

    def format_message(self, log_entry: Any) -> str:
        changes = [_change(name, *pair) for name, pair in log_entry.data["changes"].items()]
        return _of(log_entry, str(_("; ")).join(changes))


class ImplementsFormatter(ReportFormatter):
    """`data` is as that of a report; the two values name tasks of higher bodies."""

    label = _("Tasks of higher bodies")


class EntryFormatter(LogFormatter):
    """`data` is {"task": uid, "name": "三、 …", "entry_id": 7, "day": "2026-03-02", "text": "…"}; of a changed one
    also what it was "before", of one that was deleted what is "kept" of it.
    """

    def format_message(self, log_entry: Any) -> str:
        told = log_entry.data
        return _of(log_entry, f"{self.label} ({told['day']}) {told['text']}")


def _of(log_entry: Any, value: str) -> str:
    return _("%(name)s: %(value)s") % {"name": log_entry.data["name"], "value": value}


class ContinuesFormatter(LogFormatter):
    """`data` is {"task": uid, "name": "三、 …", "earlier": "四、 …", "plan": title}; "earlier" is "" where the task was
    said to be new, and None where nothing is said of it any more.
    """

    label = _("A task and the plan before")

    def format_message(self, log_entry: Any) -> str:
        data = log_entry.data
        if data["earlier"]:
            told = _("continues “%(earlier)s” of “%(plan)s”") % data
        elif data["earlier"] == "":
            told = _("is new beside “%(plan)s”") % data
        else:
            told = _("is matched with “%(plan)s” by its words") % data
        return _("%(name)s: %(value)s") % {"name": data["name"], "value": told}


class PairedFormatter(LogFormatter):
    """`data` is {"task": uid, "was": uid, "name": "三、 …", "with": language}."""

    label = _("A task and its translation")

    def format_message(self, log_entry: Any) -> str:
        told = _("paired with its version in %(with)s") % log_entry.data
        return _("%(name)s: %(value)s") % {"name": log_entry.data["name"], "value": told}


class JoinedFormatter(LogFormatter):
    """`data` is {"with": title, "language": language}, of the plan that became the other version."""

    label = _("A plan and its translation")

    def format_message(self, log_entry: Any) -> str:
        return _("“%(with)s” (%(language)s) was declared its translation") % log_entry.data


class SeparatedFormatter(JoinedFormatter):
    """`data` is the same."""

    def format_message(self, log_entry: Any) -> str:
        return _("“%(with)s” (%(language)s) is no longer its translation") % log_entry.data


def _change(name: str, before: Any, after: Any) -> str:
    label = LABELS.get(name) or getattr(FollowedTask, name).field.verbose_name
    if name == "status":
        before, after = (Status(value).label if value else "" for value in (before, after))
    return _("%(name)s: %(value)s") % {
        "name": capfirst(str(label)),
        "value": f"{before or NOTHING} → {after or NOTHING}",
    }
