"""Styles, scripts and icons as they are served."""

import pytest

from cms.publishing.rendering.assets import Assets, hashed, small


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles" / "base.css").write_text("/* why */\n@layer base {\n  a {\n    top: 0;\n  }\n}\n")
    (tmp_path / "styles" / "paper.css").write_text("b {\n}\n")
    (tmp_path / "site.css").write_text(
        '@import "theme.css";\n@import "styles/base.css";\n@import "styles/paper.css" print;\n'
    )
    return tmp_path


def test_the_sheets_are_one_file_with_the_theme_in_it(folder):
    css = Assets(folder).sheet("#9f2d20").decode()

    assert css.startswith(":root{--theme:#9f2d20;")
    assert css.endswith("@layer base {\na {\ntop: 0;\n}\n}\n@media print {\nb {\n}\n}\n")
    assert "why" not in css
    assert "@import" not in css


def test_each_colour_has_a_stylesheet_of_its_own_and_the_parts_are_not_served(folder):
    red, green = (Assets(folder).named_with(colour) for colour in ("#9f2d20", "#1d5f4a"))

    assert red.keys() == {"site.css"}
    assert red != green


def test_a_missing_sheet_is_told(folder):
    (folder / "styles" / "base.css").unlink()
    with pytest.raises(FileNotFoundError):
        Assets(folder).sheet("#9f2d20")


def test_comments_and_indentation_are_left_out():
    assert small("/* a\n b */\n\na {\n  top: 0;\n}\n") == "a {\ntop: 0;\n}\n"


def test_a_changed_asset_has_a_changed_name(tmp_path):
    (tmp_path / "site.js").write_text("a{}")
    before = Assets(tmp_path).names["site.js"]
    (tmp_path / "site.js").write_text("b{}")
    assert Assets(tmp_path).names["site.js"] != before
    assert hashed("site.js", b"a{}") == before
