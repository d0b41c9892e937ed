"""Linli's search beside Wagtail's own database search: the same pages, the same queries, one process.

    python bench/search_beside_wagtail.py [--documents 8000] [--queries 200] [--corpus FILE.jsonl] [--postgres]

Wagtail's is on SQLite; with `--postgres` on a PostgreSQL server that is started for it and thrown away.

Wagtail's is asked for what an answer of ours has: the first ten live pages, how many there are, and the counts of one
facet; ours has seven facets, snippets and another spelling besides. The first table has the backend
that it comes with. That finds next to nothing in Chinese, and is quick where it finds nothing, so times are compared on
queries for which both find something. In the second it is given our terms in place of texts, as the admin's search is
(`cms/discovery/staff_search.py`), so that it finds Chinese, too. "common word" is one that stands in very many
documents, which is where a ranking costs.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench._search_corpus import make_corpus, read_corpus
from bench._search_site import prepare
from bench._search_tasks import Task, make_tasks
from bench._search_texts import Corpus
from search.api import Index, open_index, text_terms
from search.documents import Query, SearchDocument
from tests.support.postgres import PostgresServer

MOST_COMMON = 20

KINDS = ("question", "keywords", "other script", "two characters", "English", "policy title")


def fill_wagtail(documents: Sequence[SearchDocument]) -> Callable[[str], list[str]]:
    """Make a page of each document and its entry in Wagtail's index; returns the way to ask it."""
    import django  # noqa: PLC0415 (the settings are there only now)

    django.setup()
    from django.contrib.contenttypes.models import ContentType  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415
    from wagtail.models import Locale, Page  # noqa: PLC0415
    from wagtail.search.backends.database import SearchBackend  # noqa: PLC0415

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
    numbered = {pages[f"p{number}"]: document for number, document in enumerate(documents)}
    fill = fill_postgres if connection.vendor == "postgresql" else fill_sqlite
    fill(kind.pk, {pk: (each.title, each.text) for pk, each in numbered.items()})
    return asker(SearchBackend({}), {pk: document.key for pk, document in numbered.items()})


def asker(backend: Any, keys: dict[int, str]) -> Callable[[str], list[str]]:
    """The way to ask a backend of Wagtail's for a whole answer."""
    from wagtail.models import Page  # noqa: PLC0415

    backend.get_index_for_model(Page)._refresh_title_norms(full=True)

    def ask(text: str) -> list[str]:
        results = backend.search(text, Page.objects.live())
        first = [keys[page.pk] for page in results[:10]]
        results.count()
        results.facet("locale_id")
        return first

    return ask


def fill_sqlite(kind: int, texts: dict[int, tuple[str, str]]) -> None:
    """Put titles and texts into Wagtail's index."""
    from wagtail.search.models import IndexEntry  # noqa: PLC0415

    IndexEntry.objects.all().delete()
    IndexEntry.objects.bulk_create(
        IndexEntry(content_type_id=kind, object_id=str(pk), title=title, autocomplete=title, body=body)
        for pk, (title, body) in texts.items()
    )


def fill_postgres(kind: int, texts: dict[int, tuple[str, str]]) -> None:
    """Put titles and texts into Wagtail's index, with the database's own configuration, as Wagtail does."""
    from django.db import connection  # noqa: PLC0415
    from wagtail.search.models import IndexEntry  # noqa: PLC0415

    IndexEntry.objects.all().delete()
    vector = "to_tsvector(%s)"
    with connection.cursor() as cursor:
        cursor.executemany(
            f"insert into {IndexEntry._meta.db_table} "  # noqa: S608 (the table's own name)
            "(content_type_id, object_id, title, autocomplete, body, title_text, body_text, title_norm) "
            f"values (%s, %s, {vector}, {vector}, {vector}, %s, %s, 1)",
            [(kind, str(pk), title, title, body, title, body) for pk, (title, body) in texts.items()],
        )
        cursor.execute("analyze")


