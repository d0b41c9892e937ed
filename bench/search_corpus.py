"""The documents that search is measured with: a file of one's own, or text made from templates."""

from __future__ import annotations

import json
from pathlib import Path

from bench.search_tasks import Corpus
from search.documents import SearchDocument


def read_corpus(path: Path) -> Corpus:
    """A corpus of lines like `{"title", "body", "type", "date", "locale", "section", "questions": [...]}`."""
    documents, questions = [], {}
    for number, line in enumerate(path.open(encoding="utf-8")):
        data = json.loads(line)
        key = f"line:{number}"
        documents.append(
            SearchDocument(
                key=key,
                type=data.get("type", "page"),
                locale=data.get("locale", "zh-hans"),
                url=f"/{key}/",
                title=data["title"],
                text=data["body"],
                section=data.get("section", ""),
                published_at=data.get("date"),
                year=int(data["date"][:4]) if data.get("date") else None,
            )
        )
        if data.get("questions"):
            questions[key] = data["questions"]
    return Corpus(documents, questions)
