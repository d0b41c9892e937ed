"""The law of publishing: after any series of changes the public tree is, byte for byte, what a full build gives
in an empty folder, and the index answers as a fresh one does. `make bench BENCH=law` tries thousands of series.
"""

import pytest

from tests.support.law.machine import run
from tests.support.law.town import Town

SERIES, STEPS = 200, 5


@pytest.mark.django_db
def test_the_tree_equals_a_full_build_after_any_series_of_changes(tmp_path, migrated_database):
    tally = run(Town(tmp_path, migrated_database), series=SERIES, steps=STEPS, repeatable=True)
    assert tally.comparisons >= SERIES
