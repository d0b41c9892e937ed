"""Wagtail's room for users, with our own views of them."""

from wagtail.users.apps import WagtailUsersAppConfig


class UsersConfig(WagtailUsersAppConfig):
    user_viewset = "cms.core.staff.StaffViewSet"
