"""Make the public text that search is tuned and tested on: laws, encyclopedia paragraphs with questions, English.

    git clone https://github.com/LawRefBook/Laws text/laws            (laws and regulations)
    git clone https://github.com/ymcui/cmrc2018 text/cmrc             (simplified; questions)
    git clone https://github.com/DRCKnowledgeTeam/DRCD text/drcd      (traditional; questions)
    git clone https://github.com/deepmind/xquad text/xquad            (simplified and English; questions)
    git clone https://github.com/nlpdata/c3 text/c3                   (reports and stories)
    python bench/make_search_corpus.py text corpus.jsonl [--mixed 8000]
    python bench/search_quality.py --corpus corpus.jsonl --half test

Without `--mixed` there are all laws, every chapter for itself: next to nothing but near duplicates, which is hard. With
it there are so many documents of all kinds, a law once, none longer than 1,500 characters: what a site is like.

The text stays with its owners: nothing of it is kept here. A clone without a work tree is read from its newest commit.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench._search_corpus import english_sections

LONGEST_PART = 3000
"""Characters after which a law goes on in a document of its own."""

LONGEST_MIXED, SHORTEST_MIXED = 1500, 120
"""Characters of a document of the mixed corpus."""

_COMMENT = re.compile(r"<!--.*?-->", re.S)
_DATED = re.compile(r"\((\d{4}-\d\d-\d\d)\)$")

Line = dict[str, Any]


def git(folder: Path, *command: str) -> str:
    """What git says about a clone."""
    done = subprocess.run(
        ["git", "-C", str(folder), "-c", "core.quotepath=off", *command], capture_output=True, check=True
    )
    return done.stdout.decode("utf-8", "replace")


def laws(folder: Path) -> Iterator[Line]:
    """Each law in its newest wording; a long one chapter by chapter."""
    newest: dict[str, tuple[str, str]] = {}
    for path in git(folder, "ls-tree", "-r", "--name-only", "HEAD").splitlines():
        if path.endswith(".md") and not path.endswith(("_index.md", "README.md")):
            name = Path(path).stem
            dated = _DATED.search(name)
            title, day = _DATED.sub("", name), dated[1] if dated else ""
            if title not in newest or newest[title][0] < day:
                newest[title] = day, path
    for title, (day, path) in sorted(newest.items()):
        text = _COMMENT.sub("", git(folder, "show", f"HEAD:{path}"))
        for number, piece in enumerate(pieces(text)):
            heading = re.search(r"^##+ (.+)$", piece, re.M)
            name = f"{title} {heading[1]}" if number and heading else title
            body = re.sub(r"^#+ ", "", piece, flags=re.M).strip()
            yield {"title": name, "body": body, "type": "policy", "date": day or None}


def pieces(text: str) -> Iterator[str]:
    """A law, parted before a chapter wherever it has grown long enough."""
    grown = ""
    for chapter in re.split(r"(?=^## )", text, flags=re.M):
        if grown and len(grown) + len(chapter) > LONGEST_PART:
            yield grown
            grown = ""
        grown += chapter
    yield grown


def asked(folder: Path, paths: list[str]) -> Iterator[Line]:
    """Paragraphs of an encyclopedia, each with the questions that it answers."""
    for path in paths:
        for entry in json.loads(git(folder, "show", f"HEAD:{path}"))["data"]:
            for number, paragraph in enumerate(entry["paragraphs"]):
                text = paragraph["context"]
                start = re.split(r"[，。：；,（(]", text)[0][:30]
                title = f"{entry['title']} {number + 1}" if entry.get("title") else start
                questions = [question["question"] for question in paragraph["qas"]]
                yield {"title": title, "body": text, "type": "page", "questions": questions}


def translated(folder: Path, language: str) -> Iterator[Line]:
    """Paragraphs that exist in several languages, with questions."""
    locale = {"en": "en"}.get(language, "zh-hans")
    for line in asked(folder, [f"xquad.{language}.json"]):
        yield line | {"locale": locale}


def reports(folder: Path) -> Iterator[Line]:
    """Short reports and stories, each under its first clause."""
    for name in ("train", "dev", "test"):
        for passages, *_ in json.loads(git(folder, "show", f"HEAD:data/c3-m-{name}.json")):
            text = "\n".join(passages)
            yield {"title": re.split(r"[，。：；,！？]", text)[0][:30], "body": text, "type": "news"}


def mixed(lines: list[Line], extra: list[Line], count: int) -> list[Line]:
    """So many documents: everything that is no law, and laws for the rest, each law once."""
    first = {line["title"].split(" ")[0]: line for line in reversed(lines) if line["type"] == "policy"}
    rest = [line for line in lines if line["type"] != "policy"] + extra
    rest = [line for line in rest if len(line["body"]) >= SHORTEST_MIXED]
    chance = random.Random(1)
    chosen = rest + chance.sample(sorted(first.values(), key=lambda line: line["title"]), count - len(rest))
    chance.shuffle(chosen)
    return [line | {"body": line["body"][:LONGEST_MIXED]} for line in chosen]


def main() -> None:
    """Write one line of JSON for each document."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="where laws/, cmrc/ and drcd/ are")
    parser.add_argument("output", type=Path)
    parser.add_argument("--mixed", type=int, help="so many documents of all kinds")
    options = parser.parse_args()
    lines = [
        *laws(options.folder / "laws"),
        *asked(
            options.folder / "cmrc",
            [f"squad-style-data/cmrc2018_{name}.json" for name in ("dev", "trial")],
        ),
        *asked(options.folder / "drcd", ["DRCD_dev.json", "DRCD_test.json"]),
        *(
            {"title": title, "body": text, "type": "page", "locale": "en"}
            for title, text in english_sections()
        ),
    ]
    if options.mixed:
        texts = options.folder / "xquad"
        extra = [*translated(texts, "zh"), *translated(texts, "en"), *reports(options.folder / "c3")]
        lines = mixed(lines, extra, options.mixed)
    with options.output.open("w", encoding="utf-8") as file:
        for line in lines:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
    print(
        f"{len(lines)} documents, {sum(len(line['body']) for line in lines) / len(lines):.0f} characters each"
    )


if __name__ == "__main__":
    main()
