"""The text of a task as somebody wrote it into a cell."""

from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from cms.core import richtext
from cms.importing.making import html_of


def as_rich_text(written: str) -> str:
    """Rich text as the editor stores it: of HTML what a task's text may have, of plain words paragraphs."""
    if not written.strip():
        return ""
    if "<" not in written:
        return html_of(written)
    converter = ContentstateConverter(features=richtext.SIMPLE)
    return converter.to_database_format(converter.from_database_format(written))
