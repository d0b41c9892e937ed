"""Styles, scripts and icons: self-contained, small, and all in use."""

import gzip
import re

import pytest


@pytest.fixture(scope="module")
def sheets(site_folder):
    return {file.name: file.read_text() for file in (site_folder / "assets").glob("*.css")}


@pytest.fixture(scope="module")
def templates(site_folder):
    return {file.name: file.read_text() for file in (site_folder / "templates").rglob("*.html")}


def compressed(*texts: str) -> int:
    return sum(len(gzip.compress(text.encode(), mtime=0)) for text in texts)


def test_sheets_load_nothing(sheets):
    assert "tokens.css" in sheets
    assert {name for name, css in sheets.items() if re.search(r"url\(|@import|@font-face", css)} == set()


def test_every_rule_is_in_a_declared_layer(sheets):
    layers = re.search(r"@layer ([\w, ]+);", sheets["tokens.css"])[1].split(", ")
    for name, css in sheets.items():
        outermost = re.findall(
            r"^[^\s/}].*$", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL), flags=re.MULTILINE
        )
        opened = [line for line in outermost if not line.endswith(";")]
        assert opened, name
        assert set(opened) <= {f"@layer {layer} {{" for layer in layers}, name


def test_every_property_used_is_defined(sheets):
    css = "".join(sheets.values())
    from_theme = {"--theme", "--theme-ink", "--theme-strong", "--theme-tint", "--theme-line"}
    assert set(re.findall(r"var\((--[\w-]+)", css)) - from_theme <= set(re.findall(r"(--[\w-]+):", css))


def test_chinese_is_never_slanted_or_spaced_as_latin(sheets):
    assert {
        name
        for name, css in sheets.items()
        if re.search(r"font-style:\s*(italic|oblique)|text-transform", css)
    } == set()


def test_every_asset_that_a_page_names_is_there_and_no_other(site_folder, templates):
    named = {name for text in templates.values() for name in re.findall(r'asset\("([^"]+)"\)', text)}
    there = {file.name for file in (site_folder / "assets").iterdir() if file.is_file()}
    assert named - {"theme.css"} == there


def test_every_icon_is_drawn_and_none_is_left_over(templates):
    drawn = set(re.findall(r"^  \"([\w-]+)\": '", templates["icon.html"], flags=re.MULTILINE))
    used = {name for text in templates.values() for name in re.findall(r'ICONS\["([\w-]+)"\]', text)}
    of_files = set(re.findall(r'"(file-\w+|image)"', templates["blocks.html"]))
    assert used | of_files == drawn


def test_scripts_are_within_15_kb(site_folder):
    scripts = list((site_folder / "assets").glob("*.js"))
    assert scripts
    assert sum(len(script.read_bytes()) for script in scripts) <= 15_000


def test_a_page_with_its_styles_is_within_50_kb_compressed(pages, sheets):
    heaviest = max(compressed(html) for html in pages.values())
    assert heaviest + compressed(*sheets.values()) <= 50_000


def test_every_step_of_a_focal_point_has_its_rule(sheets):
    css = "".join(sheets.values())
    steps = {f".focus-{axis}{step}" for axis in "xy" for step in range(5)}
    assert {step for step in steps if f"{step} {{" not in css} == set()
