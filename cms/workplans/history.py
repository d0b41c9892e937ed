"""What a plan's history says of its tasks."""

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry, LogFormatter

from cms.workplans.followed import FollowedTask, Status

REPORT = "workplans.report"
NOTHING = "–"


def register(actions: LogActionRegistry) -> None:
    """Name the actions that recording.py logs."""
    actions.register_action(REPORT)(ReportFormatter)


class ReportFormatter(LogFormatter):
    """`data` is {"task": uid, "name": "三、 …", "changes": {"status": ["under_way", "done"]}}."""

    label = _("Report on a task")

    def format_message(self, log_entry: Any) -> str:
        changes = [_change(name, *pair) for name, pair in log_entry.data["changes"].items()]
        return _("%(name)s: %(value)s") % {
            "name": log_entry.data["name"],
            "value": str(_("; ")).join(changes),
        }


def _change(name: str, before: Any, after: Any) -> str:
    label = capfirst(str(getattr(FollowedTask, name).field.verbose_name))
    if name == "status":
        before, after = (Status(value).label if value else "" for value in (before, after))
    return _("%(name)s: %(value)s") % {"name": label, "value": f"{before or NOTHING} → {after or NOTHING}"}
