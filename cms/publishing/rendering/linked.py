"""What a page says of itself to programs, as JSON-LD in the words of schema.org: nothing that residents don't see."""

import re
from collections.abc import Mapping
from html import unescape
from typing import Any

import orjson
from markupsafe import Markup

from cms.core.documents import Data

ARTICLES = {
    "notice": "NewsArticle",
    "policy": "Article",
    "work_plan": "Article",
    "brand": "Article",
    "entry": "Article",
    "page": "WebPage",
}
SCHEMA = "https://schema.org/"
MOST = 30  # shifts or stages that are told of one page
# What a guide to doing something is called, its numbered list, and the steps in it.
GUIDES = re.compile(r"\bhow to\b|\bguide to\b|\bstep by step\b|如何|怎样|怎么|指南|流程|步骤", re.IGNORECASE)
LIST = re.compile(r"<ol[^>]*>(.*?)</ol>", re.DOTALL)
STEP, TAG = re.compile(r"<li>(.*?)</li>", re.DOTALL), re.compile(r"<[^>]+>")
# So that no end of a script and no comment can stand in it.
SAFE = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def linked(doc: Data, site: Data, lang: str, home: str) -> Markup:
    """The data block's content of a document's page. `home` is the word for the home page in a breadcrumb."""
    return _written(_subject(doc, site, lang), _breadcrumb([*doc["breadcrumb"], doc], site, home))


def linked_list(shared: Data, steps: list[Data], site: Data, lang: str, home: str) -> Markup:
    """The data block's content of a page that lists or reports without being a document. shared: its "url", "title" and
    "description"; steps: the pages above it.
    """
    page = {
        "@type": "CollectionPage",
        "name": shared["title"],
        "description": shared["description"],
        "url": site["domain"] + shared["url"],
        "inLanguage": lang,
        "publisher": _publisher(site),
    }
    return _written(page, _breadcrumb([*steps, shared], site, home))


def _written(*told: Data) -> Markup:
    text = orjson.dumps({"@context": "https://schema.org", "@graph": [_filled(one) for one in told if one]})
    return Markup(text.decode().translate(SAFE))  # noqa: S704 - no sign is left that HTML knows


def _subject(doc: Data, site: Data, lang: str) -> Data:
    kind = doc["type"]
    if kind in ("home", "organisation"):
        return _office(site) if kind == "home" else _organisation(doc, site)
    if kind in ("recruitment", "campaign", "election"):
        return _event(doc, site, lang)
    if steps := how_to(doc):
        return {"@type": "HowTo", **_work(doc, site, lang), "name": doc["title"], "step": steps}
    return {"@type": ARTICLES.get(kind, "CollectionPage"), **_work(doc, site, lang)}


def _work(doc: Data, site: Data, lang: str) -> Data:
    """What all pages tell: names, times, who speaks."""
    image = doc["card"]["image"]
    name = "headline" if doc["type"] in ARTICLES else "name"
    return {
        name: doc["title"],
        "description": doc["summary"],
        "url": site["domain"] + doc["url"],
        "inLanguage": lang,
        "datePublished": doc["published_at"],
        "dateModified": doc["updated_at"],
        "image": site["domain"] + image["sources"]["jpeg"][-1]["url"] if image else None,
        "author": _issuer(doc, site),
        "publisher": _publisher(site),
    }


def how_to(doc: Data) -> list[Data]:
    """The steps of a guide: a page or notice whose title says so, and whose text has one numbered list. Else none."""
    if doc["type"] not in ("page", "notice") or not GUIDES.search(doc["title"]):
        return []
    lists = [
        found for block in doc["body"] if block["type"] == "text" for found in LIST.findall(block["html"])
    ]
    is_plain = len(lists) == 1 and "<ol" not in lists[0] and "<ul" not in lists[0]
    steps = [_plain(step) for step in STEP.findall(lists[0])] if is_plain else []
    return [
        {"@type": "HowToStep", "position": number, "text": step} for number, step in enumerate(steps, start=1)
    ]


