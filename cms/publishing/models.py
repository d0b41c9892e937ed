"""What publishing keeps: documents, work that waits, and a record of every public file."""

from datetime import datetime

import orjson
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.core.documents import Data, PublishedDocument
from cms.publishing.derived import Beside, Filed, MediaUse, Occasion, Paper, RelatedDocuments, Relation
from cms.publishing.tables import GoneAddress, LongPath, RedirectRow, SiteFrame

__all__ = [
    "Beside",
    "FileTag",
    "Filed",
    "GoneAddress",
    "Heartbeat",
    "LongPath",
    "MediaUse",
    "Occasion",
    "Paper",
    "Pending",
    "PublicFile",
    "Receipt",
    "RedirectRow",
    "RelatedDocuments",
    "Relation",
    "RemovedFile",
    "SiteBuild",
    "SiteFrame",
    "StoredDocument",
    "sitemap_of",
]

# Reached by menus and breadcrumbs, not by lists of what is new.
UNLISTED = ("home", "section", "page", "entry", "popular", "organisation", "honours")
SITEMAP_PAGES = 200


def sitemap_of(key: str) -> int:
    """The number of the map that a document is in, for life."""
    kind, _colon, number = key.partition(":")
    return int(number) // SITEMAP_PAGES if kind == "page" else 0


LISTED = models.Q(listed=True)


class DocumentQuerySet(models.QuerySet):
    def listed_in(self, parent: str) -> "DocumentQuerySet":
        """What lists of a section show, newest first."""
        return self.filter(parent=parent, listed=True).order_by("-published_at", "-key")

    def cards(self) -> list[Data]:
        return [orjson.loads(card) for card in self.values_list("card", flat=True)]


class StoredDocument(models.Model):
    """A published document, with the columns that lists are made by. Only what is live has a row."""

    key = models.CharField(max_length=60, primary_key=True)
    type = models.CharField(max_length=30)
    locale = models.CharField(max_length=20)
    translation_key = models.CharField(max_length=40, db_index=True)
    url = models.CharField(max_length=700, unique=True)
    parent = models.CharField(max_length=60)
    position = models.CharField(max_length=255)
    listed = models.BooleanField()
    in_menu = models.BooleanField()
    pinned = models.BooleanField(default=False)
    state = models.CharField(max_length=30)
    issuer = models.CharField(max_length=80, default="")
    published_at = models.DateTimeField()
    month = models.CharField(max_length=7)
    sitemap = models.PositiveIntegerField(db_index=True)
    updated_at = models.CharField(max_length=32)
    changes_at = models.DateTimeField(null=True, db_index=True)
    card = models.TextField()
    data = models.TextField()

    objects = DocumentQuerySet.as_manager()

    class Meta:
        indexes = [
            # Django asks for a true flag without "= 1", which SQLite looks up in an index of true ones only.
            models.Index(
                fields=["parent", "-published_at", "-key"], name="document_children", condition=LISTED
            ),
            models.Index(
                fields=["parent", "month", "-published_at", "-key"], name="document_months", condition=LISTED
            ),
            models.Index(fields=["type", "locale", "-published_at", "-key"], name="document_latest"),
            models.Index(fields=["type", "locale", "state"], name="document_state"),
            models.Index(
                fields=["locale", "position"], name="document_menu", condition=models.Q(in_menu=True)
            ),
            models.Index(fields=["parent", "type", "position"], name="document_places"),
            models.Index(
                fields=["parent", "-published_at", "-key"],
                name="document_pinned",
                condition=models.Q(pinned=True),
            ),
            models.Index(
                fields=["issuer", "type", "locale", "-published_at", "-key"],
                name="document_issued",
                condition=models.Q(listed=True),
            ),
        ]

    def __str__(self) -> str:
        return self.url

    @property
    def document(self) -> PublishedDocument:
        return PublishedDocument.from_json(self.data)

    @property
    def content(self) -> Data:
        """The document as templates read it."""
        content: Data = orjson.loads(self.data)
        return content

    @classmethod
    def from_document(cls, document: PublishedDocument, position: str) -> "StoredDocument":
        """The unsaved row of a document; `position` orders siblings as the page tree does."""
        return cls(
            key=document.key,
            type=document.type,
            locale=document.locale,
            translation_key=document.translation_key,
            url=document.url,
            parent=document.breadcrumb[-1]["key"] if document.breadcrumb else "",
            position=position,
            listed=document.type not in UNLISTED,
            in_menu=document.in_menu,
            pinned=document.card.get("extra", {}).get("pinned", False),
            state=document.card.get("state", ""),
            issuer=document.facets.get("issuer", ""),
            published_at=datetime.fromisoformat(document.published_at),
            month=document.published_at[:7],
            sitemap=sitemap_of(document.key),
            updated_at=document.updated_at or document.published_at,
            changes_at=document.changes_at and datetime.fromisoformat(document.changes_at),
            card=orjson.dumps(document.card).decode(),
            data=document.to_json().decode(),
        )


