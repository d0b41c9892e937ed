"""Personal data in the admin: who looked at it."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.intake.reports import MAY, AccessReport


class AccessMenuItem(MenuItem):
    """Shown to those who answer for what others look at."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(MAY)


@hooks.register("register_reports_menu_item")
def access_report_menu_item() -> MenuItem:
    return AccessMenuItem(
        _("Access to personal data"), reverse("access_report"), name="access", icon_name="view", order=650
    )


@hooks.register("register_admin_urls")
def access_report_urls() -> list[URLPattern]:
    return [
        path("reports/access/", AccessReport.as_view(), name="access_report"),
        path(
            "reports/access/results/", AccessReport.as_view(results_only=True), name="access_report_results"
        ),
    ]


@hooks.register("register_permissions")
def register_permissions() -> QuerySet[Permission]:
    return Permission.objects.filter(content_type__app_label="intake", codename="view_access")
