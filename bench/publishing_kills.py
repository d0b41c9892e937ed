"""Kills in the thousands: of the worker and of the web server, on SQLite and on PostgreSQL.

    python bench/publishing_kills.py [MOMENTS]

Each line is a test that kills processes with `kill -9` at so many random moments, and compares what is left with what
was acknowledged and with a full build. The first that fails is shown and ends the run with a status of 1.
"""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

TESTS = Path(__file__).parents[1] / "tests/contract/publishing"
KILLED = {"worker": "test_kills.py", "web server": "test_web_kills.py"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("moments", nargs="?", type=int, default=500)
    moments = parser.parse_args().moments
    print(f"{'killed':>12}{'database':>12}{'moments':>9}{'seconds':>9}")
    for killed, test in KILLED.items():
        for database in ("sqlite", "postgres"):
            begun = time.perf_counter()
            command = [sys.executable, "-m", "pytest", "-q", TESTS / test, "-k", database]
            done = subprocess.run(
                command,
                env=os.environ | {"LINLI_KILLS": str(moments), "CI": "true"},  # where nothing is left out
                capture_output=True,
                text=True,
                check=False,
            )
            if done.returncode:
                print(done.stdout, done.stderr, sep="\n", file=sys.stderr)
                return 1
            print(f"{killed:>12}{database:>12}{moments:>9}{time.perf_counter() - begun:>9.0f}", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
