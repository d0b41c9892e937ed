"""The published document: the public form of a page as plain data.

Templates, search and the API read documents and nothing else. A document holds no model instance and no
lazy text, so that it survives JSON without loss: `PublishedDocument.from_json(d.to_json()) == d`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

import orjson

VERSION = 1
PAGE = "linli:page:"  # begins a symbolic link, which the renderer turns into an address

Data = dict[str, Any]


@dataclass(frozen=True)
class PublishedDocument:
    """A page as residents get it. Dates are ISO 8601 strings with offset; `url` is the site address
    ("/zh/…/").
    """

    key: str
    type: str
    locale: str
    translation_key: str
    url: str
    title: str
    published_at: str
    summary: str = ""
    issuer: Data | None = None
    section: Data | None = None
    breadcrumb: list[Data] = field(default_factory=list)
    topics: list[Data] = field(default_factory=list)
    updated_at: str | None = None
    changes_at: str | None = None
    body: list[Data] = field(default_factory=list)
    text: str = ""
    facets: Data = field(default_factory=dict)
    tags: Data = field(default_factory=dict)
    attachments: list[Data] = field(default_factory=list)
    images: list[Data] = field(default_factory=list)
    relations: list[Data] = field(default_factory=list)
    in_menu: bool = False
    card: Data = field(default_factory=dict)
    detail: Data = field(default_factory=dict)
    version: int = VERSION

    def to_dict(self) -> Data:
        return asdict(self)

    def to_json(self) -> bytes:
        """Compact JSON with the fields in the order above, so that equal documents are equal bytes."""
        return orjson.dumps(self)

    @classmethod
    def from_json(cls, data: bytes | str) -> "PublishedDocument":
        """The document that `to_json` wrote. Raises ValueError for another version or damaged data."""
        values = orjson.loads(data)
        if values.get("version") != VERSION:
            raise ValueError(f"a document of version {values.get('version')}, this program reads {VERSION}")
        return cls(**values)


def card_of(shown: Data, **more: Any) -> Data:
    """What lists show of a document: of its fields `key`, `type`, `locale`, `url`, `title`, `summary` and
    `published_at`, and what is not empty of {"issuer": name, "section": title, "image", "state", "extra"}.
    """
    return {
        "key": shown["key"],
        "type": shown["type"],
        "locale": shown["locale"],
        "url": shown["url"],
        "title": shown["title"],
        "summary": shown["summary"],
        "date": shown["published_at"][:10],
        "published_at": shown["published_at"],
        "issuer": "",
        "section": "",
        "image": None,
        "state": "",
        "extra": {},
        **more,
    }


def media_in(value: Any) -> Iterator[Data]:
    """Every public image and attachment in a document's data, however deep; each is a dict with a "media"
    kind.
    """
    if isinstance(value, dict):
        if "media" in value:
            yield value
        else:
            for part in value.values():
                yield from media_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from media_in(part)


def sources_of(image: Data) -> Iterator[tuple[str, Data]]:
    """(kind, {"width", "url"}) of every public file of an image, its crops' among them."""
    for form in (image, *image.get("crops", {}).values()):
        for kind, sources in form["sources"].items():
            yield from ((kind, source) for source in sources)


def unique(media: Iterable[Data], kind: str) -> list[Data]:
    """The media of one kind, each id once, in order of appearance."""
    seen: dict[int, Data] = {}
    for item in media:
        if item["media"] == kind:
            seen.setdefault(item["id"], item)
    return list(seen.values())
