"""What staff must know of the content: one finding for each thing that an inspection or a resident would mind."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from cms.core.documents import PAGE, PublishedDocument
from cms.core.languages import LANGUAGES
from cms.core.models import BasePage
from cms.core.text import numbered
from cms.health import elections
from cms.health.attachments import Attachments
from cms.health.brands import Brands
from cms.health.campaigns import Campaigns
from cms.health.personal import personal_numbers
from cms.publishing import pending
from cms.publishing.media import papers, pictures
from cms.publishing.models import Pending, Receipt, StoredDocument
from cms.publishing.receipts import reasons

# Source of the periods: the indicators for government websites of 2019, see docs/health.md. Days.
STALE = {"list": 14, "policies": 183}
HOME_STALE = 14
NUMBERS = {
    "identity": gettext_lazy("identity number"),
    "mobile": gettext_lazy("mobile number"),
    "card": gettext_lazy("bank card number"),
}
NAMED = 5  # tasks that one finding names
LINK = re.compile(rf'href="{PAGE}(\d+)"')


@dataclass(frozen=True)
class Finding:
    """`level` is "error" (must not be public, or is broken) or "warning"; `url` is empty for what is not public."""

    level: str
    code: str
    key: str
    url: str
    title: str
    message: str

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


def all_findings() -> list[Finding]:
    """Everything that is to be said of what is published and drafted, errors first."""
    rows = list(StoredDocument.objects.order_by("url"))
    found = [
        *_of_documents(rows),
        *_of_sections(rows),
        *_of_translations(rows),
        *_of_tasks(rows),
        *_of_drafts(),
        *_of_waiting(rows),
        *_of_machine(),
        *_of_receipts(),
    ]
    return sorted(
        found, key=lambda finding: (finding.level != "error", finding.code, finding.url, finding.key)
    )


def _of_documents(rows: list[StoredDocument]) -> Iterator[Finding]:
    public = {row.key for row in rows}
    brands, campaigns, attachments = Brands(), Campaigns(), Attachments()
    for row in rows:
        document = row.document
        for code, message in (*brands.troubles(document), *campaigns.troubles(document)):
            yield _finding("warning", code, row, message)
        yield from _personal(row, document)
        yield from _in_files(row, attachments.numbers(document))
        for pk in set(LINK.findall(row.data.replace('\\"', '"'))):
            if f"page:{pk}" not in public:
                yield _finding("error", "dead_link", row, _("It links to a page that is not public."))
        for image in document.images:
            if not (image["decorative"] or image["alt"]):
                yield _finding("error", "image_without_words", row, _("A picture has no alternative text."))
        if row.type == "election":
            for code, message in elections.troubles(document.detail, timezone.localdate()):
                yield _finding("warning", code, row, message)
        if row.listed and document.issuer is None:
            yield _finding("warning", "no_issuer", row, _("Nobody is named as its issuer."))


def _personal(row: StoredDocument, document: PublishedDocument) -> Iterator[Finding]:
    words = "\n".join(
        [
            document.title,
            document.summary,
            document.text,
            elections.unsearched(document.detail),
            *(image["alt"] for image in document.images),
        ]
    )
    for kind, number in dict.fromkeys(personal_numbers(words)):
        message = _("It shows a personal number (%(kind)s): %(number)s") % {
            "kind": NUMBERS[kind],
            "number": number,
        }
        yield _finding("error", "personal_number", row, message)


def _in_files(row: StoredDocument, numbers: Iterable[tuple[str, str, str]]) -> Iterator[Finding]:
    for title, kind, number in numbers:
        message = _("The file “%(title)s” shows a personal number (%(kind)s): %(number)s")
        told = {"title": title, "kind": NUMBERS[kind], "number": number}
        yield _finding("error", "personal_number_in_file", row, message % told)


def _of_sections(rows: list[StoredDocument]) -> Iterator[Finding]:
    now = timezone.now()
    newest: dict[str, Any] = {}
    parents = {row.parent for row in rows}
    for row in rows:
        if row.listed:
            newest[row.parent] = max(newest.get(row.parent, row.published_at), row.published_at)
    for row in rows:
        if row.type == "section":
            limit = STALE.get(row.document.detail.get("layout", ""))
            if row.key not in parents:
                yield _finding("error", "blank_section", row, _("There is nothing in this section."))
            elif limit and row.key in newest and newest[row.key] < now - timedelta(days=limit):
                message = _("The newest item is older than %(days)d days.") % {"days": limit}
                yield _finding("warning", "stale_section", row, message)
        elif row.type == "home":
            dates = [other.published_at for other in rows if other.listed and other.locale == row.locale]
            if not dates or max(dates) < now - timedelta(days=HOME_STALE):
                message = _("Nothing new for %(days)d days.") % {"days": HOME_STALE}
                yield _finding("error", "stale_home", row, message)


def _of_translations(rows: list[StoredDocument]) -> Iterator[Finding]:
    languages: dict[str, set[str]] = {}
    for row in rows:
        languages.setdefault(row.translation_key, set()).add(row.locale)
    for row in rows:
        for locale in LANGUAGES.keys() - languages[row.translation_key]:
            message = _("There is no version in %(language)s.") % {"language": LANGUAGES[locale].label}
            yield _finding("warning", "no_translation", row, message)


def _of_tasks(rows: list[StoredDocument]) -> Iterator[Finding]:
    """Plans whose tasks do not pair up with those of their other languages."""
    plans: dict[str, list[tuple[StoredDocument, dict[str, str]]]] = {}
    for row in rows:
        if row.type == "work_plan":
            tasks = {
                task["id"]: numbered(task["number"], task["heading"])
                for task in row.content["detail"]["tasks"]
            }
            plans.setdefault(row.translation_key, []).append((row, tasks))
    for versions in plans.values():
        for row, tasks in versions:
            known = [set(others) for other, others in versions if other is not row]
            alone = [
                name or _("(no heading)")
                for uid, name in tasks.items()
                if any(uid not in ids for ids in known)
            ]
            if alone:
                message = _("Tasks without a partner in the other language (%(count)d): %(names)s") % {
                    "count": len(alone),
                    "names": _(", ").join(alone[:NAMED]) + ("…" if len(alone) > NAMED else ""),
                }
                yield _finding("warning", "unpaired_tasks", row, message)


def _of_drafts() -> Iterator[Finding]:
    """Drafts are looked at for what must never become public."""
    drafts = Page.objects.filter(depth__gt=1, has_unpublished_changes=True).exclude(latest_revision=None)
    for page in drafts.select_related("latest_revision").iterator():
        draft = page.get_latest_revision_as_object()
        if isinstance(draft, BasePage):
            document = draft.to_document()
            for finding in _personal(StoredDocument.from_document(document, ""), document):
                yield replace(finding, level="warning", code="personal_number_in_draft", url="")


def _of_waiting(rows: list[StoredDocument]) -> Iterator[Finding]:
    documents = {row.key: row for row in rows}
    for row in Pending.objects.exclude(error="").order_by("subject"):
        if row.projection == pending.PAPERS:
            key = row.subject.removeprefix(papers.KIND)
            if key in documents:
                yield _finding("warning", "no_pdf", documents[key], _why_no_paper(row.error))
            continue
        yield Finding("error", "not_made", row.subject, "", row.subject, row.error)


def _why_no_paper(error: str) -> str:
    reason, _colon, missing = error.partition(": ")
    if reason == "no_library":
        return _("It is not offered as PDF: this machine has no Pango (%(missing)s).") % {"missing": missing}
    if reason == "no_font":
        return _("It is not offered as PDF: no font of this machine has %(missing)s.") % {"missing": missing}
    return _("It is not offered as PDF: %(error)s") % {"error": error}


def _of_receipts() -> Iterator[Finding]:
    """What is written, but not what residents get."""
    failed = Receipt.objects.filter(state=Receipt.State.FAILED).exclude(reason="not_made")
    for receipt in failed.order_by("url", "pk"):
        message = f"{reasons.sentence(receipt.reason)} {receipt.detail}"
        yield Finding("error", "not_verified", receipt.key, receipt.url, receipt.title, message)


def _of_machine() -> Iterator[Finding]:
    if not pictures.is_possible():
        message = _("Pictures are not offered as AVIF: Pillow on this machine cannot write it.")
        yield Finding("warning", "no_avif", "", "", "", message)


def _finding(level: str, code: str, row: StoredDocument, message: str) -> Finding:
    return Finding(level, code, row.key, row.url, row.document.title, message)


def count(findings: Iterable[Finding], level: str) -> int:
    """How many findings have a level."""
    return sum(finding.level == level for finding in findings)
