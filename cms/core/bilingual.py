"""Words that are the same object in both languages, such as an organisation's name."""

from django.db import models
from django.utils import translation
from django.utils.functional import Promise

from cms.core.documents import Data
from cms.core.languages import LANGUAGES


class Bilingual(models.Model):
    """Gives `said("name", locale)` over the fields name_zh and name_en; an empty one is answered by the
    other.
    """

    class Meta:
        abstract = True

    def said(self, field: str, locale: str) -> str:
        zh, en = getattr(self, f"{field}_zh"), getattr(self, f"{field}_en")
        return (en or zh) if locale == "en" else (zh or en)

    def marked(self, field: str, locale: str) -> Data:
        """As `said`, with the HTML language of the words where it isn't the page's own: {"text", "lang"}."""
        text, own = self.said(field, locale), getattr(self, f"{field}_{'en' if locale == 'en' else 'zh'}")
        other = "zh-hans" if locale == "en" else "en"
        return {"text": text, "lang": LANGUAGES[other].lang if text and not own else ""}


def in_language(text: Promise | str, locale: str) -> str:
    """A translatable label as plain text in a page's own language, whoever publishes it."""
    with translation.override(locale):
        return str(text)
