"""From a query that residents ask to the form that puts a result first for it."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.contrib.search_promotions.views.settings import CreateView

from cms.discovery.query_log import normalised

ADD = "wagtailsearchpromotions.add_searchpromotion"


class PromoteForQuery(CreateView):
    """Wagtail's form with the query filled in; what is promoted for the query already is opened instead."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        asked = normalised(request.GET.get("query", ""))
        for pick in SearchPromotion.objects.select_related("query"):
            if asked and normalised(pick.query.query_string) == asked:
                return redirect("wagtailsearchpromotions:edit", pick.query_id)
        return super().get(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        return {"query_string": self.request.GET.get("query", "")}
