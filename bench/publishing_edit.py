"""One change of the site, at any size: milliseconds from commit to files, statements and files written.

    python bench/publishing_edit.py [--sizes 1000 10000 100000] [--changes 40]

Three tables. First an edit and a new page on sites of several sizes, as the worker makes them public. Then a publish
through Wagtail, everything included until the file is there, beside the same publish with nobody listening. Last how
the database looks its lists up (EXPLAIN).
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace as changed
from datetime import datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench._site import installation, machine

PUBLISHES = 40


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--changes", type=int, default=40)
    options = parser.parse_args()
    with installation() as place:
        print(f"{machine()}; milliseconds, medians")
        publishes(place)
        sizes(place, options.sizes, options.changes)
        explain()


def sizes(place: Path, counts: list[int], changes: int) -> None:
    from bench import _documents  # noqa: PLC0415 - needs the installation
    from cms.publishing.tree.site import SiteProjection  # noqa: PLC0415

    print(
        f"\n{'pages':>8}{'build s':>9}{'':3}{'change':10}{'median':>8}{'p95':>8}{'statements':>12}{'files':>7}"
    )
    medians: dict[str, list[float]] = {"edit": [], "new page": []}
    for count in counts:
        _documents.fill(count)
        site = SiteProjection(place / "public")
        seconds = site.build(full=True).seconds
        site.drain()
        for name, change in (("edit", _edit), ("new page", _new_page)):
            times, files, statements = [], [], 0
            for number in range(changes):
                change(count, number)
                milliseconds, asked, written = _drained(site)
                times.append(milliseconds)
                files.append(written)
                statements = max(statements, asked)
            times.sort()
            medians[name].append(statistics.median(times))
            slow = times[int(len(times) * 0.95)]
            print(
                f"{count:>8}{seconds:>9.1f}{'':3}{name:10}{medians[name][-1]:>8.1f}{slow:>8.1f}"
                f"{statements:>12}{statistics.median(files):>7.0f}"
            )
    for name, values in medians.items():
        print(f"{name}: {counts[-1]} pages / {counts[0]} pages: {values[-1] / values[0]:.2f}")


def _edit(count: int, number: int) -> None:
    from bench import _documents  # noqa: PLC0415
    from cms.publishing.keeping import replace  # noqa: PLC0415
    from cms.publishing.models import StoredDocument  # noqa: PLC0415

    row = StoredDocument.objects.get(pk=_documents.key_of(count // 2 + number))
    document, title = row.document, f"改过的标题{number}"
    document = changed(document, title=title, card=document.card | {"title": title})
    replace(row.key, document, row.position)


def _new_page(count: int, number: int) -> None:
    from django.utils import timezone  # noqa: PLC0415

    from bench import _documents  # noqa: PLC0415
    from cms.publishing.keeping import replace  # noqa: PLC0415

    moment = datetime(2026, 6, 2, 9, tzinfo=timezone.get_default_timezone()) + timedelta(minutes=number)
    document = _documents.notice(count + number, moment, random.Random(number))
    replace(document.key, document, document.key)


def _drained(site: object) -> tuple[float, int, int]:
    """(milliseconds, statements, files written) of making what waits public."""
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    with CaptureQueriesContext(connection) as asked:
        started = time.perf_counter()
        report = site.drain()  # type: ignore[attr-defined]
        milliseconds = 1000 * (time.perf_counter() - started)
    return milliseconds, len(asked), report.written


def publishes(place: Path) -> None:
    """Turn by turn: Wagtail's publish with nobody listening, and the publish with its public file."""
    from cms.notices.models import NoticePage  # noqa: PLC0415
    from cms.publishing.corpus import Entry, load  # noqa: PLC0415
    from cms.publishing.tree.site import SiteProjection  # noqa: PLC0415

    body = "各社区：\n请认真落实。" * 40
    load(Entry(n, f"第{n}号通知", body, "notice", None, "zh-hans", "notices") for n in range(200))
    site = SiteProjection(place / "public")
    site.build(full=True)
    pages = list(NoticePage.objects.all()[:PUBLISHES])

    def publish(page: NoticePage) -> None:
        page.title += "改"
        page.save_revision().publish()

    alone, whole = [], []
    for page in pages:
        with _nobody_listening():
            alone.append(_milliseconds(lambda page=page: publish(page)))
        whole.append(_milliseconds(lambda page=page: (publish(page), site.drain())))
    one, other = statistics.median(alone), statistics.median(whole)
    print(f"\nWagtail's publish alone {one:.1f}, with its public files {other:.1f}: {other / one:.2f} times")


def _milliseconds(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return 1000 * (time.perf_counter() - started)


class _nobody_listening:  # noqa: N801 - reads as a sentence where it is used
    """Takes publishing's ears off while Wagtail publishes."""

    def __enter__(self) -> None:
        from wagtail.signals import page_published  # noqa: PLC0415

        self._receivers, page_published.receivers = page_published.receivers, []
        page_published.sender_receivers_cache.clear()

    def __exit__(self, *_error: object) -> None:
        from wagtail.signals import page_published  # noqa: PLC0415

        page_published.receivers = self._receivers
        page_published.sender_receivers_cache.clear()


def explain() -> None:
    from cms.publishing import lists  # noqa: PLC0415
    from cms.publishing.models import StoredDocument  # noqa: PLC0415

    section = StoredDocument.objects.filter(type="section").first()
    shown = {
        "what a section lists": StoredDocument.objects.listed_in(section.key)[:30],
        "one month of a section": StoredDocument.objects.listed_in(section.key).filter(month="2026-05"),
        **lists.of_fronts(""),
        **lists.of_frames(""),
    }
    print()
    for name, query in shown.items():
        print(f"{name:24} {query.values_list('card').explain().splitlines()[0][:110]}")


if __name__ == "__main__":
    main()
