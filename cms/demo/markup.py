"""Markdown into the blocks of a page's body."""

from collections.abc import Callable, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from wagtail.rich_text import RichText

Block = tuple[str, Any]
Resolver = Callable[[str], Any]

CAPTION = "Table: "
_parser = MarkdownIt("commonmark").enable("table")


class Converter:
    """Turns texts into blocks. It is told how to find what they refer to.

    `page` gives the primary key of the page at a path; `picture` the value of an image block without caption;
    `attachment` the attachment with a file name and a title. Whatever they raise passes through.
    """

    def __init__(
        self,
        page: Callable[[str], int],
        picture: Callable[[str], dict[str, Any]],
        attachment: Callable[[str, str], Any],
    ) -> None:
        self._page, self._picture, self._attachment = page, picture, attachment

    def blocks(self, source: str) -> list[Block]:
        """The blocks of a Markdown text."""
        result: list[Block] = []
        caption = ""
        for group in _groups(_parser.parse(source)):
            block = self._block(group, caption)
            words = _words(group)
            caption = words.removeprefix(CAPTION) if words.startswith(CAPTION) else ""
            if caption:
                continue
            if block[0] == "text" and result and result[-1][0] == "text":
                block = ("text", RichText(result.pop()[1].source + block[1].source))
            result.append(block)
        return result

    def html(self, source: str) -> str:
        """Rich text as Wagtail stores it."""
        return self._html(_parser.parse(source))

    def _block(self, group: Sequence[Token], caption: str) -> Block:
        match group[0].type:
            case "heading_open":
                return "heading", {"text": _words(group), "level": group[0].tag[1:]}
            case "table_open":
                return "table", _table(group, caption)
            case "blockquote_open":
                return "quote", {"text": _words(group), "attribution": ""}
        only = _only_child(group)
        if only and only.type == "image":
            name = str(only.attrs["src"]).removeprefix("picture:")
            return "image", {**self._picture(name), "caption": only.content}
        if only and str(only.attrs.get("href", "")).startswith("attachment:"):
            return "attachment", self._attachment(
                str(only.attrs["href"]).removeprefix("attachment:"), _words(group)
            )
        return "text", RichText(self._html(group))

    def _html(self, tokens: Sequence[Token]) -> str:
        for token in (child for parent in tokens for child in parent.children or []):
            if token.tag == "strong":
                token.tag = "b"
            href = str(token.attrs.get("href", ""))
            if href.startswith("page:"):
                token.attrs = {"linktype": "page", "id": self._page(href.removeprefix("page:"))}
        return _parser.renderer.render(tokens, _parser.options, {}).replace("\n", "")


def _groups(tokens: Sequence[Token]) -> list[list[Token]]:
    """The tokens of each block at the top: from one that opens to the one that closes it."""
    groups: list[list[Token]] = []
    depth = 0
    for token in tokens:
        if depth == 0:
            groups.append([])
        groups[-1].append(token)
        depth += token.nesting
    return groups


def _only_child(group: Sequence[Token]) -> Token | None:
    """The image or link that is all there is in a paragraph."""
    children = group[1].children or [] if group[0].type == "paragraph_open" else []
    if len(children) == 1 and children[0].type == "image":
        return children[0]
    if children and children[0].type == "link_open" and children[-1].type == "link_close":
        return children[0] if sum(child.type == "link_open" for child in children) == 1 else None
    return None


def _words(tokens: Sequence[Token]) -> str:
    """What can be read, without marks."""
    inline = [token for token in tokens if token.type == "inline"]
    return "\n".join(
        "".join(child.content or "\n" * (child.type == "softbreak") for child in token.children or [])
        for token in inline
    )


def _table(group: Sequence[Token], caption: str) -> dict[str, Any]:
    rows: list[list[str]] = []
    for token in group:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(_words([token]))
    return {
        "data": rows,
        "cell": [],
        "mergeCells": [],
        "first_row_is_table_header": True,
        "first_col_is_header": False,
        "table_header_choice": "row",
        "table_caption": caption,
    }
