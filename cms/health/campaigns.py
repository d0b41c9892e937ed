"""What staff must know of the campaigns that are published and not over: what their editors are warned of."""

from collections import defaultdict
from collections.abc import Iterator

from django.utils import timezone

from cms.campaigns.calendar.days import work_calendar
from cms.campaigns.calendar.panel import warned
from cms.campaigns.models import Stage
from cms.core.documents import PublishedDocument


class Campaigns:
    """Answers for one report; stages and working days are asked once."""

    def __init__(self) -> None:
        self._calendar, now = work_calendar(), timezone.now()
        going_on = Stage.objects.filter(campaign__live=True, ends_at__gt=now).values("campaign")
        self._stages: dict[str, list[Stage]] = defaultdict(list)
        for stage in Stage.objects.filter(campaign__in=going_on):
            self._stages[f"page:{stage.campaign_id}"].append(stage)

    def troubles(self, document: PublishedDocument) -> Iterator[tuple[str, str]]:
        """(code, message) of what is doubtful about the calendar of a document."""
        for message in warned(self._stages.get(document.key, []), self._calendar):
            yield "campaign_calendar", message
