"""Parts of a page that have a link of their own: the tasks of a plan, the shifts of a recruitment.

A part keeps its uid and its anchor for the page's whole life: through renumbering, reordering, drafts,
restored revisions and translations. The page keeps a ledger of all numbers it ever gave: none is given twice.
"""

from collections.abc import Iterable
from typing import Any, ClassVar, Self
from uuid import uuid4

from django import forms
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import InlinePanel, get_form_for_model
from wagtail.models import Orderable, Revision

from cms.core.pages import BasePage

Ledger = dict[str, int]


def allot(ledger: Ledger, uids: Iterable[str]) -> Ledger:
    """The ledger with a number for each uid: old ones keep theirs, new ones follow the highest ever."""
    numbers = dict(ledger)
    last = max(numbers.values(), default=0)
    for uid in uids:
        if uid not in numbers:
            last += 1
            numbers[uid] = last
    return numbers


class PartForm(WagtailAdminModelForm):
    """Carries the uid along: a part that lives only in a draft has no primary key to be recognised by."""

    uid = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.anchor:
            self.initial["uid"] = self.instance.uid

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.instance.pk and (uid := cleaned.get("uid")):
            self.instance.uid = uid
        return cleaned

    def get_field_updates_for_resave(self) -> list[tuple[str, str]]:
        return [*super().get_field_updates_for_resave(), (f"{self.prefix}-uid", str(self.instance.uid))]


class PartsPanel(InlinePanel):
    """The rows of a page's parts in the editor."""

    def get_form_options(self) -> dict[str, Any]:
        options = super().get_form_options()
        deferred = self.child_edit_handler.get_form_options().get("defer_required_on_fields", [])
        options["formsets"][self.relation_name]["form"] = get_form_for_model(
            self.db_field.related_model, form_class=PartForm, defer_required_on_fields=deferred
        )
        return options


class Part(Orderable):
    """One part. A subclass adds a ParentalKey to its page and makes (page, uid) and (page, anchor) unique."""

    uid = models.UUIDField(default=uuid4, editable=False)
    anchor = models.SlugField(_("anchor"), max_length=40, editable=False)

    class Meta(Orderable.Meta):
        abstract = True


class PageWithParts(BasePage):
    """A page with parts. A subclass says which relation holds them and what their anchors begin with."""

    parts_relation: ClassVar[str]
    anchor_stem: ClassVar[str]

    anchors = models.JSONField(default=dict, editable=False)  # the ledger: uid to number

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not kwargs.get("update_fields"):
            self.name_parts()
        super().save(*args, **kwargs)

    def name_parts(self) -> None:
        """Give each part its anchor, in memory."""
        parts = list(getattr(self, self.parts_relation).all())
        self.anchors = allot(self.anchors, (str(part.uid) for part in parts))
        for part in parts:
            part.anchor = f"{self.anchor_stem}-{self.anchors[str(part.uid)]}"

    def save_revision(self, *args: Any, **kwargs: Any) -> Revision:
        self.name_parts()
        revision = super().save_revision(*args, **kwargs)
        # A draft's numbers count too: the page's row, not the revision, is where they are remembered.
        type(self).objects.filter(pk=self.pk).update(anchors=self.anchors)
        return revision

    def with_content_json(self, content: dict[str, Any]) -> Self:
        page = super().with_content_json(content)
        page.anchors = self.anchors
        return page

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        self.name_parts()
        return super().serve_preview(request, mode_name)
