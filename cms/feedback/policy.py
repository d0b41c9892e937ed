"""Who of the staff sees feedback: everybody who may use the admin. Nobody writes or removes it there."""

from typing import Any

from wagtail.permission_policies import ModelPermissionPolicy

ALLOWED = ("view", "change")


class EveryStaff(ModelPermissionPolicy):
    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in ALLOWED and user.is_active and user.has_perm("wagtailadmin.access_admin")
