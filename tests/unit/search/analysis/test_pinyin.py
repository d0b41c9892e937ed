import pytest

from search.analysis.pinyin import LONGEST_TYPED, keys, other_sounds, sound, spellings, syllables


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("社区", "shequ"),
        ("重庆", "chongqing"),
        ("绿化", "lvhua"),
        ("银行", "yinhang"),
        ("志愿者", "zhiyuanzhe"),
    ],
)
def test_sound(word, said):
    assert sound(word) == said


def test_other_sounds_are_those_of_the_characters():
    assert "zhongqing" in other_sounds("重庆")
    assert "chongqing" not in other_sounds("重庆")


def test_typed_letters_are_read_as_syllables_in_each_possible_way():
    assert syllables("xian")[:2] == (("xian",), ("xi", "an"))
    assert syllables("zhiyuanzhe")[0] == ("zhi", "yuan", "zhe")
    assert syllables("volunteer") == ()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("zhanlue", "战略"), ("luyou", "旅游"), ("lvyou", "旅游"), ("nuer", "女儿"), ("lunwen", "论文")],
)
def test_u_stands_for_an_umlaut_where_it_can(typed, meant):
    assert sound(meant) in spellings(typed)
    assert "lvnwen" not in spellings(typed)


def test_very_long_typing_is_not_read():
    assert syllables("a" * (LONGEST_TYPED + 1)) == ()


def test_keys_are_full_pinyin_and_initials_cut_at_a_length():
    assert keys("社区文化节", 24) == ("shequwenhuajie", "sqwhj")
    assert keys("社区文化节", 3) == ("she", "sqw")
