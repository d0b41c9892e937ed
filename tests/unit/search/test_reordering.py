"""The order of candidates, by documents and words that are written down here."""

from search.engines.base import Candidate
from search.guessing import Guess
from search.meanings import spread
from search.planning import Plan
from search.reordering import reorder


def plan(*words: str) -> Plan:
    each = dict.fromkeys(words, 1.0)
    return Plan(" ".join(words), body=dict(each), group={word: word for word in words}, value=dict(each))


def order(made: Plan, *bodies: str) -> list[int]:
    candidates = [Candidate(at, 1.0, "", body) for at, body in enumerate(bodies)]
    return [scored.candidate.ref for scored in reorder(candidates, made, 10)]


def test_all_words_far_apart_come_before_some_of_them_side_by_side():
    far = "停水" + "的" * 900 + "绿化" + "的" * 900 + "报名"
    assert order(plan("停水", "绿化", "报名"), "停水绿化" + "的" * 1800, far) == [1, 0]


def test_of_two_with_all_words_the_one_with_them_together_comes_first():
    far = "停水" + "的" * 900 + "绿化"
    assert order(plan("停水", "绿化"), far, "停水绿化" + "的" * 900) == [1, 0]


def test_what_else_may_be_meant_follows_the_first_hit():
    made = plan("事件", "实践")
    made.text, made.group = "shijian", {"事件": "shijian", "实践": "shijian"}
    made.value, made.guesses = {"shijian": 1.0}, (Guess("shijian", {"事件": 1.0, "实践": 0.9}, "shijian"),)
    assert order(made, "事件一", "事件二", "事件三", "实践") == [0, 3, 1, 2]
    assert order(made, "事件一", "事件和实践")[0] == 1


def test_of_what_may_be_meant_what_is_in_a_title_and_in_force_comes_first():
    found = [
        Candidate(0, 3.0, "", "事件"),
        Candidate(1, 2.0, "事件", "", "repealed"),
        Candidate(2, 1.0, "事件", "", "in_force"),
    ]
    assert [candidate.ref for candidate, _ in spread(found, {"事件": 1.0}, 10)] == [2, 1, 0]
