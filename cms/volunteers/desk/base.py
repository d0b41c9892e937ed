"""What the screens of those who look after volunteers have in common."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from wagtail.admin.ui.tables import Column

from cms.core import desk

PERMISSION = "volunteers.change_volunteer"


def is_coordinator(user: Any) -> bool:
    """Whether a user looks after volunteers: of the organisations that they work for, see cms.core.membership."""
    return user.has_perm(PERMISSION)


class TickColumn(Column):
    """A box for each row, sent under the column's name."""

    header_template_name = "volunteers/desk/tick_head.html"
    cell_template_name = "volunteers/desk/tick.html"


class CoordinatorsOnly:
    """A view for coordinators."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not is_coordinator(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class DeskView(CoordinatorsOnly, desk.DeskView):
    """A screen for coordinators."""

    header_icon = "group"
