"""Notices and policies in the admin."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import BooleanColumn, Column

from cms.core.listings import ContentListing
from cms.notices import rules
from cms.notices.models import NoticePage, PolicyPage

VALIDITY = {"in_force": _("In force"), "not_yet_in_force": _("Not yet in force"), "repealed": _("Repealed")}


def validity(policy: PolicyPage) -> str:
    return str(VALIDITY[rules.validity(policy.effective_on, policy.repealed_on, timezone.localdate())])


class NoticeListing(ContentListing):
    model = NoticePage
    icon = "info-circle"
    menu_order = 10
    columns = [
        *ContentListing.columns,
        Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind"),
        Column("deadline", label=_("Deadline"), sort_key="deadline"),
        BooleanColumn("pinned", label=_("Pinned"), sort_key="pinned"),
    ]


class PolicyListing(ContentListing):
    model = PolicyPage
    icon = "doc-full"
    menu_order = 20
    columns = [
        *ContentListing.columns,
        Column("number", label=_("Document number"), sort_key="number"),
        Column("effective_on", label=_("Effective from"), sort_key="effective_on"),
        Column("validity", label=_("Validity"), accessor=validity),
    ]


@hooks.register("register_admin_viewset")
def register_listings() -> list[ContentListing]:
    return [NoticeListing("notices"), PolicyListing("policies")]
