"""How often documents are read: sums by day, and nothing about who read."""

from django.db import models


class ReadCount(models.Model):
    """How often one document was opened on one day."""

    key = models.CharField(max_length=60)
    day = models.DateField(db_index=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "day"], name="one_read_count")]

    def __str__(self) -> str:
        return f"{self.key} {self.day}: {self.count}"
