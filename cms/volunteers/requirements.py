"""What is asked of volunteers."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class Requirements(models.Model):
    """What a volunteer has to bring. Empty means: nothing is asked."""

    NAMES = ("minimum_age", "maximum_age", "skills", "training", "health", "other")

    minimum_age = models.PositiveSmallIntegerField(
        _("minimum age"), null=True, blank=True, validators=[MaxValueValidator(120)]
    )
    maximum_age = models.PositiveSmallIntegerField(
        _("maximum age"), null=True, blank=True, validators=[MaxValueValidator(120)]
    )
    skills = models.CharField(_("skills"), max_length=200, blank=True)
    training = models.CharField(
        _("training"), max_length=200, blank=True, help_text=_("What is taught before the first shift.")
    )
    health = models.CharField(_("health"), max_length=200, blank=True)
    other = models.CharField(_("other requirements"), max_length=200, blank=True)

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if self.minimum_age and self.maximum_age and self.maximum_age < self.minimum_age:
            raise ValidationError({"maximum_age": _("The maximum age is not below the minimum age.")})
