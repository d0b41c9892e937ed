"""Who works on plans."""

from typing import Any

from django.db.models import QuerySet
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.workplans.models import WorkPlanPage


def may_work_on(user: Any, plan: WorkPlanPage) -> bool:
    """Whether a user may edit a plan, and so also say what happens to its tasks. An alias is edited nowhere."""
    return plan.alias_of_id is None and plan.permissions_for_user(user).can_edit()


def works_on_plans(user: Any) -> bool:
    """Whether a user may edit pages anywhere."""
    return policy_registry.get_by_type(Page).user_has_permission(user, "change")


def plans_to_work_on(user: Any) -> QuerySet[WorkPlanPage]:
    """The plans that a user may edit, as `may_work_on` has it but for those that are only theirs to review."""
    found = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
    return WorkPlanPage.objects.filter(pk__in=found.values("pk"), alias_of=None)
