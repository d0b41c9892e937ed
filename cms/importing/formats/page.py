"""The main text of a web page: what is left without menus, lists of links, and all that a page puts around."""

import re

from lxml import etree

from cms.importing.formats import text as plain
from cms.importing.numbering import marks_at

# No <form>: some systems put the whole page into one.
_DROPPED = (
    "script",
    "style",
    "noscript",
    "template",
    "nav",
    "footer",
    "aside",
    "button",
    "select",
    "iframe",
    "svg",
    "textarea",
    "object",
    "canvas",
    "input",
    "dialog",
    "del",
)
_CONTAINERS = ("article", "main", "section", "div", "td", "body")
_FURNITURE = re.compile(
    r"(?:^|[-_ ])(?:nav|menu|breadcrumbs?|crumbs?|footer|foot|sidebar|side|related|recommend|"
    r"comments?|share|hot|rank|links?|ads?|toolbar|pager|"
    r"search|login|copyright|tags?|popular)(?:$|[-_ 0-9])",
    re.IGNORECASE,
)
_CRUMBS = re.compile(r"breadcrumb|crumb|position|location|weizhi|dqwz", re.IGNORECASE)


def drop_what_is_no_text(root: etree._Element) -> None:
    """Takes out what is never text: scripts, menus, forms, what a page hides."""
    for element in list(root.iter(*_DROPPED)):
        if element.getparent() is not None:
            element.drop_tree()
    for element in list(root.iter()):
        style = (element.get("style") or "").replace(" ", "").lower() if isinstance(element.tag, str) else ""
        hidden = "display:none" in style or element.get("hidden") is not None
        if (
            hidden or ("mso-list:ignore" in style and _is_bullet(element))
        ) and element.getparent() is not None:
            element.drop_tree()


def _is_bullet(element: etree._Element) -> bool:
    """What Word writes before the item of a list with bullets, in a font of symbols."""
    text = "".join(element.itertext()).strip()
    return len(text) == 1 and not marks_at(text)


def _names(element: etree._Element) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def take_breadcrumb(root: etree._Element) -> str:
    """The way to the page, taken out before the furniture is."""
    for element in root.iter("div", "p", "ul", "ol", "span", "td"):
        if _CRUMBS.search(_names(element)):
            text = plain.clean(
                " > ".join(part.strip(" >»›\n\t") for part in element.itertext() if part.strip(" >»›\n\t:："))
            )
            if text and len(text) < 150 and " > " in text:
                element.drop_tree()
                return text
    return ""


def _weight(element: etree._Element) -> float:
    """Signs of text that are not in links."""
    linked = sum(len("".join(link.itertext()).strip()) for link in element.iter("a"))
    return len("".join(element.itertext()).strip()) - 1.5 * linked


def main_text(body: etree._Element) -> etree._Element:
    """The smallest container that holds most of the text outside of links."""
    for element in [
        each for each in body.iter(*_CONTAINERS, "ul") if each is not body and _FURNITURE.search(_names(each))
    ]:
        if element.getparent() is not None and _weight(element) < 0.3 * max(1.0, _weight(body)):
            element.drop_tree()
    best, weight = body, _weight(body)
    needed = weight * 0.8
    moved = True
    while moved:
        moved = False
        for child in best.iterchildren(*_CONTAINERS, "table", "tbody", "tr", "center", "font", "form"):
            if (_weight(child) >= needed and child.tag != "table") or (
                child.tag == "table" and is_layout(child) and _weight(child) >= needed
            ):
                best, moved = child, True
                break
    return best


def is_layout(table: etree._Element) -> bool:
    """A table that only places things: one of its cells holds nearly everything."""
    total = _weight(table)
    return any(_weight(cell) >= 0.8 * total for cell in table.iter("td", "th"))
