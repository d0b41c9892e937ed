"""What an answer on Elasticsearch takes beside what Elasticsearch alone takes.

    python bench/search_on_elasticsearch.py [--documents 8000] [--queries 1000] [--corpus FILE.jsonl]
        [--location ADDRESS]

A node is started for it and thrown away, unless there is one at `--location`; an index there that holds documents is
asked as it is. "alone" is what the same questions take that are sent once more, as they are, over a bare connection,
none of them answered from the server's cache. "counted" is the server's own account, in whole milliseconds rounded
down and with nothing for handing out documents by their keys, so that a third of short questions counts for nothing.
No query is asked twice: those that warm up are others.
"""

from __future__ import annotations

import argparse
import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench._search_corpus import make_corpus, read_corpus
from bench._search_tasks import make_tasks
from bench._search_texts import Corpus
from bench.search_speed import ASKED_OF
from search.api import Index, open_index
from search.documents import Query
from search.engines.elasticsearch.node import LeanNode
from tests.elasticsearch_node.node import Node

Asked = tuple[str, str, bytes | None, dict[str, str]]
"""A question as it is sent: method, target, body, headers."""

WARMING = 200
"""Queries that are asked before those that count."""


@dataclass
class Taken:
    """Milliseconds of one answer, and the questions that the server was asked for it."""

    whole: float = 0.0
    processor: float = 0.0
    alone: float = 0.0
    counted: int = 0
    questions: list[Asked] = field(default_factory=list)

    @property
    def asked(self) -> int:
        return len(self.questions)


@contextmanager
def watched() -> Iterator[Taken]:
    """Keep what is asked of the server in the block."""
    taken, perform = Taken(), LeanNode.perform_request

    def kept(
        self: LeanNode, method: str, target: str, body: Any = None, headers: Any = None, **more: Any
    ) -> Any:
        taken.questions.append((method, target, body, dict(headers)))
        return perform(self, method, target, body, headers, **more)

    LeanNode.perform_request = kept
    begun, used = time.perf_counter(), time.process_time()
    try:
        yield taken
    finally:
        taken.whole = 1000 * (time.perf_counter() - begun)
        taken.processor = 1000 * (time.process_time() - used)
        LeanNode.perform_request = perform


def ask_alone(server: HTTPConnection, taken: Taken) -> None:
    """Ask the same questions, and nothing else."""
    for method, target, body, headers in taken.questions:
        uncached = "?request_cache=false" if target.endswith("/_search") else ""
        begun = time.perf_counter()
        server.request(method, target + uncached, body, headers)
        answer = server.getresponse().read()
        taken.alone += 1000 * (time.perf_counter() - begun)
        if counted := re.match(rb'{"took":(\d+)', answer):
            taken.counted += int(counted[1])


def measure(index: Index, server: HTTPConnection, queries: Sequence[str]) -> list[Taken]:
    """Ask each query once."""
    found = []
    for query in queries:
        with watched() as taken:
            index.search(Query(text=query))
        ask_alone(server, taken)
        found.append(taken)
    return found


def line(name: str, found: Sequence[Taken]) -> str:
    """A row of the table: medians, and how many times what the server took, alone and as it counted, all took."""
    row = f"{name:<22}{len(found):>8}"
    for part in ("whole", "alone", "counted", "processor", "asked"):
        row += f"{statistics.median(getattr(taken, part) for taken in found):>11.1f}"
    for other in ("alone", "counted"):
        row += (
            f"{sum(each.whole for each in found) / max(1, sum(getattr(each, other) for each in found)):>9.2f}"
        )
    return row


def main() -> None:
    """Fill an index, ask it, print a table of all and of each kind of query."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=8000)
    parser.add_argument("--queries", type=int, default=1000)
    parser.add_argument("--corpus", type=Path, help="documents of one's own, a line of JSON each")
    parser.add_argument("--location", help="the address of an index on a node that runs already")
    options = parser.parse_args()
    corpus = read_corpus(options.corpus) if options.corpus else make_corpus(options.documents)
    some = Corpus(corpus.documents[:ASKED_OF], corpus.questions)
    wanted = options.queries + WARMING
    tasks = [task for task in make_tasks(some, -(-wanted // 11), seed=11) if not task.typing]
    random.Random(1).shuffle(tasks)
    warming, tasks = tasks[:WARMING], tasks[WARMING:wanted]
    with tempfile.TemporaryDirectory() as folder:
        node = None if options.location else Node(Path(folder), heap="1g", lasting=True)
        try:
            if node:
                node.start()
            location = options.location or f"{node.address if node else ''}/bench?timeout=60"
            index = open_index(location)
            if not index.health().documents:
                index.rebuild(corpus.documents)
            place = urlsplit(location)
            server = HTTPConnection(place.hostname or "", place.port)
            measure(index, server, [task.query for task in warming])
            columns = ("whole ms", "alone ms", "counted ms", "ours ms", "questions")
            print(
                f"{'':<22}{'answers':>8}"
                + "".join(f"{each:>11}" for each in columns)
                + f"{'/alone':>9}{'/counted':>9}"
            )
            found = measure(index, server, [task.query for task in tasks])
            print(line("all", found))
            for kind in dict.fromkeys(task.kind for task in tasks):
                print(
                    line(kind, [each for task, each in zip(tasks, found, strict=True) if task.kind == kind])
                )
            server.close()
            index.close()
        finally:
            if node:
                node.stop()


if __name__ == "__main__":
    main()
