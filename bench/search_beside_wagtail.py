"""Linli's search beside Wagtail's own database search: the same pages, the same queries, one process.

    python bench/search_beside_wagtail.py [--documents 8000] [--queries 200]

Wagtail's is the backend that it comes with, on SQLite, asked for the first ten live pages as its documentation does.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench._search_corpus import make_corpus
from bench._search_site import prepare
from bench._search_tasks import Task, make_tasks
from search.api import Index, open_index
from search.documents import Query, SearchDocument

KINDS = ("question", "keywords", "other script", "two characters", "English", "policy title")


def fill_wagtail(documents: Sequence[SearchDocument]) -> Callable[[str], list[str]]:
    """Make a page of each document and its entry in Wagtail's index; returns the way to ask it."""
    import django  # noqa: PLC0415 (the settings are there only now)

    django.setup()
    from django.contrib.contenttypes.models import ContentType  # noqa: PLC0415
    from modelsearch.backends.database.sqlite.sqlite import SQLiteSearchBackend  # noqa: PLC0415
    from wagtail.models import Locale, Page  # noqa: PLC0415
    from wagtail.search.models import IndexEntry  # noqa: PLC0415

    root, kind, locale = (
        Page.get_first_root_node(),
        ContentType.objects.get_for_model(Page),
        Locale.objects.first(),
    )
    Page.objects.bulk_create(
        Page(
            path=f"{root.path}{Page._int2str(number + 1000).zfill(4)}",
            depth=2,
            title=document.title[:255],
            draft_title=document.title[:255],
            slug=f"p{number}",
            url_path=f"/p{number}/",
            content_type=kind,
            locale=locale,
            live=True,
        )
        for number, document in enumerate(documents)
    )
    pages = dict(Page.objects.filter(slug__startswith="p").values_list("slug", "pk"))
    IndexEntry.objects.bulk_create(
        IndexEntry(
            content_type=kind,
            object_id=str(pages[f"p{number}"]),
            title=document.title,
            autocomplete=document.title,
            body=document.text,
        )
        for number, document in enumerate(documents)
    )
    backend = SQLiteSearchBackend({})
    backend.get_index_for_model(Page)._refresh_title_norms(full=True)
    keys = {pages[f"p{number}"]: document.key for number, document in enumerate(documents)}

    def ask(text: str) -> list[str]:
        return [keys[page.pk] for page in backend.search(text, Page.objects.live())[:10]]

    return ask


def ours(index: Index) -> Callable[[str], list[str]]:
    return lambda text: [hit.key for hit in index.search(Query(text=text)).hits]


def line(kind: str, tasks: Sequence[Task], asks: Sequence[Callable[[str], list[str]]]) -> str:
    """A row: milliseconds and the share of right answers among the first ten, of each way of asking."""
    row = f"{kind:<18}{len(tasks):>6}"
    medians = []
    for ask in asks:
        times, right = [], 0
        for task in tasks:
            begun = time.perf_counter()
            keys = ask(task.query)
            times.append(1000 * (time.perf_counter() - begun))
            right += not task.right.isdisjoint(keys)
        times.sort()
        medians.append(statistics.median(times))
        row += f"{medians[-1]:>12.2f}{times[int(0.95 * (len(times) - 1))]:>9.2f}{right / len(tasks):>9.2f}"
    return f"{row}{medians[1] / medians[0]:>9.1f}"


def main() -> None:
    """Fill both, ask both, print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=8000)
    parser.add_argument("--queries", type=int, default=200, help="of each kind")
    options = parser.parse_args()
    corpus = make_corpus(options.documents)
    with tempfile.TemporaryDirectory() as folder:
        environment = prepare(Path(folder))
        index = open_index(environment["SEARCH_URL"])
        index.rebuild(corpus.documents)
        asks = (ours(index), fill_wagtail(corpus.documents))
        for task in list(make_tasks(corpus, 5, seed=3)):
            for ask in asks:
                ask(task.query)
        columns = f"{'p50 ms':>12}{'p95 ms':>9}{'in ten':>9}"
        print(f"{len(corpus.documents)} documents{'Linli':>22}{'Wagtail':>30}{'times':>19}")
        print(f"{'task':<18}{'asked':>6}{columns}{columns}{'faster':>9}")
        tasks = [task for task in make_tasks(corpus, options.queries, seed=5) if task.kind in KINDS]
        for kind in KINDS:
            if some := [task for task in tasks if task.kind == kind]:
                print(line(kind, some, asks), flush=True)
        print(line("all", tasks, asks))
        index.close()


if __name__ == "__main__":
    main()
