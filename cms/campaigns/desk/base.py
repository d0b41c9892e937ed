"""What the screens of campaigns have in common, and who may see them."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cms.campaigns.procedures.models import Procedure
from cms.core.desk import DeskView
from cms.core.membership import bodies_of

PERMISSION = "campaigns.change_procedure"


def looks_after(user: Any) -> bool:
    """Whether a user looks after campaigns: of the organisations that they work for."""
    return user.is_active and user.has_perm(PERMISSION)


def seen_by(user: Any) -> QuerySet[Procedure]:
    """The procedures that a user looks after."""
    bodies = bodies_of(user)
    return Procedure.objects.all() if bodies is None else Procedure.objects.filter(issuer__in=bodies)


class ProcedureView(DeskView):
    """A screen of staff about one procedure that they look after."""

    header_icon = "clipboard-list"

    kwargs: dict[str, Any]
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not looks_after(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def procedure(self) -> Procedure:
        return get_object_or_404(seen_by(self.request.user), pk=self.kwargs["procedure"])

    def above(self) -> list[tuple[str, Any]]:
        return [(reverse("campaigns_procedures"), _("Procedures"))]

    def get_page_subtitle(self) -> str:
        return self.procedure.title

    def heading(self) -> str:
        """A campaign has several screens."""
        return f"{self.get_page_title()} · {self.get_page_subtitle()}"
