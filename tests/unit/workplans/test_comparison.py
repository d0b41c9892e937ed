"""Two plans compared, task by task and word by word."""

from hypothesis import given
from hypothesis import strategies as st

from cms.workplans.rules.comparison import compare
from cms.workplans.rules.matching import Item
from cms.workplans.rules.wording import CELLS, Budget, runs

TEXT = st.text(alphabet="社区计划养老。；, ab1\n", max_size=40)
ITEMS = st.lists(st.tuples(TEXT, TEXT, st.integers(1, 4)), max_size=8)

CARE = "在市局的指导下，逐步扩大虚拟养老服务试点社区范围，积极兴建养老设施，满足老年人的生活需求。"
ELECTION = "依法做好居民委员会换届选举工作，居民选民登记率不低于百分之九十。"
BRAND = "每个社区打造一个文化品牌，举办邻里节、灯会和读书会。"
YOUTH = "暑假期间为青少年开设科普课堂，邀请大学生志愿者授课。"


def items(texts, prefix="a"):
    """Tasks with these texts, numbered as they stand."""
    return [Item(f"{prefix}{number}", f"{number}.", "", text) for number, text in enumerate(texts, start=1)]


def kinds(found):
    return [
        (change.kind, (change.later or change.earlier).uid, change.earlier and change.earlier.uid)
        for change in found.changes
    ]


def joined(found, *kinds):
    return "".join(run.text for run in found if run.kind in kinds)


def test_tasks_are_kept_changed_new_and_dropped():
    earlier = items([CARE, ELECTION, BRAND])
    later = items([CARE.replace("逐步扩大", "继续扩大"), YOUTH, BRAND], "b")
    found = compare(earlier, later)
    assert kinds(found) == [
        ("changed", "b1", "a1"),
        ("new", "b2", None),
        ("kept", "b3", "a3"),
        ("dropped", "a2", "a2"),
    ]
    assert found.counts() == {"new": 1, "changed": 1, "kept": 1, "dropped": 1}
    assert [(run.kind, run.text) for run in found.changes[0].text if run.kind != "kept"] == [
        ("removed", "逐步"),
        ("added", "继续"),
    ]


def test_tasks_that_were_put_elsewhere_are_still_found_and_told():
    earlier = items([CARE, ELECTION, BRAND, YOUTH])
    later = items([YOUTH, CARE, ELECTION, BRAND], "b")
    found = compare(earlier, later).changes
    assert [change.kind for change in found] == ["kept"] * 4
    assert [change.is_moved for change in found] == [True, False, False, False]
    assert [change.is_renumbered for change in found] == [True] * 4


def test_what_became_part_of_another_task_has_moved():
    (change,) = compare(items([CARE]), [Item("b1", "1.", "", CARE, level=2)]).changes
    assert (change.kind, change.is_moved) == ("kept", True)


def test_the_same_uid_counts_for_more_than_the_words():
    earlier = [Item("x", "1.", "", CARE), Item("y", "2.", "", BRAND)]
    later = [Item("x", "1.", "", BRAND), Item("z", "2.", "", CARE)]
    assert kinds(compare(earlier, later)) == [
        ("changed", "x", "x"),
        ("new", "z", None),
        ("dropped", "y", "y"),
    ]


def test_what_staff_say_counts_for_more_than_all_else():
    earlier, later = items([CARE, BRAND]), items([CARE, YOUTH], "b")
    said = {"b1": None, "b2": "a1"}
    assert kinds(compare(earlier, later, said)) == [
        ("new", "b1", None),
        ("changed", "b2", "a1"),
        ("dropped", "a2", "a2"),
    ]


def test_a_task_that_was_split_is_continued_by_both_where_staff_say_so():
    found = compare(items([CARE]), items([CARE[:20], CARE[20:]], "b"), {"b1": "a1", "b2": "a1"})
    assert [change.earlier.uid for change in found.changes] == ["a1", "a1"]


def test_a_task_that_staff_named_and_that_is_gone_is_matched_by_its_words():
    assert kinds(compare(items([CARE]), items([CARE], "b"), {"b1": "gone"})) == [("kept", "b1", "a1")]


