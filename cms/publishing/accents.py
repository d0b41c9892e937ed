"""When the sheet of a brand's own colour comes, goes or moves, see cms.publishing.rendering.accent."""

from cms.publishing.models import StoredDocument
from cms.publishing.rendering import accent

TYPE = "brand"


def tags_of_change(old: StoredDocument | None, new: StoredDocument | None) -> set[str]:
    """The sheet, where its address, which tells its colour, is another one."""
    if _address(old) == _address(new):
        return set()
    return {f"accent:{form.key}" for form in (old, new) if form}


def _address(form: StoredDocument | None) -> str:
    return accent.address(form.url, form.content["detail"]) if form and form.type == TYPE else ""
