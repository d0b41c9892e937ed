"""What happens to tasks as the year goes by. It belongs to a task in whatever language its plan is read, and it is no
part of the plan's text: to record it takes no draft and no review, and an older draft that is published later can't
undo it (docs/adr/0012).
"""

import json
from decimal import Decimal
from hashlib import sha256

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from cms.core.bilingual import Bilingual


class Status(models.TextChoices):
    NOT_STARTED = "not_started", _("Not started")
    UNDER_WAY = "under_way", _("Under way")
    DONE = "done", _("Done")
    DELAYED = "delayed", _("Delayed")
    DROPPED = "dropped", _("Dropped")


class FollowedTask(Bilingual):
    """A task of a plan, one row for all language versions. It is made when there is something to say of it."""

    plan = models.UUIDField(editable=False)  # the translation key that all versions of the plan share
    uid = models.UUIDField(editable=False)  # and the uid that all versions of the task share
    status = models.CharField(
        _("status"),
        max_length=20,
        choices=Status,
        blank=True,
        help_text=_("Empty: as its parts, or as the tasks of lower bodies that implement it."),
    )
    reason_zh = models.CharField(_("why it was dropped, in Chinese"), max_length=300, blank=True)
    reason_en = models.CharField(_("why it was dropped, in English"), max_length=300, blank=True)
    reached = models.DecimalField(
        _("reached so far"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
    )

    class Meta:
        verbose_name = _("followed task")
        verbose_name_plural = _("followed tasks")
        constraints = [
            models.UniqueConstraint(fields=["plan", "uid"], name="task_is_followed_once"),
            models.CheckConstraint(
                condition=~Q(status="dropped") | ~Q(reason_zh="", reason_en=""),
                name="task_is_dropped_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(reached__isnull=True) | Q(reached__gte=0),
                name="task_reaches_no_less_than_nothing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan} {self.uid}"

    def clean(self) -> None:
        super().clean()
        if self.status == Status.DROPPED and not (self.reason_zh or self.reason_en):
            raise ValidationError({"reason_zh": _("Say why the task was dropped, in one language at least.")})


class ProgressEntry(Bilingual, ClusterableModel):
    """What was done for a task on a day, in one language or both, with pictures and pages that show it."""

    task = models.ForeignKey(FollowedTask, editable=False, on_delete=models.CASCADE, related_name="entries")
    day = models.DateField(_("day"), default=timezone.localdate)
    text_zh = models.TextField(_("what was done, in Chinese"), max_length=2000, blank=True)
    text_en = models.TextField(_("what was done, in English"), max_length=2000, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("progress entry")
        verbose_name_plural = _("progress entries")
        ordering = ["-day", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text_zh="", text_en=""), name="progress_entry_says_something")
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.text_zh or self.text_en}"

    @property
    def version(self) -> str:
        """Another one as soon as the entry says something else, or shows other pictures or pages."""
        told = {name: value for name, value in self.serializable_data().items() if name != "task"}
        return sha256(json.dumps(told, sort_keys=True, cls=DjangoJSONEncoder).encode()).hexdigest()[:20]

    def clean(self) -> None:
        super().clean()
        if not (self.text_zh or self.text_en):
            raise ValidationError({"text_zh": _("Say what was done, in one language at least.")})
        if self.day and self.day > timezone.localdate():
            raise ValidationError(
                {"day": _("This day has not come yet. Enter what was done, on the day it was.")}
            )


class EntryPicture(Orderable):
    entry = ParentalKey(ProgressEntry, on_delete=models.CASCADE, related_name="pictures")
    image = models.ForeignKey(
        "core.Image", verbose_name=_("image"), on_delete=models.CASCADE, related_name="+"
    )

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["entry", "image"], name="picture_once_in_an_entry")]

    def __str__(self) -> str:
        return str(self.image_id)


class Evidence(Orderable):
    """A page that shows what an entry tells: a notice, a campaign, a brand, a recruitment."""

    entry = ParentalKey(ProgressEntry, on_delete=models.CASCADE, related_name="evidence")
    page = models.ForeignKey(
        "wagtailcore.Page", verbose_name=_("page"), on_delete=models.CASCADE, related_name="+"
    )

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["entry", "page"], name="evidence_once_in_an_entry")]

    def __str__(self) -> str:
        return str(self.page_id)


class Implementation(models.Model):
    """A task of a lower body implements one of a higher: a community's a street's, a street's a district's."""

    lower = models.ForeignKey(FollowedTask, on_delete=models.CASCADE, related_name="implements")
    upper = models.ForeignKey(FollowedTask, on_delete=models.CASCADE, related_name="implemented_by")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lower", "upper"], name="task_implements_another_once"),
            models.CheckConstraint(condition=~Q(lower=F("upper")), name="task_implements_another"),
        ]

    def __str__(self) -> str:
        return f"{self.lower_id} → {self.upper_id}"


class Continuation(models.Model):
    """What staff said of a task and an earlier plan: which of its tasks it continues, or that it continues none."""

    task = models.ForeignKey(FollowedTask, on_delete=models.CASCADE, related_name="continues")
    plan = models.UUIDField(editable=False)  # the earlier plan's translation key
    earlier = models.ForeignKey(
        FollowedTask, null=True, on_delete=models.CASCADE, related_name="continued_by"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "plan"], name="task_is_matched_once_with_a_plan")
        ]

    def __str__(self) -> str:
        return f"{self.task_id} ← {self.earlier_id}"
