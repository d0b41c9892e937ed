"""How fast search answers and fills, and how much room it takes.

    python bench/search_speed.py [--documents 8000] [--queries 1000] [--corpus FILE.jsonl] [--location ADDRESS]

Times are of one process, warm; "answer" is everything: analysis, engine, reordering, snippets and facets. Beside what a
reader waits stands the processor's own time, which says on a busy machine what a quiet one would wait. An index at
`--location` that holds documents already is asked as it is.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench._search_corpus import make_corpus, read_corpus
from bench._search_memory import growth
from bench._search_tasks import make_tasks
from bench._search_texts import Corpus
from search.api import Index, open_index
from search.documents import Query

UPDATES = 30

ASKED_OF = 4000
"""Documents from which the queries are made: how fast they are answered does not depend on which are right."""


def timed(call: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds of one call, by the clock and of this process."""
    begun, used = time.perf_counter(), time.process_time()
    call()
    return 1000 * (time.perf_counter() - begun), 1000 * (time.process_time() - used)


def line(name: str, times: Sequence[tuple[float, float]]) -> str:
    """A row of the table."""
    row = f"{name:<34}{len(times):>8}"
    for kind in zip(*times, strict=True):
        ordered = sorted(kind)
        slow = ordered[int(0.95 * (len(ordered) - 1))]
        row += f"{statistics.median(ordered):>9.2f}{slow:>9.2f}{ordered[-1]:>9.1f}"
    return row


def fill(index: Index, corpus: Corpus, folder: Path) -> None:
    """Rebuild and print how fast it went and how large it got."""
    begun, used = time.perf_counter(), time.process_time()
    count = index.rebuild(corpus.documents)
    seconds, own = time.perf_counter() - begun, time.process_time() - used
    characters = statistics.mean(len(document.text) for document in corpus.documents)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    print(
        f"{count} documents of {characters:.0f} characters: {count / seconds:.0f} a second ({count / own:.0f} a second"
    )
    print(f"of processor time), {size / count / 1000:.1f} kB each\n")


def update(index: Index, reader: Index, corpus: Corpus) -> list[tuple[float, float]]:
    """Replace single documents, each until another reader of the index finds it."""

    def once(number: int) -> None:
        word = f"unheardof{number}{time.time_ns()}"
        document = replace(corpus.documents[number], title=word)
        writer = threading.Thread(target=lambda: index.index([document]))
        writer.start()
        for _ in range(10_000):
            if reader.search(Query(text=word)).total:
                break
            time.sleep(0.002)
        else:
            raise RuntimeError("a document was written and is not found")
        seen.append(time.perf_counter())
        writer.join()

    times = []
    for number in range(UPDATES):
        seen: list[float] = []
        begun, used = time.perf_counter(), time.process_time()
        once(number)
        times.append((1000 * (seen[0] - begun), 1000 * (time.process_time() - used)))
    return times


def main() -> None:
    """Fill an index, ask it, change it, and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=8000, help="how many to make")
    parser.add_argument("--queries", type=int, default=1000)
    parser.add_argument("--corpus", type=Path, help="documents of one's own, a line of JSON each")
    parser.add_argument("--location", help="an address of an index to fill, instead of a temporary folder")
    options = parser.parse_args()
    corpus = read_corpus(options.corpus) if options.corpus else make_corpus(options.documents)
    some = Corpus(corpus.documents[:ASKED_OF], corpus.questions)
    tasks = list(make_tasks(some, -(-options.queries // 11), seed=11))
    random.Random(1).shuffle(tasks)
    asked = [task.query for task in tasks if not task.typing][: options.queries]
    typed = [task.query[:length] for task in tasks if task.typing for length in (1, 2, 4, 8)][
        : options.queries
    ]
    with tempfile.TemporaryDirectory() as folder:
        index = open_index(options.location or folder)
        if not index.health().documents:
            fill(index, corpus, Path(options.location or folder))
        for query in asked[:50]:
            index.search(Query(text=query))
        columns = f"{'p50 ms':>9}{'p95 ms':>9}{'max ms':>9}"
        print(f"{'':<34}{'calls':>8}{columns}{'of processor time':>27}")
        print(line("answer", [timed(lambda q=q: index.search(Query(text=q))) for q in asked]))
        print(
            line(
                "answer, one language, filtered",
                [
                    timed(
                        lambda q=q: index.search(
                            Query(text=q, locale="zh-hans", filters={"type": ("notice",)})
                        )
                    )
                    for q in asked
                ],
            )
        )
        print(line("search as you type", [timed(lambda t=t: index.suggest(t)) for t in typed]))
        print(line("related", [timed(lambda d=d: index.related(d.key)) for d in corpus.documents[:200]]))
        print(
            line(
                "one document replaced and found",
                update(index, open_index(options.location or folder), corpus),
            )
        )
        print(
            line(
                "opened, and the first answer",
                [
                    timed(lambda: open_index(options.location or folder).search(Query(text=asked[0])))
                    for _ in range(5)
                ],
            )
        )
        before, grown = growth(str(options.location or folder), asked)
        print(
            f"\nmemory of a process that serves: {before:.0f} MB, and {grown:.0f} MB for dictionaries and caches"
        )


if __name__ == "__main__":
    main()
