"""Volunteer recruitments in the admin, and the desk of those who look after volunteers."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import URLPattern, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column

from cms.core.desk import MenuItemFor
from cms.core.listings import CONTENT_MENU, ContentListing
from cms.volunteers.desk import service_urls
from cms.volunteers.desk import urls as desk_urls
from cms.volunteers.desk.base import is_coordinator
from cms.volunteers.models import RecruitmentPage


class RecruitmentListing(ContentListing):
    model = RecruitmentPage
    icon = "group"
    menu_order = 50
    columns = [
        *ContentListing.columns,
        Column("place", label=_("Place"), sort_key="place"),
        Column("ends_on", label=_("Open until"), sort_key="ends_on"),
    ]


@hooks.register("register_admin_viewset")
def register_listing() -> ContentListing:
    return RecruitmentListing("recruitments")


@hooks.register("register_admin_urls")
def register_desk() -> list[URLPattern]:
    return [*desk_urls.urlpatterns, *service_urls.urlpatterns]


@hooks.register("register_permissions")
def register_permissions() -> QuerySet[Permission]:
    """Who looks after volunteers is a matter of roles, like all rights of the admin."""
    return Permission.objects.filter(content_type__app_label="volunteers", codename="change_volunteer")


@hooks.register(CONTENT_MENU)
def register_volunteers() -> MenuItem:
    return MenuItemFor(
        is_coordinator,
        _("Volunteers"),
        reverse_lazy("volunteers_register"),
        name="volunteers",
        icon_name="group",
        order=51,
    )


@hooks.register(CONTENT_MENU)
def register_shifts() -> MenuItem:
    return MenuItemFor(
        is_coordinator,
        _("Shifts and their people"),
        reverse_lazy("volunteers_shifts"),
        name="volunteers-shifts",
        icon_name="calendar-alt",
        order=52,
    )


@hooks.register(CONTENT_MENU)
def register_certificates() -> MenuItem:
    return MenuItemFor(
        is_coordinator,
        _("Certificates"),
        reverse_lazy("volunteers_certificates"),
        name="volunteers-certificates",
        icon_name="form",
        order=54,
    )


@hooks.register(CONTENT_MENU)
def register_statistics() -> MenuItem:
    return MenuItemFor(
        is_coordinator,
        _("Service in a year"),
        reverse_lazy("volunteers_statistics"),
        name="volunteers-statistics",
        icon_name="history",
        order=55,
    )


@hooks.register(CONTENT_MENU)
def register_applications() -> MenuItem:
    return MenuItemFor(
        is_coordinator,
        _("Applications"),
        reverse_lazy("volunteers_applications"),
        name="volunteers-applications",
        icon_name="tick-inverse",
        order=53,
    )


@hooks.register(CONTENT_MENU)
def register_trainings() -> MenuItem:
    return MenuItemFor(
        is_coordinator,
        _("Trainings"),
        reverse_lazy("volunteers_trainings"),
        name="volunteers-trainings",
        icon_name="clipboard-list",
        order=53,
    )
