"""Feedback in the admin: a list with its page, filters and state; staff set the state and add a note."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import EditView, HistoryView, IndexView, InspectView, UsageView
from wagtail.admin.viewsets.model import ModelViewSet

from cms.feedback.models import Feedback
from cms.feedback.policy import ALLOWED, OfTheirPages

WORDS = 80


class FeedbackIndexView(IndexView):
    def get_base_queryset(self) -> QuerySet[Feedback]:
        return self.permission_policy.instances_user_has_any_permission_for(self.request.user, ALLOWED)


class FeedbackInspectView(OfTheirPages, InspectView):
    pass


class FeedbackHistoryView(OfTheirPages, HistoryView):
    pass


class FeedbackUsageView(OfTheirPages, UsageView):
    pass


class FeedbackEditView(OfTheirPages, EditView):
    @transaction.atomic
    def save_instance(self) -> Any:
        self.form.instance.seen_by = self.request.user
        return super().save_instance()


class FeedbackViewSet(ModelViewSet):
    model = Feedback
    icon = "comment"
    menu_label = _("Feedback")
    menu_name = "feedback"
    menu_order = 700
    add_to_admin_menu = True
    copy_view_enabled = False
    inspect_view_enabled = True
    index_view_class = FeedbackIndexView
    edit_view_class = FeedbackEditView
    inspect_view_class = FeedbackInspectView
    history_view_class = FeedbackHistoryView
    usage_view_class = FeedbackUsageView
    list_display = [
        TitleColumn(
            "title", label=_("Page"), accessor=lambda row: row.title or "–", url_name="feedback:edit"
        ),
        Column("helped", label=_("Helped"), accessor="get_helped_display", sort_key="helped"),
        Column("text", label=_("What was said"), accessor=lambda row: row.text[:WORDS]),
        Column("state", label=_("State"), accessor="get_state_display", sort_key="state"),
        Column("said_at", label=_("Said"), sort_key="said_at"),
    ]
    list_filter = ["state", "helped", "issuer", "locale", "said_at"]
    search_fields = ["title", "text", "note"]
    list_export = ["said_at", "title", "url", "locale", "helped", "text", "state", "note"]
    export_formats = ["xlsx"]
    edit_handler = ObjectList(
        [
            FieldPanel("title", read_only=True),
            FieldRowPanel([FieldPanel("helped", read_only=True), FieldPanel("said_at", read_only=True)]),
            FieldPanel("text", read_only=True),
            FieldRowPanel(["state", "note"]),
        ]
    )


@hooks.register("register_admin_viewset")
def register_feedback() -> FeedbackViewSet:
    return FeedbackViewSet("feedback")