class Pending(models.Model):
    """Work that a projection has still to do for one subject: a document's key, or a tag that files may hold.

    Written in the transaction that made it necessary and merged with what waits already. The worker deletes
    a row only while its stamp is the one it saw, so that work renewed in the meantime is done again.
    """

    projection = models.CharField(max_length=20)
    subject = models.CharField(max_length=400)
    stamp = models.CharField(max_length=32)
    requested_at = models.DateTimeField()
    not_before = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["projection", "subject"], name="one_pending")]
        indexes = [models.Index(fields=["-projection", "requested_at", "id"], name="pending_order")]

    def __str__(self) -> str:
        return f"{self.projection} {self.subject}"


class PublicFile(models.Model):
    """A file of the public tree: what it was made for, and by which bytes it is known."""

    target = models.CharField(max_length=400, unique=True)
    path = models.CharField(max_length=700, db_index=True)
    digest = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    written_at = models.DateTimeField(null=True)  # when its bytes or its path last changed
    source = models.CharField(max_length=300, default="")  # the name of the upload that it is a copy of

    def __str__(self) -> str:
        return self.path


class FileTag(models.Model):
    """One thing that a file was made from. When it changes, the file is made again."""

    # The constraint below has an index that begins with the file.
    file = models.ForeignKey(PublicFile, on_delete=models.CASCADE, related_name="tags", db_index=False)
    tag = models.CharField(max_length=400, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "tag"], name="one_file_tag")]

    def __str__(self) -> str:
        return self.tag


class SiteBuild(models.Model):
    """One row: the templates, assets and settings that the whole tree was last made with."""

    fingerprint = models.CharField(max_length=64)
    built_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.fingerprint


class RemovedFile(models.Model):
    """A path that no target has any more, kept until receipts have seen that it answers "not found"."""

    target = models.CharField(max_length=400, db_index=True)
    path = models.CharField(max_length=700)
    removed_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.path


class Receipt(models.Model):
    """One change of a page's public form: who asked for it and when, and what was seen to come of it.

    `tags` are the subjects that the change asked the site for, by which its files are found. `due_at` is when
    the worker looks at it next; None: there is nothing more to see.
    """

    class Action(models.TextChoices):
        PUBLISHED = "published", _("Published")
        CHANGED = "changed", _("Changed")
        MOVED = "moved", _("Moved")
        TAKEN_DOWN = "taken_down", _("Taken down")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        LIVE = "live", pgettext_lazy("publication", "Live")
        GONE = "gone", _("Gone")
        FAILED = "failed", _("Failed")
        REPLACED = "replaced", _("Replaced")

    page = models.BigIntegerField()  # a number only: a receipt outlives its page
    title = models.CharField(max_length=255)
    url = models.CharField(max_length=700)
    action = models.CharField(max_length=12, choices=Action.choices)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    tags = models.JSONField()
    requested_at = models.DateTimeField()
    written_at = models.DateTimeField(null=True)
    indexed_at = models.DateTimeField(null=True)
    verified_at = models.DateTimeField(null=True)
    written = models.PositiveIntegerField(default=0)
    removed = models.PositiveIntegerField(default=0)
    paths = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    reason = models.CharField(max_length=20, blank=True)
    detail = models.TextField(blank=True)
    attempts = models.PositiveIntegerField(default=0)
    due_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["page", "-id"], name="receipt_page"),
            models.Index(fields=["due_at", "-id"], name="receipt_due"),
            models.Index(fields=["state", "-id"], name="receipt_state"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.url}: {self.state}"

    @property
    def key(self) -> str:
        """The key of the document."""
        return f"page:{self.page}"


class Heartbeat(models.Model):
    """When a worker was last alive, when it last looked at the clock, and what keeps it from working ("": nothing)."""

    worker = models.CharField(max_length=100, primary_key=True)
    seen_at = models.DateTimeField()
    clock_at = models.DateTimeField(null=True)
    trouble = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.worker
