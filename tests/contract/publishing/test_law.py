"""The law of publishing: after any series of changes the public tree is, byte for byte, what a full build gives
in an empty folder, and the index answers as a fresh one does.
"""

import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as config
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page

from cms.core.models import BasePage, SiteSettings
from cms.publishing.indexing import SearchProjection, every_document, search_document
from cms.publishing.maker import Workshop
from cms.publishing.models import StoredDocument
from cms.publishing.services import refresh_all
from cms.publishing.site import SiteProjection, build_into
from search.api import fingerprint
from tests import factories

TITLES = st.text(alphabet='社区计划通知ab1 <&"', min_size=1, max_size=8).filter(lambda title: title.strip())
CHOICE = st.integers(min_value=0, max_value=10_000)


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


class Publishing(RuleBasedStateMachine):
    """Staff who do anything in any order, and a worker that comes by now and then."""

    workshop: Workshop

    def __init__(self):
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        place = Path(self.folder.name)
        self.site = SiteProjection(place / "public", self.workshop)
        self.search = SearchProjection(str(place / "index"))
        self.transaction = transaction.atomic()
        self.transaction.__enter__()

    def teardown(self):
        self.search.index.close()
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)
        self.folder.cleanup()

    # --- What there is ------------------------------------------------------------------------------

    def sections(self):
        return list(Page.objects.filter(content_type__model="sectionpage").order_by("path").specific())

    def articles(self):
        return list(
            Page.objects.filter(depth__gt=3)
            .exclude(content_type__model="sectionpage")
            .order_by("path")
            .specific()
        )

    def pick(self, some, number):
        return some[number % len(some)]

    # --- What staff do ------------------------------------------------------------------------------

    @initialize()
    def begin(self):
        factories.section("通知", slug="notices", show_in_menus=True)
        factories.section("计划", slug="plans", layout="plans")
        refresh_all()
        self.site.build()

    @rule(number=CHOICE, title=TITLES, days=st.integers(0, 90))
    def add_notice(self, number, title, days):
        dated = timezone.now() - timedelta(days=days)
        factories.notice(title, self.pick(self.sections(), number), dated=dated)

    @rule(number=CHOICE, title=TITLES, live=st.booleans())
    def add_plan(self, number, title, live):
        factories.plan(title, self.pick(self.sections(), number), tasks=[title, "开展志愿服务。"], live=live)

    @rule(number=CHOICE, title=TITLES)
    def add_section(self, number, title):
        factories.section(title, self.pick(self.sections(), number))

    @precondition(lambda self: self.articles())
    @rule(number=CHOICE, title=TITLES, shift=st.integers(-60, 60))
    def edit(self, number, title, shift):
        page = self.pick(self.articles(), number)
        page.title, page.summary = title, title * 3
        page.dated = timezone.now() - timedelta(days=100 + shift)
        factories.publish(page)

    @precondition(lambda self: self.articles())
    @rule(number=CHOICE)
    def save_a_draft_only(self, number):
        page = self.pick(self.articles(), number)
        page.title = "草稿"
        page.save_revision()

    @rule(number=CHOICE, title=TITLES)
    def rename_section(self, number, title):
        section = self.pick(self.sections(), number)
        section.title, section.show_in_menus = title, not section.show_in_menus
        factories.publish(section)

    @rule(number=CHOICE, slug=st.sampled_from(["one", "two", "three"]))
    def change_address(self, number, slug):
        page = self.pick(self.sections() + self.articles(), number)
        if not page.get_siblings(inclusive=False).filter(slug=slug).exists():
            page.slug = slug
            factories.publish(page)

    @rule(number=CHOICE)
    def unpublish(self, number):
        self.pick(self.sections() + self.articles(), number).unpublish()

    @rule(number=CHOICE)
    def publish_again(self, number):
        factories.publish(self.pick(self.sections() + self.articles(), number))

    @precondition(lambda self: self.articles())
    @rule(number=CHOICE)
    def delete(self, number):
        page = self.pick(self.articles(), number)
        Page.objects.get(pk=page.pk).delete()

    @rule(number=CHOICE, to=CHOICE)
    def move(self, number, to):
        page = self.pick(self.sections() + self.articles(), number)
        goal = self.pick(self.sections(), to)
        below = goal.pk == page.pk or goal.is_descendant_of(page)
        if not below and not goal.get_children().filter(slug=page.slug).exists():
            page.move(goal, pos="last-child")

    @precondition(lambda self: self.sections())
    @rule(number=CHOICE)
    def translate(self, number):
        page = self.pick(self.sections(), number)
        english = Locale.objects.get(language_code="en")
        if page.locale_id != english.pk and not page.has_translation(english):
            factories.publish(page.copy_for_translation(english, copy_parents=True))

    @rule(number=CHOICE, at=CHOICE, kind=st.sampled_from(["page", "page", "inside", "elsewhere"]))
    def redirect(self, number, at, kind):
        """From an address of the site, taken or not, to a page, to another redirect or elsewhere."""
        page = self.pick(self.sections() + self.articles(), number)
        paths = ["/a", "/b", "/zh/one", "/zh/notices/two", page.url_path.rstrip("/")]
        to = {
            "page": {"redirect_page": page},
            "inside": {"redirect_link": config.PUBLIC_URL + self.pick(paths, number)},
            "elsewhere": {"redirect_link": "https://example.org/"},
        }
        old = self.pick(paths, at)
        made = Redirect.objects.filter(old_path=old, site=None).first() or Redirect(old_path=old)
        made.redirect_page, made.redirect_link = None, ""
        for name, value in to[kind].items():
            setattr(made, name, value)
        made.save()

    @precondition(lambda self: Redirect.objects.exists())
    @rule(number=CHOICE)
    def take_a_redirect_away(self, number):
        self.pick(list(Redirect.objects.order_by("pk")), number).delete()

    @rule(title=TITLES)
    def change_site_settings(self, title):
        settings = SiteSettings.load()
        settings.name_zh = title
        settings.save()

    # --- What the worker does ------------------------------------------------------------------------

    @rule()
    def work(self):
        self.site.drain()

    @invariant()
    def every_live_page_has_its_document_and_no_other_has(self):
        public = {
            page.key: page.url_path
            for page in Page.objects.live().filter(depth__gt=1).specific()
            if isinstance(page, BasePage)
            and not page.get_ancestors().filter(depth__gt=1, live=False).exists()
        }
        if StoredDocument.objects.exists():
            assert dict(StoredDocument.objects.values_list("key", "url")) == public

    def check(self):
        self.site.drain()
        self.search.drain()
        self.site.drain()
        with tempfile.TemporaryDirectory() as fresh:
            build_into(Path(fresh))
            assert tree(self.site.folder) == tree(Path(fresh))
        expected = {document.key: fingerprint(search_document(document)) for document in every_document()}
        assert self.search.index.fingerprints() == expected

    @precondition(lambda self: StoredDocument.objects.exists())
    @rule()
    def compare(self):
        self.check()


@pytest.mark.django_db
@pytest.mark.parametrize("series", [12])
def test_the_tree_equals_a_full_build_after_any_series_of_changes(series):
    Publishing.workshop = Workshop()
    run_state_machine_as_test(
        Publishing,
        settings=settings(
            max_examples=series,
            stateful_step_count=15,
            deadline=None,
            phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking a series takes minutes
            suppress_health_check=list(HealthCheck),
        ),
    )
