"""The admin's own search (pages, choosers, images) in the terms of the public one, so that staff find 志愿 too.

Wagtail's database search splits texts at spaces and signs, and Chinese has none. Here it is given texts as their terms,
and what is typed as the terms that such a text must have. Of a page with a draft, the draft is what staff look for.
"""

import copy
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import F, Manager, Model
from django.db.models.functions import Length
from modelsearch.backends import database
from modelsearch.index import AutocompleteField, RelatedFields, SearchField
from modelsearch.query import Phrase, PlainText
from modelsearch.utils import get_content_type_pk
from wagtail.models import Page

from search.api import line_keys, text_terms, typed_terms

TYPICAL_TITLE = (
    9.5  # terms; with half a one, no title comes out at the 1.0 of those that were not weighed yet
)


class Segmented:
    """An object as the index takes it in: its fields give terms in place of text."""

    def __init__(self, thing: Any):
        self.pk = thing.pk
        self._thing: Any = newest_form(thing)

    def get_search_fields(self) -> list[Any]:
        return list(_in_terms(self._thing.get_search_fields(), self._thing))


def newest_form(thing: Model) -> Model:
    """A page as its newest draft has it; anything else as it is."""
    if isinstance(thing, Page) and thing.has_unpublished_changes and thing.latest_revision_id:
        return thing.specific.get_latest_revision_as_object()
    return thing


def _in_terms(fields: Iterable[Any], thing: Model) -> Iterator[Any]:
    """The fields with terms for values; those of related objects as if they were the object's own."""
    for field in fields:
        if isinstance(field, RelatedFields):
            value = field.get_value(thing)
            related = value.all() if isinstance(value, Manager) else [] if value is None else [value]
            for each in related:
                yield from _in_terms(field.fields, each)
        elif isinstance(field, (SearchField, AutocompleteField)):
            turn = beginnings if isinstance(field, AutocompleteField) else text_terms
            said = " ".join(dict.fromkeys(turn("\n".join(_texts(field.get_value(thing))))))
            told = copy.copy(field)
            told.get_value = lambda _thing, said=said: said
            yield told


def _texts(value: Any) -> Iterator[str]:
    """The pieces of a field's value, however deep."""
    if isinstance(value, dict):
        value = value.values()
    if isinstance(value, str) or not isinstance(value, Iterable):
        yield "" if value is None else str(value)
    else:
        for piece in value:
            yield from _texts(piece)


def beginnings(text: str) -> Iterator[str]:
    """What may be typed for a title: from each of its words on, its sound and its initials; and its terms."""
    for line in text.splitlines():
        yield from (key for key, _inside in line_keys(line))
    yield from text_terms(text)


def asked_in_terms(query: Any, *, unfinished: bool) -> Any:
    """A query with the terms that its texts must have; `unfinished` where the last word is still being typed."""
    if isinstance(query, str):
        return _terms_of(query, unfinished)
    if isinstance(query, PlainText):
        return PlainText(_terms_of(query.query_string, unfinished), query.operator, query.boost)
    if isinstance(query, Phrase):
        return PlainText(_terms_of(query.query_string, unfinished), "and")
    query = copy.copy(query)
    for name in ("subquery", "subquery_a", "subquery_b"):
        if hasattr(query, name):
            setattr(query, name, asked_in_terms(getattr(query, name), unfinished=unfinished))
    if hasattr(query, "subqueries"):
        query.subqueries = [asked_in_terms(each, unfinished=unfinished) for each in query.subqueries]
    return query


def _terms_of(text: str, unfinished: bool) -> str:
    # Signs alone have no terms; they are sent as they are, and found nowhere.
    return " ".join(typed_terms(text, unfinished=unfinished)) or text


def _compiler(base: type, *, unfinished: bool) -> type:
    class InTerms(base):
        def __init__(self, queryset: Any, query: Any, *args: Any, **kwargs: Any):
            super().__init__(queryset, asked_in_terms(query, unfinished=unfinished), *args, **kwargs)

    return InTerms


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802 (Wagtail looks for this name)
    """The search backend of the database that is in use, over terms."""
    backend = database.SearchBackend(params)
    index: type = backend.index_class

    class IndexInTerms(index):
        def add_items(self, model: type[Model], things: Iterable[Model]) -> None:
            segmented = [Segmented(thing) for thing in things]
            self._added = {
                "content_type": get_content_type_pk(model),
                "object_id__in": [t.pk for t in segmented],
            }
            super().add_items(model, segmented)

        def _refresh_title_norms(self, full: bool = False) -> None:
            """Weigh titles by their length: what was just added, or everything.

            Wagtail's own weighs by the average of all and looks at every row for it; and it writes to rows of others,
            so that two who publish at the same time may wait for each other.
            """
            rows = self.entries if full else self.entries.filter(title_norm=1.0, **self._added)
            weighed = rows.annotate(title_length=Length("title")).filter(title_length__gt=0)
            weighed.update(title_norm=TYPICAL_TITLE / F("title_length"))

    backend.index_class = IndexInTerms
    backend.query_compiler_class = _compiler(backend.query_compiler_class, unfinished=False)
    backend.autocomplete_query_compiler_class = _compiler(
        backend.autocomplete_query_compiler_class, unfinished=True
    )
    return backend
