"""Plans against a vocabulary that is written down here."""

from collections.abc import Iterable

from search.analysis.pinyin import sound
from search.parsing import parse
from search.planning import COMMON, POSTINGS, make_plan


class Written:
    """A vocabulary of given terms, each with the number of documents and of titles that hold it."""

    def __init__(self, size: int = 1000, **terms: tuple[int, int]) -> None:
        self._size, self._terms = size, terms

    def size(self) -> int:
        return self._size

    def counts(self, terms: Iterable[str]) -> dict[str, tuple[int, int]]:
        return {term: self._terms[term] for term in terms if term in self._terms}

    def sounding(self, sounds: Iterable[str]) -> dict[str, dict[str, tuple[int, int]]]:
        found: dict[str, dict[str, tuple[int, int]]] = {}
        for term, counts in self._terms.items():
            if not term.isascii() and 2 <= len(term) <= 4 and sound(term) in set(sounds):
                found.setdefault(sound(term), {})[term] = counts
        return found

    def spelling(self, term: str) -> str:
        return term


def plan(text, vocabulary):
    return make_plan(parse(text), vocabulary)


def test_known_words_are_looked_for_as_they_are():
    made = plan("志愿者 停水", Written(志愿者=(5, 1), 志愿=(9, 1), 停水=(3, 2)))
    assert set(made.body) == {"志愿者", "志愿", "停水"}
    assert made.group["志愿"] == "志愿者"
    assert made.minimums[0] == 2


def test_too_common_words_are_looked_for_in_titles_only():
    common = int(COMMON * 1000) + 1
    made = plan(
        "社区 停水 志愿 招募 报名",
        Written(社区=(common, 40), 停水=(3, 1), 志愿=(4, 1), 招募=(5, 1), 报名=(6, 1)),
    )
    assert set(made.titles) == {"社区"}
    assert set(made.body) == {"停水", "志愿", "招募", "报名"}


def test_reading_is_bounded():
    many = POSTINGS // 3
    words = ["停水", "志愿", "招募", "报名", "绿化"]
    made = plan(" ".join(words), Written(10_000_000, **dict.fromkeys(words, (many, many))))
    assert len(made.body) == 3
    assert sum(many for _ in made.titles) <= POSTINGS


def test_words_of_a_question_are_not_asked_for():
    vocabulary = Written(什么=(50, 0), 时候=(40, 0), 停水=(3, 1))
    made = plan("什么时候停水", vocabulary)
    assert "什么" not in made.body
    assert made.minimums == (0,)


def test_function_words_count_where_nothing_else_is_there():
    assert set(plan("the", Written(the=(900, 100))).body) == {"the"}
    assert set(plan("the water", Written(the=(900, 100), water=(3, 1))).body) == {"water"}


def test_pinyin_stands_for_the_words_of_its_sound_the_likelier_first():
    made = plan("zhiyuan", Written(志愿=(50, 5), 支援=(3, 0), 停水=(3, 1)))
    assert made.body["志愿"] == 1.0
    assert 0 < made.body["支援"] < 1.0
    assert "停水" not in made.body
    assert made.minimums[0] == 1


def test_a_known_word_of_letters_stays_itself_before_it_is_pinyin():
    made = plan("tuna", Written(tuna=(20, 1), 吐纳=(3, 0)))
    assert made.body["tuna"] == 1.0
    assert made.body["吐纳"] == 0.5


def test_homophones_are_tried_only_for_what_nothing_holds():
    vocabulary = Written(志愿=(50, 5), 志愿者=(40, 5), 愿者=(40, 5), 停水=(9, 3))
    assert "志愿者" in plan("知愿者", vocabulary).body
    assert "志愿者" in plan("停水知愿者", vocabulary).body
    assert not plan("停水", vocabulary).guesses


def test_a_sentence_with_known_words_is_not_corrected():
    vocabulary = Written(停水=(9, 3), 志愿者=(40, 5))
    assert not plan("请问停水期间知愿者应当在哪里登记报到并且领取用品", vocabulary).guesses


def test_one_wrong_letter_is_corrected():
    made = plan("voluntear", Written(volunteer=(1, 0), volunt=(30, 3)))
    assert made.body["volunt"] > made.body["volunteer"] > 0
    assert plan("vol", Written(volt=(5, 1))).body == {}


def test_nothing_known_is_an_empty_plan():
    made = plan("龘龘 qqqq", Written())
    assert made.clauses == ()


def test_a_wrong_character_is_seen_where_both_halves_are_known_by_chance():
    vocabulary = Written(业务=(90, 9), 税平=(1, 0), 业务水平=(12, 1), 水平=(30, 2))
    made = plan("业务税平", vocabulary)
    assert made.body["业务水平"] > 0
    worth = made.worth()
    assert worth["业务水平"][0] == worth["税平"][0] == worth["业务"][0]
    assert worth["业务水平"][1] > worth["业务"][1]
    assert made.minimums[0] == 1


def test_a_word_that_documents_hold_is_no_error_whatever_sounds_like_it():
    vocabulary = Written(业务=(90, 9), 务税=(2, 0), 税平=(1, 0), 业务水平=(12, 1))
    assert not plan("业务税平", vocabulary).guesses


def test_a_character_alone_between_known_words_is_no_error():
    vocabulary = Written(人口=(40, 5), 计划生育=(9, 4), 计划=(90, 9), 生育=(20, 4), 口语=(7, 1), 预计=(30, 0))
    assert not plan("人口与计划生育法", vocabulary).guesses


def test_every_group_is_worth_something():
    vocabulary = Written(抵押权=(12, 3), 抵押=(20, 3), 押权=(13, 3), 滴押=(1, 0))
    made = plan("抵押权滴押权", vocabulary)
    assert all(made.value[group] > 0 for group in made.group.values())


def test_a_guessed_word_may_hold_a_function_character():
    assert "有形" in plan("莠形", Written(有形=(9, 1), 有型=(2, 0))).body


def test_whatever_ends_as_a_question_is_not_asked_for_word_by_word():
    vocabulary = Written(淝水=(3, 1), 获胜=(9, 0), 一方=(90, 1))
    for asked in ("淝水获胜一方?", "淝水获胜的一方是", "淝水何人获胜"):
        assert plan(asked, vocabulary).minimums == (0,)
    assert plan("淝水 获胜", vocabulary).minimums[0] == 2
