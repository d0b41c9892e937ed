import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.analysis.folding import fold, fold_with_positions, is_han, plain, runs

ANY_TEXT = st.text(st.characters(codec=None), max_size=60)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("２０１８Ａ", "2018a"),
        ("志願者服務", "志愿者服务"),
        ("Élection Straße", "election straße"),
        ("ﬁne ½ ㎡", "fine 1⁄2 m2"),
        ("一\u200b二\ufeff三", "一二三"),
        ("a\x00b\ud800c", "a b c"),
        ("豈", "岂"),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded


def test_brackets_and_spacing_make_no_difference():
    alike = ["清办发〔2019〕3号", "清办发[2019]3号", "清办发（２０１９）３號", "清办发 2019 3号"]
    assert {plain(fold(text)) for text in alike} == {"清办发 2019 3 号"}


def test_runs_part_scripts():
    assert runs("2018广州covid19，〇七年𠮷野") == ["2018", "广州", "covid19", "〇七年𠮷野"]
    assert [is_han(run) for run in ("广", "〇", "𠮷", "a", "7", "，")] == [
        True,
        True,
        True,
        False,
        False,
        False,
    ]


@settings(deadline=None, max_examples=50)
@given(ANY_TEXT)
def test_folding_again_changes_nothing_that_is_compared(text):
    assert plain(fold(fold(text))) == plain(fold(text))


@settings(deadline=None, max_examples=50)
@given(ANY_TEXT)
def test_each_folded_character_knows_where_it_came_from(text):
    folded, positions = fold_with_positions(text)
    assert folded == fold(text)
    assert len(positions) == len(folded)
    assert list(positions) == sorted(positions)
    assert all(0 <= position < len(text) for position in positions)


def test_every_chinese_character_stays_one_character():
    everything = "".join(map(chr, range(0x3400, 0xA000)))
    assert len(fold(everything)) == len(everything)
    assert all(map(is_han, fold(everything)))
