"""What an answer on Elasticsearch takes beside the time that the server says it took itself.

    python bench/search_on_elasticsearch.py [--documents 8000] [--queries 300] [--rounds 3] [--corpus FILE.jsonl]
        [--location ADDRESS]

A node is started for it and thrown away, unless there is one at `--location`; an index there that holds documents is
asked as it is. The server counts whole milliseconds, and none for handing documents out. "waited" is from sending a
question until its answer is read: the server, its writing of the answer and the way between.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from elastic_transport import Transport

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench._search_corpus import make_corpus, read_corpus
from bench._search_tasks import make_tasks
from search.api import Index, open_index
from search.documents import Query
from tests.elasticsearch_node.node import Node


@dataclass
class Taken:
    """Milliseconds of one answer, and how many questions the server was asked."""

    whole: float = 0.0
    processor: float = 0.0
    waited: float = 0.0
    own: int = 0
    asked: int = 0


@contextmanager
def watched() -> Iterator[Taken]:
    """Count what is asked of the server in the block."""
    taken, perform = Taken(), Transport.perform_request

    def counted(self: Transport, *words: Any, **more: Any) -> Any:
        begun = time.perf_counter()
        answer = perform(self, *words, **more)
        taken.waited += 1000 * (time.perf_counter() - begun)
        taken.own += answer.body.get("took", 0) if isinstance(answer.body, dict) else 0
        taken.asked += 1
        return answer

    Transport.perform_request = counted
    begun, used = time.perf_counter(), time.process_time()
    try:
        yield taken
    finally:
        taken.whole = 1000 * (time.perf_counter() - begun)
        taken.processor = 1000 * (time.process_time() - used)
        Transport.perform_request = perform


def measure(index: Index, queries: Sequence[str]) -> list[Taken]:
    """One round."""
    found = []
    for query in queries:
        with watched() as taken:
            index.search(Query(text=query))
        found.append(taken)
    return found


def line(name: str, found: Sequence[Taken]) -> str:
    """A row of the table: medians, and how the sums compare."""
    row = f"{name:<22}{len(found):>8}"
    for part in ("whole", "own", "waited", "processor", "asked"):
        row += f"{statistics.median(getattr(taken, part) for taken in found):>11.1f}"
    return f"{row}{sum(each.whole for each in found) / max(1, sum(each.own for each in found)):>8.2f}"


def main() -> None:
    """Fill an index, ask it, print a table of each round's sums and of each kind of query."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=8000)
    parser.add_argument("--queries", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--corpus", type=Path, help="documents of one's own, a line of JSON each")
    parser.add_argument("--location", help="the address of an index on a node that runs already")
    options = parser.parse_args()
    corpus = read_corpus(options.corpus) if options.corpus else make_corpus(options.documents)
    tasks = [task for task in make_tasks(corpus, -(-options.queries // 14), seed=11) if not task.typing]
    random.Random(1).shuffle(tasks)
    tasks = tasks[: options.queries]
    with tempfile.TemporaryDirectory() as folder:
        node = None if options.location else Node(Path(folder), heap="1g")
        try:
            if node:
                node.start()
            index = open_index(options.location or f"{node.address}/bench?timeout=60")
            if not index.health().documents:
                index.rebuild(corpus.documents)
            queries = [task.query for task in tasks]
            measure(index, queries)
            found: list[Taken] = []
            columns = ("whole ms", "its own ms", "waited ms", "ours ms", "questions")
            print(f"{'':<22}{'answers':>8}" + "".join(f"{each:>11}" for each in columns) + f"{'ratio':>8}")
            for number in range(options.rounds):
                found += (taken := measure(index, queries))
                print(line(f"round {number + 1}", taken), flush=True)
            for kind in dict.fromkeys(task.kind for task in tasks):
                print(
                    line(
                        kind, [taken for at, taken in enumerate(found) if tasks[at % len(tasks)].kind == kind]
                    )
                )
            index.close()
        finally:
            if node:
                node.stop()


if __name__ == "__main__":
    main()
