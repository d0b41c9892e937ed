"""What residents say of a page: whether it helped, and why. Nothing of themselves is asked for, nor kept."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.core.models import Organisation

LONGEST = 1000


class Feedback(models.Model):
    """One resident's answer. The page is held by its key and as it was then: what was said of it outlives it."""

    class Helped(models.TextChoices):
        YES = "yes", _("Yes")
        NO = "no", _("No")

    class State(models.TextChoices):
        NEW = "new", _("Unread")
        SEEN = "seen", _("Seen")
        DONE = "done", _("Done")

    key = models.CharField(max_length=60, blank=True, db_index=True)
    title = models.CharField(_("page"), max_length=255, blank=True)
    url = models.CharField(max_length=700, blank=True)
    issuer = models.ForeignKey(
        Organisation,
        verbose_name=_("in whose name the page speaks"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    locale = models.CharField(_("language"), max_length=20)
    helped = models.CharField(_("helped"), max_length=3, choices=Helped)
    text = models.TextField(_("words"), blank=True, max_length=LONGEST)
    said_at = models.DateTimeField(_("said"), auto_now_add=True)
    state = models.CharField(_("state"), max_length=4, choices=State, default=State.NEW)
    note = models.CharField(_("note of the staff"), max_length=300, blank=True)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        ordering = ["-said_at", "-pk"]
        indexes = [models.Index(fields=["state", "-said_at"], name="feedback_state")]

    def __str__(self) -> str:
        return f"{self.get_helped_display()} · {self.title or '–'}"
