"""What staff do with pages, by the actions that the admin takes."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.actions.copy_page import CopyPageAction
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.actions.move_page import MovePageAction
from wagtail.actions.revert_to_page_revision import RevertToPageRevisionAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Locale, Page

from cms.core.models import BasePage
from tests import factories
from tests.support.law.town import body

TITLES = st.text(alphabet='社区计划通知ab1 <&"', min_size=1, max_size=8).filter(lambda title: title.strip())
CHOICE = st.integers(min_value=0, max_value=10_000)
SLUGS = st.sampled_from(["one", "two", "notices", "long" * 30])


@contextmanager
def as_the_form_allows() -> Iterator[None]:
    """What the form refuses is not saved: a page that was valid need not be so after another has changed."""
    with suppress(ValidationError), transaction.atomic():
        yield


class Staff(RuleBasedStateMachine):
    """Picks a page by a number: any number fits, however many pages there are."""

    def pages(self) -> list[BasePage]:
        """All but the home pages, in the tree's order."""
        return list(Page.objects.filter(depth__gt=2).order_by("path").specific())

    def sections(self) -> list[BasePage]:
        return [page for page in self.pages() if page.document_type == "section"]

    def own_pages(self) -> list[BasePage]:
        """Those that can be edited: an alias follows its original."""
        return [page for page in self.pages() if page.alias_of_id is None]

    def pick(self, some: list, number: int):
        return some[number % len(some)] if some else None

    def section(self, number: int) -> Page:
        """A section, or the home page where none is left."""
        return self.pick(self.sections(), number) or factories.home()

    # --- New pages ----------------------------------------------------------------------------------

    @rule(number=CHOICE, title=TITLES, days=st.integers(0, 90), rich=st.booleans(), live=st.booleans())
    def add_notice(self, number, title, days, rich, live):
        dated = timezone.now() - timedelta(days=days)
        blocks = body(self.pick(self.pages(), number).pk) if rich and self.pages() else []
        factories.notice(title, self.section(number), dated=dated, body=blocks, live=live)

    @rule(number=CHOICE, title=TITLES)
    def add_plan(self, number, title):
        factories.plan(title, self.section(number), tasks=[title, "开展志愿服务。"])

    @rule(number=CHOICE, title=TITLES)
    def add_policy(self, number, title):
        policies = [page for page in self.pages() if page.document_type == "policy"]
        factories.policy(title, self.section(number), replaces=self.pick(policies, number))

    @rule(number=CHOICE, title=TITLES, menu=st.booleans())
    def add_section(self, number, title, menu):
        factories.section(title, self.section(number), show_in_menus=menu)

    # --- Changes of one page --------------------------------------------------------------------------

    @rule(number=CHOICE, title=TITLES, shift=st.integers(-60, 60), rich=st.booleans())
    def edit(self, number, title, shift, rich):
        if page := self.pick(self.own_pages(), number):
            page.title, page.summary = title, title * 3
            page.dated = timezone.now() - timedelta(days=100 + shift)
            if hasattr(page, "body"):
                page.body = body(page.pk) if rich else []
            with as_the_form_allows():
                factories.publish(page)

    @rule(number=CHOICE)
    def save_a_draft_only(self, number):
        if page := self.pick(self.own_pages(), number):
            page.title = "草稿"
            with as_the_form_allows():
                page.save_revision()

    @rule(number=CHOICE)
    def put_into_the_menu_or_take_out(self, number):
        if page := self.pick(self.own_pages(), number):
            page.show_in_menus = not page.show_in_menus
            with as_the_form_allows():
                factories.publish(page)

    @rule(number=CHOICE, slug=SLUGS)
    def change_address(self, number, slug):
        page = self.pick(self.own_pages(), number)
        if page and not page.get_siblings(inclusive=False).filter(slug=slug).exists():
            page.slug = slug
            with as_the_form_allows():
                factories.publish(page)

    @rule(number=CHOICE)
    def publish_the_draft(self, number):
        if page := self.pick(self.own_pages(), number):
            with as_the_form_allows():
                factories.publish(page.get_latest_revision_as_object())

    @rule(number=CHOICE)
    def go_back_to_the_first_revision(self, number):
        page = self.pick(self.own_pages(), number)
        first = page and page.revisions.order_by("created_at", "pk").first()
        slug = first and first.as_object().slug
        if first and not page.get_siblings(inclusive=False).filter(slug=slug).exists():
            with as_the_form_allows():
                RevertToPageRevisionAction(page, first).execute().publish()

    # --- Changes of a branch --------------------------------------------------------------------------

    @rule(number=CHOICE, below=st.booleans())
    def unpublish(self, number, below):
        page = self.pick([page for page in self.pages() if page.live], number)
        if page and page.permissions_for_user(self.chief).can_unpublish():  # what is scheduled is locked
            UnpublishPageAction(page, include_descendants=below, user=self.chief).execute()

    @rule(number=CHOICE)
    def delete(self, number):
        if page := self.pick(self.pages(), number):
            Page.objects.get(pk=page.pk).delete(user=self.chief)

    @rule(number=CHOICE, to=CHOICE)
    def move(self, number, to):
        page, goal = self.pick(self.pages(), number), self.section(to)
        if page and goal.pk != page.pk and not goal.is_descendant_of(page):
            goal = goal if page.can_move_to(goal) else factories.home()
            if page.can_move_to(goal) and not goal.get_children().filter(slug=page.slug).exists():
                with as_the_form_allows():
                    MovePageAction(page, goal, pos="last-child").execute()

    @rule(number=CHOICE, to=CHOICE)
    def reorder(self, number, to):
        page = self.pick(self.pages(), number)
        other = page and self.pick(list(page.get_siblings(inclusive=False)), to)
        if other:
            page.move(other, pos="left" if other.path < page.path else "right")

    @rule(number=CHOICE, everything=st.booleans(), live=st.booleans())
    def copy(self, number, everything, live):
        if page := self.pick(self.pages(), number):
            taken = page.get_siblings().count() + Page.objects.count()
            attributes = {"slug": f"copy-{taken}"}
            with as_the_form_allows():
                CopyPageAction(page, recursive=everything, keep_live=live, update_attrs=attributes).execute()

    @rule(number=CHOICE, to=CHOICE, everything=st.booleans())
    def make_an_alias(self, number, to, everything):
        page, goal = self.pick(self.pages(), number), self.section(to)
        if page and goal.pk != page.pk and not goal.is_descendant_of(page) and page.can_move_to(goal):
            slug = f"alias-{Page.objects.count()}"
            with as_the_form_allows():
                CreatePageAliasAction(page, parent=goal, recursive=everything, update_slug=slug).execute()

    @rule(number=CHOICE)
    def make_an_alias_a_page_of_its_own(self, number):
        if page := self.pick([page for page in self.pages() if page.alias_of_id], number):
            ConvertAliasPageAction(page).execute()

    @rule(number=CHOICE)
    def translate(self, number):
        page, english = self.pick(self.own_pages(), number), Locale.objects.get(language_code="en")
        if page and page.locale_id != english.pk and not page.has_translation(english):
            factories.publish(page.copy_for_translation(english, copy_parents=True))
