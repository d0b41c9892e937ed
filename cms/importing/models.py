"""What was imported, so that a second run changes nothing; and what is being mended before it is."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
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


class KeptReadingQuerySet(models.QuerySet["KeptReading"]):
    """Readings under way."""

    def of(self, user: Any) -> "KeptReadingQuerySet":
        """A person's own, the last changed first, without the long texts."""
        return self.filter(user=user, changed_at__gt=KeptReading.oldest()).defer("source", "read", "changes")

    def expired(self) -> "KeptReadingQuerySet":
        """Those that nobody has touched for so long that they go."""
        return self.filter(changed_at__lte=KeptReading.oldest())


class KeptReading(models.Model):
    """A document that somebody has read in and mends before its pages are made.

    `read` is the draft as it was read (Draft.to_dict), with the doubts; `changes` are all changes in their order, of
    which the first `done` hold: those after it were undone. `source` holds the lines of the document.
    """

    KEPT_FOR = timedelta(days=30)

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    section = models.ForeignKey(Page, null=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(_("file"), max_length=255)
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64)
    source = models.JSONField(default=list)
    read = models.JSONField(default=dict)
    changes = models.JSONField(default=list)
    done = models.PositiveIntegerField(default=0)
    begun_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = KeptReadingQuerySet.as_manager()

    class Meta:
        verbose_name = _("reading under way")
        verbose_name_plural = _("readings under way")
        ordering = ["-changed_at"]
        constraints = [models.UniqueConstraint(fields=["user", "sha256"], name="reading_kept_once_for_user")]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def oldest(cls) -> Any:
        """When a reading must have been changed to be still kept."""
        return timezone.now() - cls.KEPT_FOR


class KeptFile(models.Model):
    """The file that a reading is of, which goes with it. By itself, as no step of the mending needs it."""

    reading = models.OneToOneField(KeptReading, on_delete=models.CASCADE, related_name="file")
    data = models.BinaryField()

    class Meta:
        verbose_name = _("file of a reading under way")
        verbose_name_plural = _("files of readings under way")

    def __str__(self) -> str:
        return str(self.reading_id)
