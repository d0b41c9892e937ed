"""The same site with equal templates: for Hugo, with the published documents as one JSON file, and for Linli."""

from __future__ import annotations

import re
import shutil
from collections import defaultdict
from pathlib import Path
from typing import Any

import orjson

from cms.publishing.models import RelatedDocuments, StoredDocument

TEMPLATES = Path(__file__).parent / "hugo"
EQUAL = Path(__file__).parent / "equal"
SHOWN = 30


def prepare(folder: Path, equal: Path, page: str) -> None:
    """Lay out a Hugo site, and the templates of a Linli site that are equal to Hugo's, in empty folders.

    `page` is one page of the site as it is: head, header and footer are taken from it, as they are.
    """
    shutil.copytree(TEMPLATES, folder, dirs_exist_ok=True)
    shutil.copytree(EQUAL, equal, dirs_exist_ok=True)
    shutil.copytree(EQUAL.parents[1] / "site/assets", equal / "assets")
    page = re.sub(r'(href|action|data-suggest|data-popular|data-read-to)="(?:\.\./)+', r'\1="/', page)
    parts = {
        "head": "".join(
            re.findall(r"<link rel=\"(?:icon|stylesheet).*?>|<script.*?</script>", page, re.DOTALL)
        ),
        "header": _between(page, "<body>", "<main"),
        "footer": _between(page, "<footer", "</body>"),
    }
    for name, part in parts.items():
        (folder / f"layouts/_partials/{name}.html").write_text(part)
        (equal / f"templates/partials/{name}.html").write_text(part)
    (folder / "assets").mkdir()
    (folder / "assets/pages.json").write_bytes(orjson.dumps(_pages()))


def _between(text: str, start: str, end: str) -> str:
    return text[text.index(start) : text.index(end)].removeprefix("<body>")


def _pages() -> list[dict[str, Any]]:
    related = dict(RelatedDocuments.objects.values_list("key", "keys"))
    cards = {
        key: orjson.loads(card)
        for key, card in StoredDocument.objects.values_list("key", "card").order_by("key")
    }
    pages, months = [], defaultdict(list)
    for row in (
        StoredDocument.objects.filter(type="notice").order_by("-published_at").iterator(chunk_size=500)
    ):
        document = row.document
        months[row.parent, row.month].append(cards[row.key])
        params = {
            "key": row.key,
            "issuer": cards[row.key]["issuer"],
            "tags": document.tags,
            "breadcrumb": document.breadcrumb,
            "related": [_link(cards[key]) for key in related[row.key]],
        }
        html = "".join(block["html"] for block in document.body)
        pages.append(_page("page", row.url, document.title, document.published_at, params, html))
    for row in StoredDocument.objects.filter(type="section"):
        own = sorted((month for parent, month in months if parent == row.key), reverse=True)
        items = [card for month in own for card in months[row.key, month]][:SHOWN]
        links = [{"month": month, "url": f"{row.url}archive/{month}/"} for month in own]
        document = row.document
        params = {"tags": document.tags, "breadcrumb": document.breadcrumb, "items": items, "months": links}
        pages.append(_page("section", row.url, document.title, document.published_at, params))
        for month in own:
            params = {
                "tags": {},
                "breadcrumb": document.breadcrumb,
                "items": months[row.key, month],
                "months": [],
            }
            path = f"{row.url}archive/{month}/"
            pages.append(
                _page("page", path, document.title, document.published_at, params) | {"layout": "archive"}
            )
    return pages


def _link(card: dict[str, Any]) -> dict[str, Any]:
    return {"url": card["url"], "title": card["title"], "date": card["published_at"]}


def _page(
    kind: str, url: str, title: str, date: str, params: dict[str, Any], html: str = ""
) -> dict[str, Any]:
    return {
        "kind": kind, "path": url.strip("/"), "title": title, "layout": "", "date": date, "params": params,
        "content": html,
    }  # fmt: skip
