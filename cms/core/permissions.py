"""What staff may do with pages: what Wagtail's groups give them, of that what is in their own bodies' names.

Wagtail asks the tester about one page, wherever it asks (editor, explorer, bulk actions, API), and the policy about
many.
Three of its doors ask about less than they do: they are closed here, too.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.functional import cached_property
from wagtail.actions import ActionRegistry, CopyPageForTranslationAction, RevertToPageRevisionAction
from wagtail.models import Page, PagePermissionTester
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.signals import task_approved, task_rejected

from cms.core.membership import others_below, pages_of_others, works_for


def install() -> None:
    """Let Wagtail ask here. Called once, when the app is ready."""
    register_permission_policy(Page, StaffPolicy())
    for signal in (task_approved, task_rejected):
        signal.connect(_refuse_review, dispatch_uid="membership")


def register_actions(actions: ActionRegistry) -> None:
    """Put the actions that ask for more in the place of Wagtail's own."""
    actions.register(Page, RevertAction)
    actions.register(Page, TranslateAction)


class StaffTester(PagePermissionTester):
    """What a user may do with a page that has an issuer."""

    @cached_property
    def is_theirs(self) -> bool:
        """By the issuer in the database: one that a form has just put into the instance gives no right."""
        return works_for(self.user, self.page.issuer_on_record(), needs_one=self.page.needs_issuer)

    @cached_property
    def is_theirs_with_all_below(self) -> bool:
        return self.is_theirs and not others_below(self.user, self.page)

    def can_edit(self) -> bool:
        return super().can_edit() and self.is_theirs

    def can_publish(self) -> bool:
        """Also the version in hand, which may be an older one, must be in the name of one of their bodies."""
        return (
            super().can_publish()
            and self.is_theirs
            and works_for(self.user, self.page.issuer_id, needs_one=self.page.needs_issuer)
        )

    def can_unpublish(self) -> bool:
        return super().can_unpublish() and self.is_theirs

    def can_submit_for_moderation(self) -> bool:
        return super().can_submit_for_moderation() and self.is_theirs

    def can_lock(self) -> bool:
        return super().can_lock() and self.is_theirs

    def can_unlock(self) -> bool:
        return super().can_unlock() and self.is_theirs

    def can_view_revisions(self) -> bool:
        return super().can_view_revisions() and self.is_theirs

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        return super().can_delete(ignore_bulk) and self.is_theirs_with_all_below

    def can_copy(self) -> bool:
        return super().can_copy() and self.is_theirs_with_all_below

    def can_reorder_children(self) -> bool:
        return super().can_reorder_children() and not others_below(self.user, self.page)


class StaffPolicy(PagePermissionPolicy):
    """Of the pages that Wagtail's groups open to a user, those that are in the names of their bodies."""

    def user_has_any_permission_for_instance(self, user: Any, actions: Any, instance: Page) -> bool:
        if not super().user_has_any_permission_for_instance(user, actions, instance):
            return False
        others = None if "add" in actions else pages_of_others(user)
        return others is None or not Page.objects.filter(others, pk=instance.pk).exists()

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet[Page]:
        """Where pages may be added, and where one may look around, is not a matter of the section's issuer."""
        found = super().instances_user_has_any_permission_for(user, actions)
        others = None if "add" in actions else pages_of_others(user)
        return found if others is None else found.exclude(others)


class RevertAction(RevertToPageRevisionAction):
    """Back to an earlier version, unless that was in the name of somebody else."""

    def check(self, skip_permission_checks: bool = False) -> None:
        super().check(skip_permission_checks)
        if skip_permission_checks or not self.user:
            return
        before = self.revision.as_object()
        if not works_for(self.user, before.issuer_id, needs_one=before.needs_issuer):
            raise self.permission_error_class("That version is in the name of another organisation.")


class TranslateAction(CopyPageForTranslationAction):
    """The pages below are copied with the page: all of them must be theirs."""

    def check(self, skip_permission_checks: bool = False) -> None:
        super().check(skip_permission_checks)
        if self.user and self.include_subtree and not skip_permission_checks:
            refuse_others_below(self.user, self.page)


def refuse_others_below(user: Any, page: Page) -> None:
    """Raise PermissionDenied where pages below one are not the user's to work on."""
    if others_below(user, page):
        raise PermissionDenied("Some of the pages below are in the names of other organisations.")


def _refuse_review(instance: Any, user: Any, **_rest: Any) -> None:
    """A reviewer belongs to a group, which says nothing of organisations. Raising undoes the whole request."""
    page = instance.revision.as_object()
    issuers = (page.issuer_id, page.issuer_on_record())
    if not all(works_for(user, issuer, needs_one=page.needs_issuer) for issuer in issuers):
        raise PermissionDenied("This page is in the name of another organisation.")
