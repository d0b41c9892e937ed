from hypothesis import given, settings
from hypothesis import strategies as st

from search.analysis.folding import fold
from search.analysis.segmentation import LONGEST_TERM, is_word, run_terms, terms, text_terms, words

CHINESE = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=2, max_size=20)


def test_terms_are_words_and_pairs():
    assert set(terms("志愿者招募")) >= {"志愿", "志愿者", "招募", "者招"}


def test_terms_of_letters_are_stems():
    assert terms(fold("Volunteers were trained in 2019")) == ["volunt", "were", "train", "in", "2019"]


def test_pairs_with_a_function_character_are_left_out_unless_they_are_words():
    found = terms("居民的权利和义务")
    assert not {"民的", "的权", "利和", "和义"} & set(found)
    assert "有关" in terms("有关单位")


def test_a_single_character_is_a_term_only_alone():
    assert terms("水") == ["水"]
    assert "水" not in terms("停水")


def test_overlong_words_are_cut():
    assert run_terms("x" * 1000) == ("x" * LONGEST_TERM,)


def test_words_do_not_overlap():
    assert "".join(words("居委会换届选举")) == "居委会换届选举"
    assert is_word("社区")
    assert not is_word("区居")


@settings(deadline=None, max_examples=50)
@given(CHINESE)
def test_each_pair_that_could_be_asked_for_is_a_term(run):
    found = set(terms(run))
    small = set("的了是在有和与及或而之其于以为被由把将从到对这那哪谁何几么什吗呢吧也都就还又很请问怎样")
    for at in range(len(run) - 1):
        pair = run[at : at + 2]
        assert pair in found or set(pair) & small


def test_a_word_with_a_function_character_is_a_term_wherever_it_stands():
    assert "自由" in text_terms("自由")
    assert "自由" in text_terms("自由、平等")
    assert "自由" in text_terms("人身自由权")
