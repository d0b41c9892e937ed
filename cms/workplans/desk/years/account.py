"""A plan with its progress as the draft of a page: the account of its year."""

from typing import Any
from uuid import uuid4

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import transaction

from cms.core.models import ArticlePage
from cms.workplans.accounts import YearAccount
from cms.workplans.desk.years.account_text import blocks_of, title_of
from cms.workplans.desk.years.next_year import versions_of
from cms.workplans.models import WorkPlanPage
from cms.workplans.queries import may_work_on
from cms.workplans.telling import tell


def may_account(user: Any, plan: WorkPlanPage) -> bool:
    """Whether a user may make the account of a plan, which needs a page in its section."""
    model = _page_model()
    parents = [version.get_parent().specific for version in versions_of(plan)]
    return may_work_on(user, plan) and all(
        parent.permissions_for_user(user).can_add_subpage() and model.can_create_at(parent)
        for parent in parents
    )


@transaction.atomic
def make_account(plan: WorkPlanPage, by: Any) -> list[ArticlePage]:
    """Drafts of a plan's account in all its languages, each in its section, and tied to the plan.

    Each time new ones: what was made before may have been edited. Raises PermissionDenied.
    """
    if not may_account(by, plan):
        raise PermissionDenied(
            "This plan is in the name of another organisation, or its section takes no pages."
        )
    key = uuid4()
    made = []
    for version in versions_of(plan):
        page = _page_model()(
            title=title_of(version),
            locale=version.locale,
            translation_key=key,
            issuer=version.issuer,
            owner=by,
            live=False,
            has_unpublished_changes=True,
            body=blocks_of(version),
        )
        page.topics = list(version.topics.all())
        version.get_parent().add_child(instance=page)
        page.save_revision(user=by, log_action=True)
        YearAccount.objects.create(plan=plan.translation_key, page_id=page.pk)
        made.append(page)
    tell([plan.translation_key])
    return made


def _page_model() -> type[ArticlePage]:
    """An ordinary page. It lives in another domain, which this one names and doesn't import."""
    return apps.get_model("home", "StandardPage")
