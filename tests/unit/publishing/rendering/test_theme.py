"""One colour becomes a theme whose contrasts hold, whatever the colour."""

from hypothesis import given
from hypothesis import strategies as st

from cms.publishing.rendering.theme import NIGHTS, PAPERS, contrast, mix, readable, theme_css

COLOURS = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)


def properties(css, dark=False):
    block = css.split("@media")[1 if dark else 0]
    pairs = block[block.index("--") : block.index("}")].split(";")
    return {name: value for name, _colon, value in (pair.strip().partition(":") for pair in pairs)}


def test_known_contrasts():
    assert contrast("#000000", "#ffffff") == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


@given(COLOURS)
def test_the_theme_can_be_read_on_every_ground(colour):
    css = theme_css(colour)
    by_night = (*NIGHTS, "#000000")  # the access mode is black on white, or white on black
    for theme, grounds in ((properties(css), PAPERS), (properties(css, dark=True), by_night)):
        for ground in (*grounds, theme["--theme-tint"]):
            assert contrast(theme["--theme-strong"], ground) >= 7
        for ground in grounds:
            assert contrast(theme["--theme"], ground) >= 4.5
        assert contrast(theme["--theme-ink"], theme["--theme"]) >= 4.5
        assert contrast(theme["--theme-ink"], theme["--theme-strong"]) >= 7


@given(COLOURS)
def test_a_readable_colour_stays_as_it_is(colour):
    if contrast(colour, "#ffffff") >= 4.6:
        assert readable(colour, ["#ffffff"]) == colour


def test_mixing():
    assert mix("#000000", "#ffffff", 0.5) == "#808080"
