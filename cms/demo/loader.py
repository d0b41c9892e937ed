"""Puts the demonstration content into the database: what is missing is made, what is there stays as it is.

A page is known again by its translation key, which follows from its place in the content, so that one that
was moved, renamed or edited is neither made twice nor reset. First all pages are put into the tree as empty
drafts, so that each can link to any other; then each draft without a revision is filled and published. A load
that was killed is completed by the next one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from wagtail.coreutils import find_available_slug
from wagtail.models import Locale, Page, ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from cms.core.models import BasePage
from cms.demo import content, library, nominations, outcomes, service, votes
from cms.demo.content import Entry
from cms.demo.drafts import Draft, World
from cms.demo.pages import MODELS, fill
from cms.home.models import HomePage

DEMONSTRATION = UUID("6c696e6c-6900-4000-8000-64656d6f0000")  # the name space of the pages' keys

VOTED = ("campaigns/green-top-ten", "campaigns/civilized-families")
NOMINATING = "campaigns/kind-neighbours"
SERVED = "volunteers/river-care"  # the recruitment in whose shifts people have served


@dataclass(frozen=True)
class Summary:
    """How many pages were made and how many were already there, and how many pictures and files were made."""

    pages: int
    kept: int
    files: int

    def __str__(self) -> str:
        return f"{self.pages} pages and {self.files} files made, {self.kept} pages were already there"


def load(user: Any = None, progress: Callable[[int, int], None] | None = None) -> Summary:
    """Load what is missing, in the name of a user (None: the first active superuser, if there is one).

    `progress` is called with the pages done and their number.
    """
    user = user or get_user_model().objects.filter(is_superuser=True, is_active=True).order_by("pk").first()
    entries = content.entries()
    with transaction.atomic():
        organisations, topics = library.organisations(), library.topics()
        library.site_settings()
    tree = _plant(entries, user)
    world = World(
        today=timezone.localdate(),
        user=user,
        organisations=organisations,
        topics=topics,
        shelf=library.Shelf(user),
        page=lambda path, locale: tree[path, locale],
    )
    drafts = [Draft(entry, locale, world) for entry in _filling_order(entries) for locale in content.LOCALES]
    made = 0
    for number, draft in enumerate(drafts, start=1):
        made += _publish(tree[draft.entry.slug, draft.locale], draft)
        if progress:
            progress(number, len(drafts))
    service.load(tree[SERVED, "zh-hans"].specific, user)
    votes.load([tree[slug, "zh-hans"].specific for slug in VOTED])
    nominations.load(tree[NOMINATING, "zh-hans"].specific)
    outcomes.load(tree[VOTED[1], "zh-hans"].specific, user)
    return Summary(pages=made, kept=len(drafts) - made, files=world.shelf.made)


def _plant(entries: list[Entry], user: Any) -> dict[tuple[str, str], Page]:
    """The page of each entry in each language; a missing one is put into the tree as an empty draft."""
    keys = {uuid5(DEMONSTRATION, entry.slug): entry.slug for entry in entries}
    found = Page.objects.filter(translation_key__in=keys).select_related("locale").specific()
    tree = {(keys[page.translation_key], page.locale.language_code): page for page in found}
    tree |= {("", home.locale.language_code): home for home in HomePage.objects.select_related("locale")}
    locales = {locale.language_code: locale for locale in Locale.objects.all()}
    for entry in sorted(
        entries, key=lambda entry: entry.slug.count("/")
    ):  # what lies below a brand comes after it
        for language in content.LOCALES:
            if (entry.slug, language) not in tree:
                parent = tree[entry.parent, language]
                tree[entry.slug, language] = _draft_page(entry, locales[language], parent, user)
    return tree


@transaction.atomic
def _draft_page(entry: Entry, locale: Locale, parent: Page, user: Any) -> BasePage:
    page = MODELS[entry.type](
        title=entry.texts[locale.language_code]["title"],
        slug=find_available_slug(parent, entry.slug.rpartition("/")[2]),
        locale=locale,
        translation_key=uuid5(DEMONSTRATION, entry.slug),
        owner=user,
        live=False,
    )
    if entry.type == "work_plan":
        page.year = entry.fields["year"]
    parent.refresh_from_db(fields=["path", "numchild"])
    with disable_reference_index_auto_update():  # it refers to nothing yet
        return parent.add_child(instance=page)


def _filling_order(entries: list[Entry]) -> list[Entry]:
    """As they come, but the home page last: it is public only when what it links to is."""
    return sorted(entries, key=lambda entry: entry.type == "home")


@transaction.atomic
def _publish(page: Page, draft: Draft) -> bool:
    """Fill and publish a page that nobody has saved yet. Returns whether there was anything to do."""
    if page.latest_revision_id:
        return False
    page.refresh_from_db()
    fill(page, draft)
    with disable_reference_index_auto_update():  # once is enough for the saves of one page
        page.save_revision(user=draft.world.user, log_action=True).publish(user=draft.world.user)
    ReferenceIndex.create_or_update_for_object(page)
    return True
