"""The law of publishing on new random series of changes, in the thousands.

    python bench/publishing_law.py [SERIES] [--steps 10]

After each series, with kills of the worker in it, the public tree is compared byte for byte with a full build into an
empty folder, the documents with the pages, and the index with a fresh one. The first difference ends the run with a
status of 1 and the series that leads to it.
"""

import argparse
import logging
import sys
import tempfile
import time
from pathlib import Path

from django.db import connection
from django.test.utils import setup_databases, teardown_databases

sys.path.insert(0, str(Path(__file__).parents[1]))

import bench._django  # noqa: F401
from tests.support.law.machine import Publishing, run
from tests.support.law.town import Town

MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of the run's own is made in it


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("series", nargs="?", type=int, default=2000)
    parser.add_argument("--steps", type=int, default=10)
    options = parser.parse_args()
    logging.disable(logging.WARNING)
    databases = setup_databases(verbosity=0, interactive=False)
    begun, failure = time.perf_counter(), None
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        connection.close()
        town = Town(Path(folder), Path(connection.settings_dict["NAME"]))
        try:
            run(town, series=options.series, steps=options.steps, repeatable=False)
        except Exception as error:  # whatever a change ended with, the series tells
            failure = error
    seconds, tally = time.perf_counter() - begun, Publishing.tally
    teardown_databases(databases, verbosity=0)
    print(f"{'series':>8}{'steps':>8}{'comparisons':>13}{'differences':>13}{'seconds':>9}")
    print(f"{tally.series:>8}{tally.steps:>8}{tally.comparisons:>13}{bool(failure):>13}{seconds:>9.0f}")
    if failure:
        print(failure, *getattr(failure, "__notes__", ()), sep="\n", file=sys.stderr)
    return bool(failure)


if __name__ == "__main__":
    raise SystemExit(main())
