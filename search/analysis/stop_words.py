"""Words that say little about what is sought."""

from __future__ import annotations

from search.analysis.latin import stem

SMALL = frozenset("的了是在有和与及或而之其于以为被由把将从到对这那哪谁何几么什吗呢吧也都就还又很请问怎样")
"""Function characters: a pair that holds one is a term only where it is a word."""

_ASKING_ENGLISH = "what which who whom whose when where why how"
ASKING = frozenset(
    (
        "什么 甚么 怎么 怎样 怎么样 怎么办 如何 为何 为什么 何时 何地 何处 何人 哪 哪个 哪些 哪里 哪儿 哪位 哪年 哪一 "
        "哪一个 哪一年 哪种 哪一种 谁 多少 多久 多大 多长 几 几个 几年 几次 几时 是否 能否 可否 吗 呢 请问 "
        + _ASKING_ENGLISH
    ).split()
)
"""Words of a question, which its answer seldom holds."""

_ASKS = frozenset("何哪谁")


def asks(word: str) -> bool:
    """Whether a word makes a question of what it stands in: 何年, 哪一国."""
    return word in ASKING or (len(word) == 2 and word[0] in _ASKS)


_ENGLISH = frozenset(
    (
        "a an the of to in on at by for from with and or is are was were be been do does did has have had much many "
        "that this these those it its as than then there their they you your he his her " + _ASKING_ENGLISH
    ).split()
)
STOP = _ENGLISH | frozenset(map(stem, _ENGLISH))
