"""One colour becomes a theme whose contrasts hold, whatever the colour."""

from hypothesis import given
from hypothesis import strategies as st

from cms.publishing.assets import Assets, contrast, hashed, mix, readable, theme_css

COLOURS = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)


def properties(css, dark=False):
    block = css.split("@media")[1 if dark else 0]
    pairs = block[block.index("--") : block.index("}")].split(";")
    return {name: value for name, _colon, value in (pair.strip().partition(":") for pair in pairs)}


def test_known_contrasts():
    assert contrast("#000000", "#ffffff") == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


@given(COLOURS)
def test_the_theme_can_be_read_on_paper_and_at_night(colour):
    light, dark = properties(theme_css(colour)), properties(theme_css(colour), dark=True)
    assert contrast(light["--theme"], "#ffffff") >= 4.5
    assert contrast(light["--theme-ink"], light["--theme"]) >= 4.5
    assert contrast(dark["--theme"], "#14171a") >= 4.5
    assert contrast(dark["--theme-ink"], dark["--theme"]) >= 4.5


@given(COLOURS)
def test_a_readable_colour_stays_as_it_is(colour):
    if contrast(colour, "#ffffff") >= 4.6:
        assert readable(colour, "#ffffff") == colour


def test_mixing():
    assert mix("#000000", "#ffffff", 0.5) == "#808080"


def test_a_changed_asset_has_a_changed_name(tmp_path):
    (tmp_path / "site.css").write_text("a{}")
    before = Assets(tmp_path).names["site.css"]
    (tmp_path / "site.css").write_text("b{}")
    assert Assets(tmp_path).names["site.css"] != before
    assert hashed("site.css", b"a{}") == before
