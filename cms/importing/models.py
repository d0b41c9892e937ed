"""What was imported, so that a second run changes nothing."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class ImportedSource(models.Model):
    """One page made of one plan of a file. It goes with its page, so that a deleted page can be imported again."""

    section = models.ForeignKey(Page, verbose_name=_("section"), on_delete=models.CASCADE, related_name="+")
    page = models.OneToOneField(Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("file"), max_length=255)
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64)
    position = models.PositiveSmallIntegerField(_("position in the file"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("imported by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    at = models.DateTimeField(_("imported at"), auto_now_add=True)

    class Meta:
        verbose_name = _("imported file")
        verbose_name_plural = _("imported files")
        constraints = [
            models.UniqueConstraint(
                fields=["section", "sha256", "position"], name="source_imported_once_in_section"
            )
        ]

    def __str__(self) -> str:
        return self.name
