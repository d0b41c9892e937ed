"""In whose name a page speaks, which decides who of the staff may work on it."""

from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, PagePermissionTester, Revision

from cms.core.organisations import Organisation
from cms.core.permissions import StaffTester


class Issued(Page):
    """A page that may speak in the name of an organisation."""

    needs_issuer: ClassVar[bool] = False  # whether staff of an organisation must write it in the name of one
    _issuer_on_record: int | None

    issuer = models.ForeignKey(
        Organisation,
        verbose_name=_("issuer"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> Any:
        result = super().save(*args, **kwargs)
        if kwargs.get("update_fields") is None or "issuer" in kwargs["update_fields"]:
            self._issuer_on_record = self.issuer_id
        return result

    @classmethod
    def from_db(cls, db: str | None, field_names: Any, values: Any, *, fetch_mode: Any = None) -> Self:
        page = super().from_db(db, field_names, values)  # the fourth comes with a later Django
        if "issuer_id" in page.__dict__:
            page._issuer_on_record = page.issuer_id
        return page

    def with_content_json(self, content: dict[str, Any]) -> Self:
        page = super().with_content_json(content)
        page._issuer_on_record = self.issuer_on_record()
        return page

    def save_revision(self, *args: Any, **kwargs: Any) -> Revision:
        """A page that is not live is whose its draft says; a live one stays whose it is until it is published."""
        revision = super().save_revision(*args, **kwargs)
        if not self.live:
            type(self)._default_manager.filter(pk=self.pk).update(issuer=self.issuer_id)
            self._issuer_on_record = self.issuer_id
        return revision

    def issuer_on_record(self) -> int | None:
        """The key of the issuer that the database has, whatever a form or a draft has put into this instance."""
        if not hasattr(self, "_issuer_on_record"):
            row = type(self)._default_manager.filter(pk=self.pk).values_list("issuer", flat=True)
            self._issuer_on_record = row.first() if self.pk else None
        return self._issuer_on_record

    def permissions_for_user(self, user: Any) -> PagePermissionTester:
        """What a user may do with this page; Wagtail asks all pages."""
        return StaffTester(user, self)
