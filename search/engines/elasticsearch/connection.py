"""The way to the server: what is known of the index, and questions that never raise."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from elasticsearch import ApiError, Elasticsearch, NotFoundError, OrjsonSerializer, TransportError, helpers
from elasticsearch_dsl import A, MultiSearch, Search

from search.documents import FACETS
from search.engines.base import Health
from search.engines.elasticsearch import stored
from search.engines.elasticsearch.address import Address, client_options
from search.engines.elasticsearch.node import LeanNode
from search.engines.elasticsearch.queries import MOST_VALUES, Json
from search.engines.elasticsearch.stored import alias
from search.errors import EngineUnavailableError, RebuildNeededError

TRUSTED = 30.0
"""Seconds for which an index that was found good is not looked at again."""

CHANGE_SECONDS = 30
"""Seconds for a change: making an index takes a busy cluster longer than a reader should wait for an answer."""

REST = 5.0
"""Seconds for which a server that did not answer is left alone."""

_MOVED = (404, 503)
"""What a search answers whose index is deleted meanwhile."""

_FAILURES = (ApiError, TransportError)

_COUNTED = {name: A("terms", field=name, size=MOST_VALUES).to_dict() for name in FACETS}

logger = logging.getLogger(__name__)
T = TypeVar("T")


def _status(error: Exception) -> int:
    """What the server said; of one search among several it says so within the answer."""
    if not isinstance(error, ApiError):
        return 0
    said = error.body.get("status") if isinstance(error.body, dict) else None
    return said or error.status_code


def _judged(versions: set[str]) -> tuple[Health, bool]:
    """What indexes of these versions are, and whether they answer."""
    if versions == {stored.VERSION}:
        return Health("ready"), True
    readable = all(version.partition("/")[0] == stored.FORM for version in versions)
    return Health("outdated", reason=f"made by version {versions.pop()}, this is {stored.VERSION}"), readable


class _Asked(Search):
    """A search whose body is plain data already: taking that apart into objects, and these again into data, costs more
    than many an answer."""

    def __init__(self, body: Json, **where: Any) -> None:
        super().__init__(**where)
        self._body = body

    def to_dict(self, count: bool = False, **kwargs: Any) -> Json:
        """The body as it is."""
        return self._body


class Connection:
    """A client of one cluster, and the state of this site's index in it."""

    def __init__(self, address: Address) -> None:
        self.name = address.name
        self.client = Elasticsearch(
            address.host, serializer=OrjsonSerializer(), node_class=LeanNode, **client_options(address)
        )
        self._state, self._readable = Health("empty"), False
        self._looked = self._down_until = 0.0

    def alias(self, kind: str) -> str:
        """The alias of the `documents` or the `terms`."""
        return alias(self.name, kind)

    # State

    def look(self) -> Health:
        """What is known of the index, looked up again when that is too old or not good."""
        now = time.monotonic()
        if now < self._down_until or (self._state.state == "ready" and now - self._looked < TRUSTED):
            return self._state
        try:
            found = self.client.indices.get_mapping(index=self.alias("documents")).body
            self._state, self._readable = _judged(
                {str(each["mappings"].get("_meta", {}).get("version")) for each in found.values()}
            )
        except NotFoundError:
            self._state, self._readable = Health("empty"), False
        except _FAILURES as error:
            self._fail(error)
        self._looked = now
        return self._state

    def _fail(self, error: Exception) -> None:
        logger.warning("the search server did not answer: %s", error)
        self._state, self._readable = Health("unavailable", reason=str(error)[:500]), False
        self._down_until = time.monotonic() + REST

    def forget(self) -> None:
        """Look at the index anew before the next question."""
        self._looked = self._down_until = 0.0
        self._state, self._readable = Health("empty"), False

    def usable(self) -> bool:
        """Whether there is an index that answers, or never was one."""
        return self._readable or self._state.state == "empty"

    def health(self, *, thorough: bool) -> Health:
        """Whether the index can be used. The server itself watches over its files, so there is no more to look at."""
        self._down_until = 0.0
        if thorough:
            self._looked = 0.0
        documents = self.read(lambda: self.client.count(index=self.alias("documents"))["count"], 0)
        return Health(self._state.state, documents, self._state.reason)

    # Questions

    def read(self, read: Callable[[], T], default: T) -> T:
        """Read where there is something to read; a second time where the index was just moved away beneath it."""
        for last in (False, True):
            self.look()
            if not self._readable:
                break
            try:
                return read()
            except _FAILURES as error:
                if last or _status(error) not in _MOVED:
                    self._fail(error)
                    break
                self.forget()
        return default

    def search(self, kind: str, body: Json, facets: Sequence[str] = ()) -> Search:
        """A search of one index, not asked yet, that counts these facets too."""
        if facets:
            body = body | {"aggs": {name: _COUNTED[name] for name in facets}}
        return _Asked(body, using=self.client, index=self.alias(kind))

    def ask(self, kind: str, body: Json, facets: Sequence[str] = ()) -> dict[str, Any]:
        """The raw answer; empty where there is none."""
        search = self.search(kind, body, facets)
        return self.read(lambda: search.execute().to_dict(), {})

    def ask_all(self, searches: Sequence[Search]) -> list[dict[str, Any]]:
        """The raw answers to searches of documents, asked together; empty where there are none."""
        together = MultiSearch(using=self.client, index=self.alias("documents"))
        for search in searches:
            together = together.add(search)
        return self.read(lambda: [each.to_dict() for each in together.execute()], []) if searches else []

    def get(self, keys: Sequence[str], field: str) -> dict[str, Any]:
        """The raw answer with one field of the documents with these keys; empty where there is none."""
        index = self.alias("documents")
        return self.read(lambda: dict(self.client.mget(index=index, ids=keys, source=[field]).body), {})

    def every(self, field: str) -> dict[str, Any]:
        """One field of every document, by key."""

        def read() -> dict[str, Any]:
            body = {"query": {"match_all": {}}, "_source": [field]}
            found = helpers.scan(self.client, index=self.alias("documents"), query=body, size=2000)
            return {hit["_id"]: hit["_source"][field] for hit in found}

        return self.read(read, {})

    # Changes

    @contextmanager
    def writing(self) -> Iterator[Elasticsearch]:
        """The client for changes. Raises EngineUnavailableError where the server does not take them."""
        self._down_until = 0.0
        try:
            yield self.client.options(request_timeout=CHANGE_SECONDS)
        except _FAILURES as error:
            self.forget()
            raise EngineUnavailableError(
                f"the search server did not take the change: {error}"[:500]
            ) from error

    def writable(self) -> bool:
        """Whether there is an index to change; False where there is none yet. Raises an error for one that takes no
        changes."""
        state = self.look()
        if state.state == "unavailable":
            raise EngineUnavailableError(state.reason)
        if state.state == "outdated":
            raise RebuildNeededError(state.reason)
        return state.state != "empty"
