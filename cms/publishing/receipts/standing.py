"""Where pages stand: not public, waiting, live, live with a newer draft, failed, gone."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Case, CharField, F, OuterRef, Q, QuerySet, Subquery, TextChoices, Value, When
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Page

from cms.publishing.models import Receipt
from cms.publishing.receipts import ledger, reasons


class Standing(TextChoices):
    DRAFT = "draft", _("Not public")
    WAITING = "waiting", _("Waiting")
    LIVE = "live", pgettext_lazy("publication", "Live")
    NEWER_DRAFT = "newer_draft", _("Live, with a newer draft")
    FAILED = "failed", _("Failed")
    GONE = "gone", _("Gone")


def with_standing(pages: QuerySet[Page]) -> QuerySet[Page]:
    """The pages with `standing` and `receipt_id`, that of the newest receipt, computed by the database."""
    newest = Receipt.objects.filter(page=OuterRef("pk")).order_by("-pk")
    return pages.annotate(
        receipt_id=Subquery(newest.values("pk")[:1]), receipt_state=Subquery(newest.values("state")[:1])
    ).annotate(
        standing=Case(
            When(receipt_state__in=("failed", "waiting", "gone"), then=F("receipt_state")),
            When(Q(receipt_state=None, live=False), then=Value("draft")),
            When(has_unpublished_changes=True, then=Value("newer_draft")),
            default=Value("live"),
            output_field=CharField(),
        )
    )


@dataclass(frozen=True)
class Account:
    """What is to be said of one page: its newest receipt, or None, and where it stands."""

    receipt: Receipt | None
    standing: Standing

    @property
    def is_settled(self) -> bool:
        """Whether nothing more will happen by itself in the next seconds."""
        return self.standing not in (Standing.WAITING, Standing.FAILED)

    @property
    def is_public(self) -> bool:
        return self.standing in (Standing.LIVE, Standing.NEWER_DRAFT)

    @property
    def address(self) -> str:
        """The public address that the newest change was about; "" without one."""
        return settings.PUBLIC_URL + self.receipt.url if self.receipt else ""

    @property
    def reason(self) -> str:
        return reasons.sentence(self.receipt.reason) if self.receipt else ""

    @property
    def since(self) -> datetime | None:
        """Since when it is live or gone: seen at the public address, or where nobody looks there, written."""
        if not self.is_settled:
            return None
        return (self.receipt.verified_at or self.receipt.written_at) if self.receipt else None

    @property
    def seconds(self) -> float | None:
        """From the request until then."""
        return (
            (self.since - self.receipt.requested_at).total_seconds() if self.receipt and self.since else None
        )


def account_of(page: int) -> Account:
    """The account of a page by its number, which may be deleted already."""
    standing = with_standing(Page.objects.filter(pk=page)).values_list("standing", flat=True).first()
    receipt = ledger.latest([page]).get(page)
    if standing is None:  # a deleted page
        standing = receipt.state if receipt and receipt.state in Standing.values else Standing.GONE
    return Account(receipt, Standing(standing))
