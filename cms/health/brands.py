"""What staff must know of the brands that are published, and of pictures that nobody described."""

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _

from cms.core.documents import PublishedDocument
from cms.core.models import Image
from cms.culture.models import Person


class Brands:
    """Answers for one report; what is not in documents is asked once."""

    def __init__(self) -> None:
        self._undescribed = dict(Image.objects.filter(description="").values_list("pk", "title"))
        withheld = Person.objects.filter(has_agreed=False, brand__live=True).values_list("brand", flat=True)
        self._withheld = Counter(f"page:{brand}" for brand in withheld)

    def troubles(self, document: PublishedDocument) -> Iterator[tuple[str, str]]:
        """(code, message) of what is missing in a document."""
        for image in document.images:
            if image["alt"] and image["alt"] == self._undescribed.get(image["id"]):
                message = _("A picture is described by the name of its file: %(name)s") % {
                    "name": image["alt"]
                }
                yield "image_described_by_name", message
        for recording in document.detail.get("recordings", []):
            if not (recording["text"] or recording.get("captions")):
                message = _("It has neither captions nor words to read: %(title)s") % {
                    "title": recording["title"]
                }
                yield "recording_without_words", message
        if count := self._withheld[document.key]:
            message = _("People who are not shown, since their consent is not recorded: %(count)d") % {
                "count": count
            }
            yield "person_without_consent", message
