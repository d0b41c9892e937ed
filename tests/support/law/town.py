"""The installation that every series starts from. It is made once; a series gets a copy, which takes milliseconds."""

import io
import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from unittest import mock
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.files.base import ContentFile
from django.test import override_settings
from django.utils import timezone
from PIL import Image as Pillow
from wagtail.models import Locale

from cms.core import chores
from cms.core.models import Attachment, Image, Topic
from cms.publishing.indexing import SearchProjection
from cms.publishing.media import pressing
from cms.publishing.media.painting import paint
from cms.publishing.media.pressing import press
from cms.publishing.rendering.maker import Workshop
from cms.publishing.services import refresh_all
from cms.publishing.tree.site import SiteProjection
from cms.workplans.recording import implement
from tests import factories
from tests.support.installation import Installation

BEGINNING = datetime(2026, 3, 2, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
COLOURS = ("#1f4d47", "#9f2d20", "#20409f")


class Clock:
    """The time of a series: it goes on only when told to, so that the same series gives the same site."""

    def __init__(self) -> None:
        self.now = BEGINNING

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **time: float) -> None:
        self.now += timedelta(**time)

    @contextmanager
    def set(self) -> Iterator[None]:
        # The chores of other rooms go by another clock.
        with mock.patch.object(timezone, "now", self), mock.patch.object(chores, "_chores", {}):
            yield


@contextmanager
def without_what_takes_long() -> Iterator[None]:
    """To set a paper takes a second; what has to hold of it depends on its source only. Nobody searches as staff do."""
    staff_search = settings.WAGTAILSEARCH_BACKENDS["default"] | {"AUTO_UPDATE": False}
    with (
        mock.patch.object(pressing, "typeset", lambda html, name: f"{name}\n{html}".encode()),
        override_settings(WAGTAILSEARCH_BACKENDS={"default": staff_search}),
    ):
        yield


class Town:
    """A small site in two languages with one page of every kind, built and indexed."""

    def __init__(self, folder: Path, migrated_database: Path):
        self.workshop = Workshop()
        self._folder, self._copies = folder, 0
        self._start = Installation.on_sqlite(folder / "start", migrated_database)
        with self._start.active(), Clock().set(), without_what_takes_long():
            _fill()
            refresh_all()
            site = SiteProjection(self._start.data_dir / "public", self.workshop)
            search = SearchProjection(str(self._start.data_dir / "index"))
            site.build()
            search.drain()
            paint()
            press()
            search.drain()
            site.drain()
            search.index.close()

    @contextmanager
    def copy(self) -> Iterator[tuple[Path, Clock]]:
        """An installation that begins as this one is, as the process's own, and its clock."""
        self._copies += 1
        place, clock = self._folder / str(self._copies), Clock()
        with ExitStack() as stack:
            stack.callback(shutil.rmtree, place)
            installation = Installation(place)
            shutil.copytree(self._start.data_dir, place, copy_function=_link, dirs_exist_ok=True)
            stack.enter_context(installation.active())
            stack.enter_context(clock.set())
            stack.enter_context(without_what_takes_long())
            yield place, clock


def _link(source: str, goal: str) -> str:
    """Public files and uploads are replaced as a whole, so a link is as good as a copy. Databases are not."""
    if "/public/" in source or "/media/" in source:
        os.link(source, goal)
        return goal
    return shutil.copyfile(source, goal)


def picture(number: int) -> ContentFile:
    """A small picture; another number gives other bytes."""
    data = io.BytesIO()
    Pillow.new("RGB", (24 + number, 16), COLOURS[number % len(COLOURS)]).save(data, "PNG")
    return ContentFile(data.getvalue(), name="river.png")


def body(number: int = 0) -> list[tuple[str, object]]:
    """Blocks with an image, an attachment and a link to another page, as far as there are any."""
    image, file = Image.objects.order_by("pk").first(), Attachment.objects.order_by("pk").first()
    blocks: list[tuple[str, object]] = [("text", f'<p>见<a linktype="page" id="{number}">另页</a>。</p>')]
    if image:
        blocks.append(("image", {"image": image, "alt": "", "decorative": False, "caption": ""}))
    if file:
        blocks.append(("attachment", file))
        blocks.append(("text", f'<p><a linktype="document" id="{file.pk}">表</a></p>'))
    return blocks


def _fill() -> None:
    office = factories.organisation()
    topic = Topic.objects.create(slug="river", name_zh="河道")
    image = Image(title="河岸", description="柳树下的河岸")
    image.file.save("river.png", picture(0))
    form = Attachment(title="申请表")
    form.file.save("form.txt", ContentFile(b"form 0"))
    notices = factories.section("通知", slug="notices", show_in_menus=True)
    plans = factories.section("计划", slug="plans", layout="plans", show_in_menus=True)
    policies = factories.section("政策", slug="policies", layout="policies")
    inner = factories.section("社区", notices, slug="inner")
    notice = factories.notice("停水通知", inner, issuer=office)
    factories.notice("护河", notices, body=body(notice.pk), issuer=office, topics=[topic])
    before = factories.plan("2025年计划", plans, year=2025, issuer=office)
    factories.plan(
        "2026年计划", plans, year=2026, issuer=office, previous=before, tasks=["推进社区文化。", "防汛。"]
    )
    bodies = factories.bodies()
    made = [
        factories.plan(f"{slug}计划", plans, year=2026, issuer=bodies[slug])
        for slug in ("district", "street", "willow")
    ]
    chief = factories.administrator()
    for upper, lower in pairwise(made):
        first, theirs = lower.tasks.first(), upper.tasks.first()
        implement(lower, first.uid, [(upper.translation_key, theirs.uid)], by=chief)
    old = factories.policy("旧办法", policies)
    factories.policy("新办法", policies, replaces=old, effective_on=BEGINNING.date() + timedelta(days=1))
    factories.standard_page("联系", factories.home(), slug="contact")
    factories.publish(notices.copy_for_translation(Locale.objects.get(language_code="en")))
