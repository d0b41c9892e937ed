"""What is kept of live documents besides themselves. Each row goes with its document."""

from django.db import models


class Filed(models.Model):
    """Where a live document is filed in its section: under which year and issuer. Each has a page."""

    document = models.ForeignKey("publishing.StoredDocument", on_delete=models.CASCADE, related_name="filed")
    parent = models.CharField(max_length=60)
    kind = models.CharField(max_length=10)
    value = models.CharField(max_length=80)
    label = models.CharField(max_length=150)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "kind"], name="one_filing")]
        indexes = [models.Index(fields=["parent", "kind", "value"], name="filed_place")]

    def __str__(self) -> str:
        return f"{self.document_id} {self.kind} {self.value}"