def _plain(html: str) -> str:
    return unescape(TAG.sub("", html)).strip()


def _office(site: Data) -> Data:
    contact = site["contact"]
    return {
        "@type": "GovernmentOrganization",
        "name": site["name"],
        "url": f"{site['domain']}/",
        "description": site["tagline"],
        "telephone": contact["phone"],
        "email": contact["email"],
        "address": contact["address"],
    }


def _organisation(doc: Data, site: Data) -> Data:
    detail, above = doc["detail"], doc["breadcrumb"][2:]
    return {
        "@type": "GovernmentOrganization",
        "name": doc["title"],
        "url": site["domain"] + doc["url"],
        "description": detail["about"]["text"],
        "telephone": detail["phone"],
        "address": detail["address"]["text"],
        "parentOrganization": {
            "@type": "GovernmentOrganization",
            "name": above[-1]["title"],
            "url": site["domain"] + above[-1]["url"],
        }
        if above
        else None,
    }


def _publisher(site: Data) -> Data:
    return {"@type": "GovernmentOrganization", "name": site["name"], "url": f"{site['domain']}/"}


def _issuer(doc: Data, site: Data) -> Data:
    if not doc["issuer"]:
        return _publisher(site)
    segment, issuer = doc["url"].split("/")[1], doc["issuer"]
    url = f"{site['domain']}/{segment}/organisations/{issuer['slug']}/"
    return {"@type": "GovernmentOrganization", "name": issuer["name"], "url": url}


def _event(doc: Data, site: Data, lang: str) -> Data:
    """A recruitment with its shifts, a campaign with its stages, an election with its steps and polling places; an
    article while it has none.
    """
    detail = doc["detail"]
    own = [*detail.get("steps", []), *detail.get("polls", [])]
    parts = (detail.get("shifts") or detail.get("stages") or own)[:MOST]
    if not parts:
        return {"@type": "Article", **_work(doc, site, lang)}
    work, organizer = _work(doc, site, lang), _issuer(doc, site)
    is_online = bool(detail.get("vote"))
    place = _place(detail.get("place", "")) or _place(organizer["name"], site["contact"]["address"])
    location = [place, {"@type": "VirtualLocation", "url": work["url"]}] if is_online else place
    return {
        "@type": "Event",
        **{name: work[name] for name in ("name", "description", "url", "inLanguage", "image")},
        "startDate": min(part["starts_at"] for part in parts),
        "endDate": max(part["ends_at"] for part in parts),
        "location": location,
        "organizer": organizer,
        "eventStatus": f"{SCHEMA}EventScheduled",
        "eventAttendanceMode": f"{SCHEMA}{'Mixed' if is_online else 'Offline'}EventAttendanceMode",
        "subEvent": [
            {
                "@type": "Event",
                "name": part.get("title") or doc["title"],
                "startDate": part["starts_at"],
                "endDate": part["ends_at"],
                "location": _place(part.get("place", "")) or location,
            }
            for part in parts
        ],
    }


def _place(name: str, address: str = "") -> Data | None:
    return {"@type": "Place", "name": name, "address": address or name} if name else None


def _breadcrumb(steps: list[Data], site: Data, home: str) -> Data:
    if len(steps) == 1:
        return {}
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": number,
                "name": step["title"] if number > 1 else home,
                "item": site["domain"] + step["url"],
            }
            for number, step in enumerate(steps, start=1)
        ],
    }


def _filled(data: Mapping[str, Any]) -> Data:
    """Without what is empty: a program would take it for something that is known."""
    return {name: full for name, value in data.items() if (full := _full(value))}


def _full(value: Any) -> Any:
    if isinstance(value, dict):
        return _filled(value)
    return [_filled(one) for one in value] if isinstance(value, list) else value
