"""Wagtail's editor and reviews, which also tell what becomes of a publish. Wagtail has no hooks for these places."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.workflow import WorkflowActionView

from cms.publishing.receipts.panels import ReceiptSidePanel
from cms.publishing.receipts.staff import tell


class ReceiptEditView(EditView):
    """The page editor with the panel."""

    def get_side_panels(self) -> MediaContainer:
        panels = list(super().get_side_panels())
        if not self.expects_json_response:
            panels.insert(1, ReceiptSidePanel(self.page, self.request))
        return MediaContainer(panels)

    def perform_workflow_action(self) -> HttpResponse:
        response = super().perform_workflow_action()
        tell(self.request, [self.page.pk])
        return response


class ReceiptReviewView(WorkflowActionView):
    """What a reviewer decides outside the editor, or with a comment: the last approval publishes."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().post(request, *args, **kwargs)
        tell(request, [self.object.pk])
        return response
