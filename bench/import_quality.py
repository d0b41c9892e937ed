"""Items read as a person reads them: F1 for each document in tests/inputs/plans, and the mean."""

import os
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")

import django  # noqa: E402

django.setup()

from cms.importing.api import read_file  # noqa: E402
from tests.unit.importing.quality import (  # noqa: E402
    expected_items,
    expected_readings,
    f1,
    items_of,
    source_of,
)


def main() -> None:
    """Print one table."""
    print(f"{'document':<14}{'expected':>10}{'found':>8}{'F1':>8}{'exact':>8}{'ms':>8}")
    scores = []
    for path in expected_readings():
        source = source_of(path)
        started = time.perf_counter()
        found = items_of(read_file(source))
        seconds = time.perf_counter() - started
        expected = expected_items(path)
        score = f1(expected, found)
        scores.append(score)
        exact = "yes" if score == 1 else "no"
        print(
            f"{source.name:<14}{len(expected):>10}{len(found):>8}{score:>8.3f}{exact:>8}{seconds * 1000:>8.0f}"
        )
    exact = sum(score == 1 for score in scores)
    print(f"mean F1 {sum(scores) / len(scores):.3f}, exact {exact} of {len(scores)}")


if __name__ == "__main__":
    main()
