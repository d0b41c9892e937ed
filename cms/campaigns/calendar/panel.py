"""The calendar of a campaign in its edit form: all stages as a line, and what is doubtful about them.

It shows what is in the form when the page was loaded: the draft, or what was sent and is refused. No script is needed.
"""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from cms.campaigns.calendar import rules
from cms.campaigns.calendar.days import WorkCalendar, work_calendar
from cms.campaigns.rules import Span

WIDTH = 1000  # of the drawing, in its own units
NARROWEST = 6
TOLD: dict[str, str | Promise] = {
    "gap": _("%(stage)s: %(number)s working days lie between the stage before and this one."),
    "short": _(
        "%(stage)s: only %(number)s working days. A result is public for five working days as a rule."
    ),
    "no_nomination": _("%(stage)s: there is no nomination before it."),
    "no_publicity_period": _("%(stage)s: there is no publicity period before it."),
    "unknown_year": _(
        "%(stage)s: the holidays of %(number)s are not entered yet; only weekends were left out. "
        "Enter them under Settings, Public holidays."
    ),
}


class Bar(NamedTuple):
    """A stage as it is drawn."""

    x: int
    width: int
    row: int
    kind: str
    label: str
    days: int
    starts_at: datetime
    ends_at: datetime


class CalendarPanel(Panel):
    """Shows and warns; changes nothing."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "campaigns/calendar.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            stages = [each for each in self.instance.stages.all() if each.starts_at and each.ends_at]
            calendar = work_calendar()
            return {
                **super().get_context_data(parent_context),
                "bars": drawn(stages, calendar.is_worked),
                "now": _now_in(stages),
                "warnings": warned(stages, calendar),
            }


def warned(stages: list[Any], calendar: WorkCalendar) -> list[str]:
    """What is doubtful about stages, in words."""
    kinds = [each.kind for each in stages]
    found = rules.warnings(local(stages), kinds, calendar.is_worked, calendar.years)
    return [
        str(TOLD[each.reason]) % {"stage": stages[each.position].label, "number": each.number}
        for each in found
    ]


def drawn(stages: list[Any], is_worked: rules.IsWorked) -> list[Bar]:
    """The bars of a calendar, on one line but for stages that take place side by side."""
    spans = local(stages)
    if not spans:
        return []
    first, length = _extent(spans)
    bars: list[Bar] = []
    for stage, span in zip(stages, spans, strict=True):
        x = round(WIDTH * ((span.starts_at - first) / length))
        width = max(round(WIDTH * ((span.ends_at - span.starts_at) / length)), NARROWEST)
        row = int(bool(bars) and span.starts_at < bars[-1].ends_at and bars[-1].row == 0)
        days = rules.working_days_of(span, is_worked)
        bars.append(Bar(min(x, WIDTH - width), width, row, stage.kind, stage.label, days, *span))
    return bars


def local(stages: list[Any]) -> list[Span]:
    """When stages are, in local time."""
    return [Span(timezone.localtime(each.starts_at), timezone.localtime(each.ends_at)) for each in stages]


def _extent(spans: list[Span]) -> tuple[datetime, timedelta]:
    first, last = min(each.starts_at for each in spans), max(each.ends_at for each in spans)
    return first, max(last - first, timedelta(hours=1))


def _now_in(stages: list[Any]) -> int | None:
    """Where the present is on the line; None where it isn't."""
    spans = local(stages)
    if not spans:
        return None
    first, length = _extent(spans)
    part = (timezone.now() - first) / length
    return round(WIDTH * part) if 0 <= part <= 1 else None