def test_tasks_of_the_same_words_pair_up_in_their_order():
    found = compare(items(["加强领导。"] * 3), items(["加强领导。"] * 3, "b"))
    assert kinds(found) == [("kept", f"b{n}", f"a{n}") for n in (1, 2, 3)]
    assert not any(change.is_moved for change in found.changes)


def test_english_tasks_are_not_alike_for_their_letters():
    earlier = items(["Hold the election of the neighbourhood committee in March."])
    later = items(["Open a reading room for the children of the three communities."], "b")
    assert compare(earlier, later).counts() == {"new": 1, "changed": 0, "kept": 0, "dropped": 1}


def test_english_is_compared_by_words_and_chinese_by_characters():
    english = runs("Hold three events in 2-3 communities.", "Hold five events in all communities.")
    assert [run.text for run in english if run.kind != "kept"] == ["three", "five", "2-3", "all"]
    chinese = runs("推进社区文化试点，办三场活动。", "推进社区文化试点，办五场活动。")
    assert [(run.kind, run.text) for run in chinese if run.kind != "kept"] == [
        ("removed", "三"),
        ("added", "五"),
    ]


def test_texts_with_nothing_in_common_stand_one_for_the_other():
    assert [(run.kind, run.text) for run in runs(CARE, YOUTH)] == [("removed", CARE), ("added", YOUTH)]


def test_long_texts_are_compared_by_sentences():
    sentences = [f"第{number}项工作要落实到人，按月检查。" for number in range(200)]
    later = [*sentences[:90], "新增一项。", *sentences[91:]]
    spent = Budget(0)
    found = runs("".join(sentences), "".join(later), spent)
    assert joined(found, "removed") == sentences[90].rstrip("。")
    assert joined(found, "added") == "新增一项"


def test_what_is_compared_word_by_word_is_bounded():
    budget = Budget(5)
    assert not budget.pays("甲乙丙", "丁戊己")
    assert budget.pays("甲乙", "丙丁")
    assert not budget.pays("甲乙", "丙丁")
    assert not Budget(10 * CELLS).pays("甲" * CELLS, "乙乙")


@given(TEXT, TEXT, st.sampled_from([0, 10, CELLS]))
def test_runs_hold_both_texts_whole(before, after, cells):
    found = runs(before, after, Budget(cells))
    assert joined(found, "kept", "removed") == before
    assert joined(found, "kept", "added") == after
    assert all(run.text for run in found)


@given(ITEMS, ITEMS, st.data())
def test_every_task_is_accounted_for_once(before, after, data):
    earlier, later = (
        [
            Item(f"{name}{at}", f"{at}.", heading, text, level)
            for at, (heading, text, level) in enumerate(rows)
        ]
        for name, rows in (("a", before), ("b", after))
    )
    uids = st.sampled_from([item.uid for item in earlier] or ["none"])
    said = data.draw(
        st.dictionaries(st.sampled_from([item.uid for item in later] or ["none"]), uids | st.none())
    )
    found = compare(earlier, later, said)
    assert [change.later for change in found.changes if change.later] == later
    continued = {change.earlier.uid for change in found.changes if change.later and change.earlier}
    dropped = [change.earlier.uid for change in found.changes if not change.later]
    assert sorted([*continued, *dropped]) == sorted(item.uid for item in earlier)
    for change in found.changes:
        if change.by in ("uid", "words"):
            assert said.get(change.later.uid, "") is not None
            assert sum(other.earlier == change.earlier for other in found.changes) == 1
        if change.kind in ("kept", "changed"):
            assert joined(change.text, "kept", "added") in (change.later.text, "")
            same = (change.earlier.heading, change.earlier.text) == (change.later.heading, change.later.text)
            assert same == (change.kind == "kept")


@given(ITEMS)
def test_a_plan_beside_itself_keeps_everything(rows):
    plan = [Item(f"a{at}", f"{at}.", heading, text, level) for at, (heading, text, level) in enumerate(rows)]
    assert all(change.kind == "kept" and not change.is_moved for change in compare(plan, plan).changes)
