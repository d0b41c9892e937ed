"""Rich text, expanded once at publish into clean HTML whose links to pages stay symbolic.

A link to a page becomes href="linli:page:12"; the renderer turns it into the page's address of that moment,
so that a moved page breaks no link and a removed one leaves plain text.
"""

from collections.abc import Iterable

import nh3
from django.utils.html import escape
from wagtail.documents import get_document_model
from wagtail.rich_text.rewriters import LinkRewriter, extract_attrs

from cms.core.documents import PAGE, Data

FEATURES = ["h3", "h4", "bold", "ol", "ul", "hr", "link", "document-link"]
SIMPLE = ["bold", "ol", "ul", "link"]
CLEAN = nh3.Cleaner(
    tags={
        "p",
        "br",
        "hr",
        "h2",
        "h3",
        "h4",
        "strong",
        "b",
        "em",
        "i",
        "sub",
        "sup",
        "ul",
        "ol",
        "li",
        "a",
        "table",
    }
    | {"blockquote", "thead", "tbody", "tr", "th", "td", "caption"},
    attributes={
        "a": {"href"},
        "td": {"colspan", "rowspan"},
        "th": {"colspan", "rowspan", "scope"},
        "ol": {"start"},
    },
    url_schemes={"http", "https", "mailto", "tel", "linli"},
    link_rel=None,
)


def _page_links(links: list[dict[str, str]]) -> list[str]:
    return [f'<a href="{PAGE}{link["id"]}">' if link.get("id", "").isdigit() else "<a>" for link in links]


def _file_links(links: list[dict[str, str]]) -> list[str]:
    files = _files(link.get("id", "") for link in links)
    return [
        f'<a href="{escape(files[link["id"]]["url"])}">' if link.get("id") in files else "<a>"
        for link in links
    ]


def _files(ids: Iterable[str]) -> dict[str, Data]:
    wanted = [pk for pk in ids if pk.isdigit()]
    found = get_document_model().objects.in_bulk(wanted) if wanted else {}
    return {str(pk): file.public_form() for pk, file in found.items()}


_rewrite = LinkRewriter(bulk_rules={"page": _page_links, "document": _file_links})


def expand(source: str) -> str:
    """Public HTML for what the editor stored; "" where there are only empty paragraphs."""
    if not source:
        return ""
    html = CLEAN.clean(_rewrite(source)).strip()
    return "" if html in {"<p></p>", "<p><br></p>"} else html


def linked_files(source: str) -> list[Data]:
    """The public form of every attachment that a stored rich text links to."""
    if 'linktype="document"' not in source:
        return []
    links = (extract_attrs(match) for match in _rewrite.get_opening_tag_regex().findall(source))
    return list(_files(link.get("id", "") for link in links if link.get("linktype") == "document").values())
