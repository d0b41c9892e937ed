"""Rules that hold for every file in the repository."""

import re
import subprocess
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[3]
LIMIT_OF_A_PICTURE = 400_000
TEXT = {".py", ".md", ".txt", ".in", ".toml", ".html", ".css", ".js", ".json", ".po", ".sh", ".svg", ""}


@pytest.fixture(scope="module")
def files():
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=PROJECT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    return [path for name in listed.split("\0") if name and (path := PROJECT / name).is_file()]


def test_no_file_names_a_folder_of_one_machine(files):
    pattern = re.compile(r"(?<![\w.$}])/(?:work|root|home/\w+|Users/\w+)/\w|/tmp/\w+/\w")
    found = [
        f"{path.relative_to(PROJECT)}: {match[0]}"
        for path in files
        if path.suffix in TEXT and (match := pattern.search(path.read_text(errors="replace")))
    ]

    assert not found


def test_locks_are_hashed_and_name_no_host():
    for name in ("requirements.txt", "requirements-dev.txt"):
        lock = (PROJECT / name).read_text()
        pinned = re.findall(r"^[A-Za-z0-9_.-]+(?:\[\w+\])?==\S+", lock, re.MULTILINE)
        assert pinned
        assert lock.count("--hash=sha256:") >= len(pinned)
        assert "://" not in lock
        assert "--index-url" not in lock


def test_every_dependency_tells_its_reason():
    for name in ("requirements.in", "requirements-dev.in"):
        for line in (PROJECT / name).read_text().splitlines():
            if line and not line.startswith(("#", "-")):
                assert re.search(r"\s# \S", line), line


def test_pictures_of_the_documentation_are_small(files):
    pictures = [path for path in files if path.parent == PROJECT / "docs" / "images"]
    too_large = [path.name for path in pictures if path.stat().st_size > LIMIT_OF_A_PICTURE]

    assert not too_large


def test_what_the_program_makes_is_never_committed(files):
    names = [path.relative_to(PROJECT).as_posix() for path in files]
    made = [
        name
        for name in names
        if name.startswith(("data/", "site/public/", ".venv/")) or "__pycache__" in name
    ]
    uploads = [name for name in names if name.startswith("media/") and not name.startswith("media/demo/")]

    assert not made
    assert not uploads
