"""What is kept of a document and of a term in Elasticsearch."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from search.analysis.folding import is_han
from search.analysis.pinyin import term_sound
from search.texts import Prepared, digest
from search.typeahead import document_keys


def document_source(prepared: Prepared) -> dict[str, Any]:
    """The fields that are searched, and what is only handed back: `kept` for the reordering, `data`, `lines`."""
    document = prepared.document
    lines = [[key, inside, part or ""] for key, inside, part in document_keys(document)]
    held, _ = prepared.terms
    return {
        "title": " ".join(prepared.title_terms),
        "body": " ".join(prepared.body_terms),
        "all": " ".join(held),
        **{name: list(values) for name, values in prepared.facets.items()},
        # What has no date comes last, whichever way one sorts.
        **({"published": prepared.published} if prepared.day else {}),
        "day": prepared.day,
        "typed_start": [key for key, inside, _ in lines if not inside],
        "typed_inside": [key for key, inside, _ in lines if inside],
        "lines": lines,
        "kept": [prepared.title, prepared.body, document.state, prepared.published],
        "data": document.to_dict(),
        "fingerprint": digest(prepared.data),
    }


def term_sources(prepared: Prepared) -> Iterator[tuple[str, dict[str, Any]]]:
    """The terms that are looked up by their sound or spelling, with these."""
    spellings = prepared.spellings
    for term in prepared.terms[0]:
        sound = term_sound(term)
        if sound:
            yield term, {"sound": sound}
        elif not is_han(term):
            yield term, {"spelling": spellings.get(term, term)}


def document_action(index: str, prepared: Prepared) -> dict[str, Any]:
    """Inserts or replaces a document."""
    return {"_index": index, "_id": prepared.document.key, **document_source(prepared)}


def term_action(index: str, term: str, source: dict[str, Any]) -> dict[str, Any]:
    """Adds a term, unless it is there already."""
    return {"_op_type": "create", "_index": index, "_id": term, **source}


def removal(index: str, key: str) -> dict[str, Any]:
    """Deletes a document."""
    return {"_op_type": "delete", "_index": index, "_id": key}
