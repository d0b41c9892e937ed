"""What the README and docs/ say is there."""

import re
import subprocess
from pathlib import Path

import pytest
from django.core.management import get_commands

PROJECT = Path(__file__).parents[3]
PAGES = sorted([PROJECT / "README.md", PROJECT / "CHANGELOG.md", *(PROJECT / "docs").rglob("*.md")])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(PROJECT).as_posix())
def test_every_link_leads_somewhere(page):
    text = page.read_text()
    targets = re.findall(r"\]\(([^)\s]+)\)|(?:src|href)=\"([^\"]+)\"", text)
    local = {link for pair in targets for link in pair if link and not re.match(r"https?:|mailto:|#", link)}

    missing = [link for link in local if not (page.parent / link.partition("#")[0]).exists()]

    assert not missing


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(PROJECT).as_posix())
def test_every_command_that_is_named_exists(page):
    text = page.read_text()
    targets = set(re.findall(r"^([a-z-]+):", (PROJECT / "Makefile").read_text(), re.MULTILINE))
    code = "\n".join(re.findall(r"`[^`\n]+`|^```.*?^```", text, re.MULTILINE | re.DOTALL))

    assert set(re.findall(r"\bmake ([a-z][a-z-]+)", code)) <= targets
    assert set(re.findall(r"manage\.py ([a-z_]+)", code)) <= set(get_commands())


def test_make_alone_lists_every_target_a_person_needs():
    listed = subprocess.run(["make"], cwd=PROJECT, capture_output=True, text=True, check=True).stdout

    for target in ("setup", "run", "test", "lint", "bench"):
        assert re.search(rf"^\s*make {target}\s+\S", listed, re.MULTILINE)


def test_every_environment_variable_is_explained_to_operators():
    sources = [*(PROJECT / "cms" / "settings").glob("*.py"), *(PROJECT / "cms" / "operations").rglob("*.py")]
    read = {
        name
        for source in sources
        for name in re.findall(r"(?:text|words|environ\.get)\(\s*\"([A-Z_]+)\"", source.read_text())
    }
    explained = (PROJECT / "docs" / "operators.md").read_text()

    assert read
    assert not [name for name in read if f"`{name}`" not in explained]
