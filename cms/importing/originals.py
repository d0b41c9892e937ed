"""The file that a page was read from, among the attachments: residents download it as the original document."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from wagtail.models import Collection, Page
from wagtail.permissions import policy_registry

from cms.core.models import Attachment
from cms.importing.registry import ImportContext

LONGEST_TITLE = 240  # characters of a file's name


@contextmanager
def attached(pages: Sequence[Page], context: ImportContext) -> Iterator[None]:
    """Let those of some new pages that offer an original document have the file that they were made of.

    Nothing is left of it where what is done with the pages fails.
    """
    offering = [page for page in pages if hasattr(page, "original")]
    original = _attachment(context) if offering else None
    for page in offering:
        page.original = original
    try:
        yield
    except BaseException:
        if original:
            original.file.delete(save=False)
        raise


def _attachment(context: ImportContext) -> Attachment | None:
    """The file as an attachment. None for what was pasted, for a kind of file that can't be uploaded as one either,
    and where who imports it may upload none.
    """
    source, collection = context.source, _collection(context)
    if not source.data or collection is None or context.dry_run:
        return None
    title = "%s (original)" if context.locale.language_code == "en" else "%s（原件）"
    made = Attachment(
        title=title % PurePath(source.name).stem[:LONGEST_TITLE],
        file=ContentFile(source.data, source.name),
        collection=collection,
        uploaded_by_user=context.by,
    )
    try:
        made.clean()
    except ValidationError:
        return None
    made.save()
    return made


def _collection(context: ImportContext) -> Collection | None:
    if context.by is None:
        return Collection.get_first_root_node()
    policy = policy_registry.get_by_type(Attachment)
    return policy.collections_user_has_permission_for(context.by, "add").order_by("path").first()
