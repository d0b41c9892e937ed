"""What is kept of live documents besides themselves."""

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


class Paper(models.Model):
    """A document as PDF: what it was made from, and where the file is kept. It stays while the document is away for a
    while, and is public only with it.
    """

    key = models.CharField(max_length=60, primary_key=True)
    source = models.CharField(max_length=64)  # the digest of what it was set from
    file = models.CharField(max_length=120)  # among the uploads, like sizes of pictures
    size = models.PositiveBigIntegerField()

    def __str__(self) -> str:
        return self.file
