"""Words that say little about what is sought."""

from __future__ import annotations

from search.analysis.latin import stem

SMALL = frozenset("的了是在有和与及或而之其于以为被由把将从到对这那哪谁何几么什吗呢吧也都就还又很请问怎样")
"""Function characters: a pair that holds one is a term only where it is a word."""

_ENGLISH = frozenset(
    """a an the of to in on at by for from with and or is are was were be been do does did has have had what which who
    whom whose when where why how many much that this these those it its as than then there their they you your he his
    her""".split()
)
STOP = _ENGLISH | frozenset(map(stem, _ENGLISH))