def give_terms(documents: Sequence[SearchDocument]) -> Callable[[str], list[str]]:
    """Put terms in place of the texts in Wagtail's index; returns the way to ask it in terms."""
    from django.contrib.contenttypes.models import ContentType  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415
    from wagtail.models import Page  # noqa: PLC0415

    from cms.discovery.staff_search import SearchBackend  # noqa: PLC0415

    pages = Page.objects.filter(slug__startswith="p").values_list("pk", "slug")
    numbers = {pk: int(slug[1:]) for pk, slug in pages if slug[1:].isdecimal()}
    terms = {
        pk: (" ".join(text_terms(documents[number].title)), " ".join(text_terms(documents[number].text)))
        for pk, number in numbers.items()
    }
    fill = fill_postgres if connection.vendor == "postgresql" else fill_sqlite
    fill(ContentType.objects.get_for_model(Page).pk, terms)
    return asker(SearchBackend({}), {pk: documents[number].key for pk, number in numbers.items()})


def ours(index: Index) -> Callable[[str], list[str]]:
    return lambda text: [hit.key for hit in index.search(Query(text=text)).hits]


def common_words(corpus: Corpus, count: int) -> Iterator[Task]:
    """A frequent English word each: Wagtail parts nothing in Chinese, so it has no frequent words there."""
    common = [word for word, _ in corpus.frequency.most_common() if word.isascii()][:MOST_COMMON]
    for number in range(count):
        word = common[number % len(common)]
        yield Task("common word", word, corpus.holding(word))


def line(kind: str, tasks: Sequence[Task], asks: Sequence[Callable[[str], list[str]]]) -> str:
    """A row: the share of right answers among the first ten of each way of asking, and milliseconds of each where
    both find something."""
    times: list[list[float]] = []
    found: list[list[list[str]]] = []
    for ask in asks:
        times.append([])
        found.append([])
        for task in tasks:
            begun = time.perf_counter()
            found[-1].append(ask(task.query))
            times[-1].append(1000 * (time.perf_counter() - begun))
    row = f"{kind:<18}{len(tasks):>6}"
    for keys in found:
        right = sum(not task.right.isdisjoint(some) for task, some in zip(tasks, keys, strict=True))
        row += f"{right / len(tasks):>9.2f}"
    both = [number for number in range(len(tasks)) if all(keys[number] for keys in found)]
    row += f"{len(both):>9}"
    if not both:
        return row
    medians = []
    for taken in times:
        ordered = sorted(taken[number] for number in both)
        medians.append(statistics.median(ordered))
        row += f"{medians[-1]:>9.2f}{ordered[int(0.95 * (len(ordered) - 1))]:>9.2f}"
    return f"{row}{medians[1] / medians[0]:>9.1f}"


def main() -> None:
    """Fill both, ask both, print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=8000)
    parser.add_argument("--queries", type=int, default=200, help="of each kind")
    parser.add_argument("--corpus", type=Path, help="documents of one's own, a line of JSON each")
    parser.add_argument("--postgres", action="store_true", help="Wagtail on PostgreSQL")
    options = parser.parse_args()
    corpus = read_corpus(options.corpus) if options.corpus else make_corpus(options.documents)
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        server = stack.enter_context(PostgresServer()) if options.postgres else None
        environment = prepare(Path(folder), server.create_database() if server else None)
        if server:
            stack.callback(end_connections)
        index = open_index(environment["SEARCH_URL"])
        index.rebuild(corpus.documents)
        asks = (ours(index), fill_wagtail(corpus.documents))
        for task in list(make_tasks(corpus, 5, seed=3)):
            for ask in asks:
                ask(task.query)
        print(f"{len(corpus.documents)} documents: right answers in ten, and times where both find something")
        print(
            f"{'task':<18}{'asked':>6}{'Linli':>9}{'Wagtail':>9}{'both':>9}"
            f"{'Linli':>9}{'p95 ms':>9}{'Wagtail':>9}{'p95 ms':>9}{'faster':>9}"
        )
        tasks = [task for task in make_tasks(corpus, options.queries, seed=5) if task.kind in KINDS]
        tasks += common_words(corpus, options.queries)
        table(tasks, asks)
        print("\nWagtail's given our terms")
        table(tasks, (asks[0], give_terms(corpus.documents)))
        index.close()


def end_connections() -> None:
    """Let go of the database, so that its server can end."""
    from django.db import connections  # noqa: PLC0415 (the settings are there only now)

    connections.close_all()


def table(tasks: Sequence[Task], asks: Sequence[Callable[[str], list[str]]]) -> None:
    """A row of each kind, and one of all."""
    for kind in dict.fromkeys(task.kind for task in tasks):
        print(line(kind, [task for task in tasks if task.kind == kind], asks), flush=True)
    print(line("all", tasks, asks), flush=True)


if __name__ == "__main__":
    main()
