"""What a start must remember."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Installation(models.Model):
    """The one row that tells whether the first start was completed, or may still fill the database.

    It lives in the database, not in a file: an empty DATA_DIR over a filled database is no first start.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    completed_at = models.DateTimeField(_("first start completed at"), null=True, blank=True)

    class Meta:
        verbose_name = _("installation")
        verbose_name_plural = _("installations")
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="operations_one_installation")]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)
