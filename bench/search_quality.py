"""How often the right document comes first, and among the first ten (five while typing).

python bench/search_quality.py [--documents 4000] [--queries 200] [--half tune|test|all] [--corpus FILE.jsonl]
    [--location FOLDER_OR_ADDRESS] [--kind NAME] [--misses]
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench._search_corpus import make_corpus, read_corpus
from bench._search_tasks import Task, half, make_tasks
from search.api import Index, open_index
from search.documents import Query

NOWHERE = 99


def rank(index: Index, task: Task) -> tuple[int, float]:
    """The position of the first right answer from 0 (NOWHERE where there is none), and milliseconds."""
    begun = time.perf_counter()
    if task.typing:
        keys = [suggestion.key for suggestion in index.suggest(task.query, limit=5)]
    else:
        keys = [hit.key for hit in index.search(Query(text=task.query)).hits]
    taken = 1000 * (time.perf_counter() - begun)
    return next((at for at, key in enumerate(keys) if key in task.right), NOWHERE), taken


def measure(index: Index, tasks: Sequence[Task], *, misses: bool) -> None:
    """Print a line for each kind of task, after the queries whose right answer is not first if `misses`."""
    ranks: dict[str, list[int]] = defaultdict(list)
    times: dict[str, list[float]] = defaultdict(list)
    for task in tasks:
        at, taken = rank(index, task)
        ranks[task.kind].append(at)
        times[task.kind].append(taken)
        if misses and at:
            print(f"{task.kind}\t{at}\t{task.query}\t{sorted(task.right)[:2]}")
    print(f"{'task':<22}{'queries':>8}{'first':>8}{'in ten':>8}{'p50 ms':>8}{'p95 ms':>8}")
    for kind, found in ranks.items():
        taken = sorted(times[kind])
        first = sum(at == 0 for at in found) / len(found)
        ten = sum(at < 10 for at in found) / len(found)
        slow = taken[int(0.95 * (len(taken) - 1))]
        print(
            f"{kind:<22}{len(found):>8}{first:>8.3f}{ten:>8.3f}{statistics.median(taken):>8.1f}{slow:>8.1f}"
        )


def main() -> None:
    """Fill an index, in a temporary folder unless told otherwise, and measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=4000, help="how many to make")
    parser.add_argument("--queries", type=int, default=200, help="of each kind, before halving")
    parser.add_argument("--half", choices=("tune", "test", "all"), default="test")
    parser.add_argument("--corpus", type=Path, help="documents of one's own, a line of JSON each")
    parser.add_argument("--location", help="a folder or address of an index; filled where it is empty")
    parser.add_argument("--kind", action="append", help="only tasks of this kind; may be given again")
    parser.add_argument(
        "--misses", action="store_true", help="print each query whose right answer is not first"
    )
    options = parser.parse_args()
    corpus = read_corpus(options.corpus) if options.corpus else make_corpus(options.documents)
    with tempfile.TemporaryDirectory() as folder:
        index = open_index(options.location or folder)
        if not index.health().documents:
            index.rebuild(corpus.documents)
        tasks = list(half(make_tasks(corpus, options.queries, seed=7), options.half))
        measure(
            index,
            [task for task in tasks if task.kind in (options.kind or [task.kind])],
            misses=options.misses,
        )
        index.close()


if __name__ == "__main__":
    main()
