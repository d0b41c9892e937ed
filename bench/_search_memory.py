"""How much a process grows by answering: run as a program of its own, which has loaded nothing before.

    python bench/_search_memory.py LOCATION < QUERIES       a query each line; prints two numbers of MB

What the system keeps of the index's files is not counted: it gives that up whenever somebody needs the memory.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))


def own_memory() -> float:
    """The memory of this process that is no file's, in MB."""
    found = re.search(r"^Anonymous:\s+(\d+) kB", Path("/proc/self/smaps_rollup").read_text(), re.M)
    return int(found[1]) / 1024 if found else 0.0


def growth(location: str, queries: Sequence[str]) -> tuple[float, float]:
    """MB of a fresh process before it opens the index at this place, and by how much it grows with these queries."""
    program = [sys.executable, str(Path(__file__)), location]
    done = subprocess.run(program, input="\n".join(queries), capture_output=True, text=True, check=True)
    before, grown = map(float, done.stdout.split())
    return before, grown


def main() -> None:
    """Answer each line of the input, as a page and while typing."""
    before = own_memory()
    from search.api import open_index  # noqa: PLC0415 (what it loads is to be measured)
    from search.documents import Query  # noqa: PLC0415

    index = open_index(sys.argv[1])
    for line in sys.stdin:
        index.search(Query(text=line.strip()))
        index.suggest(line.strip())
    print(before, own_memory() - before)


if __name__ == "__main__":
    main()
