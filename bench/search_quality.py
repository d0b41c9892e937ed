"""How often the right document comes first, and among the first ten (five while typing).

python -m bench.search_quality [--corpus FILE.jsonl] [--documents 4000] [--queries 200] [--half
tune|test|all]
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from bench.search_corpus import read_corpus
from bench.search_tasks import Corpus, Task, half, make_tasks
from search.api import Index, open_index
from search.documents import Query


def rank(index: Index, task: Task) -> tuple[int, float]:
    """The position of the first right answer from 0 (99 where there is none), and milliseconds."""
    begun = time.process_time()
    if task.typing:
        keys = [suggestion.key for suggestion in index.suggest(task.query, limit=5)]
    else:
        keys = [hit.key for hit in index.search(Query(text=task.query)).hits]
    taken = 1000 * (time.process_time() - begun)
    return next((at for at, key in enumerate(keys) if key in task.right), 99), taken


def measure(index: Index, tasks: list[Task], verbose: bool = False) -> None:
    """Print a line for each kind of task."""
    ranks: dict[str, list[int]] = defaultdict(list)
    times: dict[str, list[float]] = defaultdict(list)
    for task in tasks:
        at, taken = rank(index, task)
        ranks[task.kind].append(at)
        times[task.kind].append(taken)
        if verbose and at:
            print(f"{task.kind}\t{at}\t{task.query}\t{sorted(task.right)[:2]}")
    print(f"{'task':<16}{'queries':>8}{'first':>8}{'in ten':>8}{'p50 ms':>8}{'p95 ms':>8}")
    for kind, found in ranks.items():
        taken = sorted(times[kind])
        first = sum(at == 0 for at in found) / len(found)
        ten = sum(at < 10 for at in found) / len(found)
        slow = taken[int(0.95 * (len(taken) - 1))]
        print(
            f"{kind:<16}{len(found):>8}{first:>8.3f}{ten:>8.3f}{statistics.median(taken):>8.1f}{slow:>8.1f}"
        )


def main() -> None:
    """Index the corpus in a temporary folder, or use `--index`, and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--index", help="a folder or address to use; filled where it is empty")
    parser.add_argument("--documents", type=int, default=4000)
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--half", choices=("tune", "test", "all"), default="test")
    parser.add_argument("--kind", action="append")
    parser.add_argument(
        "--verbose", action="store_true", help="print each query whose right answer is not first"
    )
    options = parser.parse_args()
    corpus: Corpus = read_corpus(options.corpus)
    with tempfile.TemporaryDirectory() as folder:
        index = open_index(options.index or folder)
        if not index.health().documents:
            begun = time.perf_counter()
            written = index.rebuild(corpus.documents)
            print(f"{written} documents, {written / (time.perf_counter() - begun):.0f} a second")
        tasks = list(half(make_tasks(corpus, options.queries, seed=7), options.half))
        measure(
            index, [task for task in tasks if not options.kind or task.kind in options.kind], options.verbose
        )


if __name__ == "__main__":
    main()
