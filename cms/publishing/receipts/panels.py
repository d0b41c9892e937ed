"""Where staff see what became of a publish: beside the page they edit, and on the admin's first page."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import Q
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.publishing import pending
from cms.publishing.models import Pending, Receipt
from cms.publishing.receipts import ledger, upcoming
from cms.publishing.receipts.standing import Account, Standing, account_of

SHOWN = 5


def context_of(page: Page, user: AbstractBaseUser | AnonymousUser) -> dict[str, Any]:
    """What the side panel tells of one page to one person."""
    account = account_of(page.pk)
    permissions = page.permissions_for_user(user)
    return {
        "page": page,
        "account": account,
        "receipt": account.receipt,
        "files": _files(account.receipt) if account.receipt else [],
        "history": ledger.history(page.pk)[1:],
        "workers": upcoming.workers(),
        "verifies": bool(settings.VERIFY_URL),
        "may_retry": account.standing == Standing.FAILED
        and (permissions.can_publish() or permissions.can_unpublish()),
    }


def _files(receipt: Receipt) -> list[tuple[str, list[str], int]]:
    """What was written and removed: in words, the paths, and how many."""
    written, removed = receipt.written, receipt.removed
    return [
        (
            ngettext("%(count)d file written", "%(count)d files written", written) % {"count": written},
            receipt.paths.get("written", []),
            written,
        ),
        (
            ngettext("%(count)d file removed", "%(count)d files removed", removed) % {"count": removed},
            receipt.paths.get("removed", []),
            removed,
        ),
    ]


def rendered(page: Page, request: HttpRequest) -> str:
    """The inside of the side panel."""
    return render_to_string("publishing/receipt.html", context_of(page, request.user), request)


class ReceiptSidePanel(BaseSidePanel):
    """Follows the newest publish of the page that is edited."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = _("Toggle publication")
        icon_name = "globe"
        counter_classname = "w-bg-critical-200"

        def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
            failed = account_of(self.panel.object.pk).standing == Standing.FAILED
            return super().get_context_data(parent_context) | {"count": int(failed)}

    name = "publication"
    title = _("Publication")
    template_name = "publishing/receipt_panel.html"
    order = 150

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return super().get_context_data(parent_context) | context_of(self.object, self.request.user)


class PublishingPanel(Component):
    """On the admin's first page: the worker, what it does next, and what failed."""

    name = "publishing"
    template_name = "publishing/home_panel.html"
    order = 120

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        policy = policy_registry.get_by_type(Page)
        pages = policy.instances_user_has_any_permission_for(user, ["add", "change", "publish"])
        mine = Q(page__in=pages.values("pk")) | Q(asked_by=user)  # a deleted page is who deleted it's
        failed = Receipt.objects.filter(mine, state=Receipt.State.FAILED).order_by("-pk")[:SHOWN]
        there = set(
            Page.objects.filter(pk__in=[receipt.page for receipt in failed]).values_list("pk", flat=True)
        )
        return {
            "workers": upcoming.workers(),
            "runs": upcoming.next_runs(pages, SHOWN),
            "zone": settings.TIME_ZONE,
            "waiting": Pending.objects.filter(error="").exclude(projection__in=pending.ASIDE).count(),
            "not_made": Pending.objects.exclude(error="").count(),
            "failed": [(Account(receipt, Standing.FAILED), receipt.page in there) for receipt in failed],
        }
