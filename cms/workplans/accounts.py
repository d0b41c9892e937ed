"""Pages that give the account of a plan's year: which they are, and of which plan."""

from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class YearAccount(models.Model):
    """A page that was made as the account of a plan, in one of its languages. It goes with its page."""

    plan = models.UUIDField(
        editable=False, db_index=True
    )  # the translation key that all versions of it share
    page = models.OneToOneField("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("account of a year")
        verbose_name_plural = _("accounts of years")

    def __str__(self) -> str:
        return f"{self.plan} {self.page_id}"


def accounts_of(plan: UUID) -> list[Page]:
    """The pages that give the account of a plan, newest first."""
    keys = YearAccount.objects.filter(plan=plan).values("page")
    return list(Page.objects.filter(pk__in=keys).select_related("locale").order_by("-pk"))


def account_keys(plan: UUID, locale: str) -> list[str]:
    """The documents that give the account of a plan in a language."""
    found = YearAccount.objects.filter(plan=plan, page__locale__language_code=locale).order_by("-pk")
    return [f"page:{pk}" for pk in found.values_list("page", flat=True)]
