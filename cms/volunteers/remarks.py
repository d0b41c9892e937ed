"""What is kept of volunteers besides service and training: commendations and evaluations, as the record asks for."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.intake.fields import PersonalField
from cms.intake.people import OfPerson
from cms.volunteers.people import Volunteer


class Remark(OfPerson):
    """A commendation that a volunteer got, or how their service was judged; theirs to read, emptied with them."""

    class Kind(models.TextChoices):
        COMMENDATION = "commendation", _("Commendation")
        EVALUATION = "evaluation", _("Evaluation")

    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="remarks")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    day = models.DateField(_("day"))
    words = PersonalField(_("words"))
    at = models.DateTimeField(_("written"), default=timezone.now)
    # No foreign key: what was noted outlives the users it names.
    username = models.CharField(_("noted by"), max_length=150)

    class Meta:
        verbose_name = _("commendation or evaluation")
        verbose_name_plural = _("commendations and evaluations")
        ordering = ["-day", "-pk"]

    def __str__(self) -> str:
        return f"{self.day} {self.get_kind_display()}"
