"""The tantivy index: which documents hold which terms, and the fields that filters, facets and sorting
need."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import tantivy
from tantivy import Occur

from search.documents import FACETS
from search.engines.base import TITLE_WEIGHT, Clause, Counts, Request
from search.texts import Prepared

_HEAP = 30_000_000
"""Bytes a writer gathers in memory before it writes a segment."""

_MOST_VALUES = 200
"""Values counted in one facet."""

Pair = tuple[int, float]
"""A document's id and its score."""


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("id", indexed=True, fast=True)
    builder.add_text_field("title", tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("body", tokenizer_name="whitespace", index_option="freq")
    for name in FACETS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_integer_field("published", fast=True)
    builder.add_integer_field("day", indexed=True, fast=True)
    return builder.build()


class Postings:
    """One tantivy folder. Raises ValueError where it is damaged."""

    def __init__(self, path: Path) -> None:
        self._index = tantivy.Index.open(str(path))
        self._index.config_reader("manual")
        self._schema = self._index.schema
        self._meta = path / "meta.json"
        self._seen = self._stamp()
        self._index.reload()

    @classmethod
    def create(cls, path: Path) -> Postings:
        """A new, empty folder of postings."""
        path.mkdir()
        tantivy.Index(_schema(), path=str(path))
        return cls(path)

    def _stamp(self) -> tuple[int, int, int]:
        status = self._meta.stat()
        return status.st_mtime_ns, status.st_ino, status.st_size

    def _searcher(self) -> tantivy.Searcher:
        """A view of the newest commit of any process: one look at a file's time tells whether there is a
        newer one."""
        stamp = self._stamp()
        if stamp != self._seen:
            self._index.reload()
            self._seen = stamp
        return self._index.searcher()

    def size(self) -> int:
        """How many documents there are."""
        return int(self._searcher().num_docs)

    def ids(self) -> list[int]:
        """The ids of all documents, with repeats if there are any."""
        searcher = self._searcher()
        found = searcher.search(tantivy.Query.all_query(), max(1, searcher.num_docs), count=False)
        return self._ids(searcher, found)

    def change(
        self, placed: Iterable[tuple[int, Prepared]], gone: Iterable[int] = (), *, after_kill: bool = False
    ) -> None:
        """Replace some documents and delete others in one commit, then let segments merge.

        `after_kill`: a writer before this one did not finish. The files of a commit that never came about have the
        names that this commit needs, so they are cleared away first.
        """
        writer = self._index.writer(_HEAP, 1)
        try:
            if after_kill:
                writer.garbage_collect_files()
            for ref in gone:
                writer.delete_documents_by_term("id", ref)
            for ref, prepared in placed:
                writer.delete_documents_by_term("id", ref)
                writer.add_document(_document(ref, prepared))
            writer.commit()
        finally:
            writer.wait_merging_threads()

    def find(self, request: Request) -> tuple[int, list[Pair]]:
        """The number of matches, and those asked for with their scores."""
        searcher, query = self._searcher(), self._query(request)
        if request.sort == "relevance":
            found = searcher.search(query, request.limit, True, offset=request.offset)
            scores = [float(score) for score, _ in found.hits]
        else:
            order = tantivy.Order.Desc if request.sort == "newest" else tantivy.Order.Asc
            found = searcher.search(
                query, request.limit, True, order_by_field="published", offset=request.offset, order=order
            )
            scores = [0.0] * len(found.hits)
        return int(found.count), list(zip(self._ids(searcher, found), scores, strict=True))  # type: ignore[attr-defined]

    def _ids(self, searcher: tantivy.Searcher, found: tantivy.SearchResult) -> list[int]:
        values = searcher.fast_field_values("id", [address for _, address in found.hits])
        return [int(value) for value in values if value is not None]

    def count(self, request: Request, names: Sequence[str]) -> Counts:
        """The values of each field among all matches, the most frequent first."""
        wanted = {name: {"terms": {"field": name, "size": _MOST_VALUES}} for name in names}
        if not wanted:
            return {}
        counted = self._searcher().aggregate(self._query(request), wanted)
        return {
            name: sorted(
                ((bucket["key"], bucket["doc_count"]) for bucket in counted[name]["buckets"]),
                key=lambda pair: (-pair[1], pair[0]),
            )
            for name in names
        }

    def _query(self, request: Request) -> tantivy.Query:
        must: list[tuple[Occur, tantivy.Query]] = [
            (Occur.Must, query) for query in self._restrictions(request)
        ]
        if request.excluded:
            must.append((Occur.MustNot, self._among(request.excluded)))
        if request.clauses:
            must.append((Occur.Must, self._matching(request)))
        if all(occur == Occur.MustNot for occur, _ in must):
            must.append((Occur.Must, tantivy.Query.all_query()))
        return must[0][1] if len(must) == 1 else tantivy.Query.boolean_query(must)

    def _matching(self, request: Request) -> tantivy.Query:
        """The clauses that make a match, of which enough have to hold, and those that only add to the
        score."""
        needs: dict[str, list[tantivy.Query]] = {}
        others: list[tantivy.Query] = []
        alone = all(clause.titles_only for clause in request.clauses)
        for clause in request.clauses:
            need = (
                clause.need
                if request.minimum
                else "any" * (alone or (clause.telling and not clause.titles_only))
            )
            (needs.setdefault(need, []) if need else others).append(self._clause(clause))
        core = _any([_any(answers) for answers in needs.values()], min(request.minimum, len(needs)))
        return (
            tantivy.Query.boolean_query([(Occur.Must, core), *((Occur.Should, query) for query in others)])
            if others
            else core
        )

    def _clause(self, clause: Clause) -> tantivy.Query:
        title = tantivy.Query.boost_query(self._term("title", clause.term), clause.weight * TITLE_WEIGHT)
        if clause.titles_only:
            return title
        return _any([title, tantivy.Query.boost_query(self._term("body", clause.term), clause.weight)])

    def _restrictions(self, request: Request) -> list[tantivy.Query]:
        filters = request.filters
        found = [
            tantivy.Query.term_set_query(self._schema, name, list(values))
            if len(values) > 1
            else self._term(name, values[0], "basic")
            for name, values in filters.values.items()
        ]
        if filters.day_from is not None or filters.day_to is not None:
            low = 1 if filters.day_from is None else filters.day_from
            found.append(
                tantivy.Query.range_query(self._schema, "day", tantivy.FieldType.Integer, low, filters.day_to)
            )
        if request.only is not None:
            found.append(self._among(request.only))
        return [tantivy.Query.const_score_query(query, 0.0) for query in found]

    def _among(self, refs: Iterable[int | str]) -> tantivy.Query:
        return tantivy.Query.term_set_query(self._schema, "id", list(refs))

    def _term(self, name: str, value: str, option: str = "freq") -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, name, value, option)


def _any(queries: Sequence[tantivy.Query], minimum: int = 1) -> tantivy.Query:
    if len(queries) == 1:
        return queries[0]
    wanted = [(Occur.Should, query) for query in queries]
    return (
        tantivy.Query.boolean_query(wanted, minimum_number_should_match=minimum)
        if minimum > 1
        else tantivy.Query.boolean_query(wanted)
    )


def _document(ref: int, prepared: Prepared) -> tantivy.Document:
    document = tantivy.Document()
    document.add_integer("id", ref)
    document.add_text("title", " ".join(prepared.title_terms))
    document.add_text("body", " ".join(prepared.body_terms))
    for name, values in prepared.facets.items():
        for value in values:
            document.add_text(name, value)
    if prepared.day:  # what has no date comes last, whichever way one sorts
        document.add_integer("published", prepared.published)
    document.add_integer("day", prepared.day)
    return document
