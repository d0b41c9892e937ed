"""What discovery keeps: own words, what was asked and read in sums by day, and the texts of attached files."""

from django.db import models

from cms.discovery.attachment_texts import AttachmentText
from cms.discovery.own_words import GivenName, OwnName, Synonyms
from cms.discovery.query_log import QueryCount

__all__ = ["AttachmentText", "GivenName", "OwnName", "QueryCount", "ReadCount", "Synonyms"]


class ReadCount(models.Model):
    """How often one document was opened on one day."""

    key = models.CharField(max_length=60)
    day = models.DateField(db_index=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "day"], name="one_read_count")]

    def __str__(self) -> str:
        return f"{self.key} {self.day}: {self.count}"
