"""Styles, scripts and icons: self-contained, small, and all in use."""

import gzip
import re
from itertools import chain

import pytest

from cms.publishing.rendering.assets import Assets
from cms.publishing.rendering.theme import NIGHTS, PAPERS, contrast


@pytest.fixture(scope="module")
def sheets(site_folder):
    return {file.name: file.read_text() for file in (site_folder / "assets" / "styles").glob("*.css")}


@pytest.fixture(scope="module")
def sheet(site_folder):
    """The stylesheet as it is served."""
    return Assets(site_folder / "assets").sheet("#9f2d20").decode()


@pytest.fixture(scope="module")
def templates(site_folder):
    return {file.name: file.read_text() for file in (site_folder / "templates").rglob("*.html")}


def compressed(*texts: str) -> int:
    return sum(len(gzip.compress(text.encode(), mtime=0)) for text in texts)


def test_sheets_load_nothing(sheets):
    assert "tokens.css" in sheets
    assert {name for name, css in sheets.items() if re.search(r"url\(|@import|@font-face", css)} == set()


def test_every_sheet_is_in_the_one_that_is_served(sheets, sheet, site_folder):
    named = re.findall(r'"styles/([^"]+)"', (site_folder / "assets" / "site.css").read_text())
    assert sorted(named) == sorted(sheets)
    assert "@import" not in sheet
    assert sheet.count("{") == sheet.count("}")


def colours(css, scheme):
    """The colours of tokens.css by day (0) or night (1)."""
    return dict(
        re.findall(r"(--[\w-]+): (#\w{6});", css.split("@media (prefers-color-scheme: dark)")[scheme])
    )


@pytest.mark.parametrize(("scheme", "grounds"), [(0, PAPERS), (1, NIGHTS)], ids=["day", "night"])
def test_ink_can_be_read_on_the_grounds_that_the_theme_is_computed_for(sheets, scheme, grounds):
    known = colours(sheets["tokens.css"], scheme)
    assert tuple(known[name] for name in ("--paper", "--wash", "--raised")) == grounds
    for ground in grounds:
        assert contrast(known["--ink"], ground) >= 7
        assert contrast(known["--ink-soft"], ground) >= 4.5
        assert contrast(known["--warn"], ground) >= 4.5
        assert contrast(known["--line-strong"], ground) >= 3
    assert contrast(known["--ink"], known["--mark"]) >= 7
    assert contrast(known["--warn"], known["--warn-wash"]) >= 4.5


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
    assert named == there


def test_every_icon_is_drawn_and_none_is_left_over(templates):
    drawn = set(re.findall(r"^  \"([\w-]+)\": '", templates["icon.html"], flags=re.MULTILINE))
    used = {name for text in templates.values() for name in re.findall(r'ICONS\["([\w-]+)"\]', text)}
    of_files = set(re.findall(r'"(file-\w+|image)"', templates["blocks.html"]))
    assert used | of_files == drawn


def test_the_scripts_that_a_page_loads_are_within_15_kb(site_folder, pages):
    """Reading aloud is loaded when somebody asks for it, and is small, too."""
    loaded = [re.findall(r'<script src="[./]*assets/(\w+)\.', html) for html in pages.values()]
    sizes = {script.stem: len(script.read_bytes()) for script in (site_folder / "assets").glob("*.js")}
    assert {"access", "site", "suggest", "proof"} <= set(chain(*loaded))
    assert max(sum(sizes[name] for name in names) for names in loaded) <= 15_000
    assert sizes["aloud"] <= 7_000


def test_a_page_with_its_styles_is_within_50_kb_compressed(pages, sheet):
    heaviest = max(compressed(html) for html in pages.values())
    assert heaviest + compressed(sheet) <= 50_000


def test_every_step_of_a_focal_point_has_its_rule(sheets):
    css = "".join(sheets.values())
    steps = {f".focus-{axis}{step}" for axis in "xy" for step in range(5)}
    assert {step for step in steps if f"{step} {{" not in css} == set()
