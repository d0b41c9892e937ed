"""What the admin asks and has done about receipts: the state of a page, and another try."""

from collections.abc import Collection

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.log_actions import log
from wagtail.models import Page

from cms.publishing.models import Receipt
from cms.publishing.receipts import ledger
from cms.publishing.receipts.panels import rendered
from cms.publishing.receipts.standing import account_of

RETRIED = "publishing.retry"
FOLLOWED = 5  # changes that have a line each


@require_safe
@never_cache
def state(request: HttpRequest, page: int) -> JsonResponse:
    """Where a page stands, for the scripts of the admin: its standing, a line, and the inside of its panel."""
    account = account_of(page)
    found = Page.objects.filter(pk=page).first()
    if found is None:
        if account.receipt is None or account.receipt.asked_by != request.user:
            raise PermissionDenied
    elif not found.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return JsonResponse(
        {
            "standing": account.standing,
            "is_settled": account.is_settled,
            "message": render_to_string("publishing/message.html", {"account": account}, request),
            "panel": rendered(found, request) if found else "",
        }
    )


@require_POST
@transaction.atomic
def retry(request: HttpRequest, page: int) -> HttpResponse:
    """Make, index and verify the newest change of a page again."""
    found, receipt = Page.objects.filter(pk=page).first(), ledger.latest([page]).get(page)
    if not _may_retry(found, receipt, request):
        raise PermissionDenied
    if receipt is None:
        messages.error(request, _("This page was not published yet: there is nothing to try again."))
    else:
        ledger.retry(receipt)
        tell(request, [page])
    if found is None:
        return redirect("wagtailadmin_home")
    log(instance=found, action=RETRIED, user=request.user)
    return redirect("wagtailadmin_pages:edit", page)


def _may_retry(page: Page | None, receipt: Receipt | None, request: HttpRequest) -> bool:
    """Who may publish a page may try again; where it was deleted, who did that."""
    if page is None:
        return receipt is not None and receipt.asked_by == request.user
    permissions = page.permissions_for_user(request.user)
    return permissions.can_publish() or permissions.can_unpublish()


def tell(request: HttpRequest, pages: Collection[int]) -> None:
    """Put lines into the messages that say which changes are on their way, and follow them by a script.

    Of many changes only the first have a line each.
    """
    found = ledger.latest(pages)
    waiting = [found[page] for page in pages if page in found and found[page].state == Receipt.State.WAITING]
    for receipt in waiting[:FOLLOWED]:
        words = _("On its way to the public site: %(title)s") % {"title": receipt.title}
        address = reverse("publication_state", args=(receipt.page,))
        messages.info(
            request, format_html('<span data-publication="{}" data-part="message">{}</span>', address, words)
        )
    if rest := len(waiting[FOLLOWED:]):
        words = ngettext(
            "%(count)d more change is on its way; the report tells when it is public.",
            "%(count)d more changes are on their way; the report tells when they are public.",
            rest,
        ) % {"count": rest}
        messages.info(request, format_html('<a href="{}">{}</a>', reverse("publication_report"), words))
