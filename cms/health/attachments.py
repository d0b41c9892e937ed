"""Personal numbers in attached files, as far as these were read."""

from collections.abc import Iterator

from django.apps import apps

from cms.core.documents import PublishedDocument
from cms.health.personal import personal_numbers


class Attachments:
    """Answers for one report. Whoever searches has the files read; here their texts are only looked through."""

    def __init__(self) -> None:
        read = apps.get_model("discovery", "AttachmentText").objects.exclude(text="")
        texts = read.values_list("content", "text").iterator()
        self._numbers = {content: list(dict.fromkeys(personal_numbers(text))) for content, text in texts}

    def numbers(self, document: PublishedDocument) -> Iterator[tuple[str, str, str]]:
        """(title of the file, kind, masked number) of all in a document's files."""
        for file in document.attachments:
            content = file["url"].split("/")[2]  # the hash in /files/HASH/NAME
            for kind, number in self._numbers.get(content, []):
                yield file["title"], kind, number
