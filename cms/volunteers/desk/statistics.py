"""A year of service: by month and organisation, as pictures that are also told in words, and as tables."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from cms.core.documents import Data
from cms.volunteers.desk.base import DeskView
from cms.volunteers.hours import queries, rules

HEIGHT, WIDTH, GAP = 100, 28, 8  # of the picture's bars, in its own units


class StatisticsView(DeskView, TemplateView):
    """Sums of the same entries as all else; a year that nobody served in is a page all the same."""

    page_title = _("Service in a year")
    header_icon = "history"
    template_name = "volunteers/desk/statistics.html"

    @cached_property
    def year(self) -> int:
        year = int(self.kwargs.get("year") or timezone.localdate().year)
        if not 2000 <= year <= 2200:
            raise Http404
        return year

    def above(self) -> list[tuple[str, Any]]:
        return [(reverse("volunteers_register"), _("Volunteers"))]

    def get_page_subtitle(self) -> str:
        return str(self.year)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        told, years = queries.year_of(user, self.year), queries.years(user)
        own = "en" if (get_language() or "").startswith("en") else "zh"
        bodies = [
            {
                **_in_hours(body),
                "name": body[own] or body["zh"] or "–",
                "share": body["quarters"] / (told["quarters"] or 1),
            }
            for body in told["bodies"]
        ]
        return {
            **super().get_context_data(**kwargs),
            "year": self.year,
            "years": sorted({self.year, *years}, reverse=True),
            "told": _in_hours(told),
            "months": [_in_hours(month) for month in told["months"]],
            "bars": bars([month["quarters"] for month in told["months"]]),
            "chart": {"width": 12 * (WIDTH + GAP), "height": HEIGHT + 22, "foot": HEIGHT + 16},
            "most": max(_in_hours(month)["hours"] for month in told["months"]),
            "bodies": bodies,
            "stars": list(enumerate(queries.stars_reached(user))),
        }


def bars(quarters: list[int]) -> list[Data]:
    """The bars of a picture: each as high as its share of the highest, and never so low that it isn't seen."""
    highest = max(quarters) or 1
    made = []
    for number, value in enumerate(quarters):
        height = max(HEIGHT * value / highest, 1 if value else 0)
        made.append(
            {
                "x": number * (WIDTH + GAP),
                "y": f"{HEIGHT - height:.1f}",
                "height": f"{height:.1f}",
                "width": WIDTH,
            }
            | {"middle": number * (WIDTH + GAP) + WIDTH // 2, "month": number + 1}
        )
    return made


def _in_hours(row: Data) -> Data:
    return {**row, "hours": rules.in_hours(row["quarters"])}
