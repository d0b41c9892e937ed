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


class Occasion(models.Model):
    """Something that a live document announces for a time: a row for each month that it touches, which has a page."""

    document = models.ForeignKey(
        "publishing.StoredDocument", on_delete=models.CASCADE, related_name="occasions"
    )
    locale = models.CharField(max_length=20)
    month = models.CharField(max_length=7)
    anchor = models.CharField(max_length=60)
    starts = models.CharField(max_length=32)
    is_first = models.BooleanField()  # of its months
    data = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "anchor", "month"], name="one_occasion")]
        indexes = [
            models.Index(fields=["locale", "month", "starts"], name="occasion_month"),
            models.Index(fields=["locale", "is_first", "-starts"], name="occasion_latest"),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.anchor} {self.month}"


class Beside(models.Model):
    """A file beside a live document that no template makes. `mark` tells what it was made from."""

    document = models.ForeignKey("publishing.StoredDocument", on_delete=models.CASCADE, related_name="beside")
    name = models.CharField(max_length=40)
    text = models.TextField()
    mark = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "name"], name="one_file_beside")]

    def __str__(self) -> str:
        return f"{self.document_id} {self.name}"


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


class Relation(models.Model):
    """A link with a meaning from one live document to another, such as "replaces"."""

    source = models.ForeignKey(
        "publishing.StoredDocument", on_delete=models.CASCADE, related_name="relations"
    )
    kind = models.CharField(max_length=30)
    target = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "kind", "target"], name="one_relation")]
        indexes = [models.Index(fields=["kind", "target"], name="relation_target")]

    def __str__(self) -> str:
        return f"{self.source_id} {self.kind} {self.target}"


class MediaUse(models.Model):
    """A public file of an image or attachment that a live document needs: public only while there is such a
    row.
    """

    document = models.ForeignKey("publishing.StoredDocument", on_delete=models.CASCADE, related_name="media")
    url = models.CharField(max_length=300, db_index=True)
    kind = models.CharField(max_length=12)
    source = models.BigIntegerField()
    width = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "url"], name="one_media_use")]
        indexes = [models.Index(fields=["kind", "source"], name="media_use_source")]

    def __str__(self) -> str:
        return self.url


class RelatedDocuments(models.Model):
    """What the search engine found to be like a document, best first; computed after indexing, stored as
    content.
    """

    key = models.CharField(max_length=60, primary_key=True)
    keys = models.JSONField(default=list)

    def __str__(self) -> str:
        return self.key
