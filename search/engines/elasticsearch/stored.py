"""What stands in the cluster: the fields of both kinds of index, and how their aliases move."""

from __future__ import annotations

import time
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch_dsl import Document, Index, Integer, Keyword, Long, MetaField, Text

from search import analysis
from search.documents import FACETS

FORM = "1"
VERSION = f"{FORM}/{analysis.VERSION}"
"""Of the mappings and of the analysis. An index of another version takes no changes and is rebuilt; until then it
answers if its form is this one."""

_SETTINGS = {"number_of_shards": 1, "auto_expand_replicas": "0-1", "max_result_window": 50_000}


class StoredDocument(Document):
    """The fields of a document that are searched; what else its source has is only handed back."""

    title = Text(analyzer="whitespace", index_options="freqs")
    body = Text(analyzer="whitespace", index_options="freqs")
    all = Text(analyzer="whitespace", index_options="docs", norms=False)
    type = Keyword()
    year = Keyword()
    issuer = Keyword()
    topic = Keyword()
    state = Keyword()
    section = Keyword()
    locale = Keyword()
    published = Long()
    day = Integer()
    typed_start = Keyword(doc_values=False)
    typed_inside = Keyword(doc_values=False)

    class Meta:
        dynamic = MetaField("false")
        source = MetaField(excludes=["title", "body", "all", "typed_start", "typed_inside", *FACETS])


class StoredTerm(Document):
    """A term that there once was; its id is the term itself."""

    sound = Keyword(doc_values=False)

    class Meta:
        dynamic = MetaField("false")


KINDS = {"documents": StoredDocument, "terms": StoredTerm}


def alias(name: str, kind: str) -> str:
    """The alias behind which the current index of this kind stands."""
    return f"{name}-{kind}"


def create(client: Elasticsearch, name: str) -> dict[str, str]:
    """Make new, empty indexes of the next generation: their names by kind."""
    names = {}
    for kind, document in KINDS.items():
        names[kind] = f"{alias(name, kind)}-{time.time_ns()}"
        index = Index(names[kind], using=client)
        index.settings(**_SETTINGS)
        index.document(document)
        index.get_or_create_mapping().meta("meta", {"version": VERSION})
        index.create()
    return names


def make_current(client: Elasticsearch, name: str, names: dict[str, str]) -> None:
    """Move the aliases to these indexes in one step, then delete all others of the same kinds.

    Not in the same step: for a moment the server still finds by its alias what it has already let go.
    """
    actions: list[dict[str, Any]] = []
    old: list[str] = []
    for kind, index in names.items():
        standing = alias(name, kind)
        before = client.options(ignore_status=404).indices.get(index=f"{standing}-*").body
        replaced = [other for other in before if other != index]
        actions.append({"add": {"index": index, "alias": standing}})
        actions += [
            {"remove": {"index": other, "alias": standing, "must_exist": False}} for other in replaced
        ]
        old += replaced
    client.indices.update_aliases(actions=actions)
    if old:
        client.options(ignore_status=404).indices.delete(index=old)
