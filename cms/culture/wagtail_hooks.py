"""Cultural brands in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import Column

from cms.core.listings import ContentListing
from cms.culture.models import BrandPage


class BrandListing(ContentListing):
    model = BrandPage
    icon = "pick"
    menu_order = 40
    columns = [*ContentListing.columns, Column("slogan", label=_("Slogan"))]


@hooks.register("register_admin_viewset")
def register_listing() -> ContentListing:
    return BrandListing("brands")
