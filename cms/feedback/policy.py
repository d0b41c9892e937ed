"""Who of the staff sees feedback: everybody who may use the admin, of the pages that are theirs. Nobody writes or
removes it there.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from wagtail.permission_policies import ModelPermissionPolicy

from cms.core.membership import bodies_of, works_for
from cms.feedback.models import Feedback

ALLOWED = ("view", "change")


class EveryStaff(ModelPermissionPolicy):
    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in ALLOWED and user.is_active and user.has_perm("wagtailadmin.access_admin")

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Feedback) -> bool:
        return self.user_has_permission(user, action) and works_for(user, instance.issuer_id, needs_one=True)

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet[Feedback]:
        found, bodies = super().instances_user_has_any_permission_for(user, actions), bodies_of(user)
        return found if bodies is None else found.filter(issuer__in=bodies)


class OfTheirPages:
    """A view of Wagtail's that shows feedback: Wagtail asks it for the model's permissions, not for those of a row."""

    request: Any
    permission_policy: EveryStaff

    def get_object(self, *given: Any) -> Feedback:
        """Raises PermissionDenied for what was said of pages of others."""
        found: Feedback = super().get_object(*given)  # type: ignore[misc]
        if not self.permission_policy.user_has_permission_for_instance(self.request.user, "view", found):
            raise PermissionDenied
        return found
