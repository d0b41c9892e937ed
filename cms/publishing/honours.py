"""The honour roll of volunteers as a document of each language: there for as long as somebody may be named on it.

It is looked at every half minute rather than told of: whatever takes a name away (a consent that is taken back, a
person who is deleted, hours that are corrected) takes it down, and nobody has to remember to say so.
"""

from django.utils.translation import gettext, override

from cms.core.clock import written
from cms.core.documents import Data, PublishedDocument, card_of
from cms.core.languages import LANGUAGES
from cms.publishing.directory import home_pages
from cms.publishing.keeping import replace
from cms.publishing.models import StoredDocument
from cms.volunteers.hours import honours

TYPE = "honours"
SEGMENT = "honours"


def follow() -> None:
    """Bring the rolls in line with who may be named now."""
    mark, homes = honours.mark(), home_pages()
    marks = {row.locale: row.content["detail"]["mark"] for row in StoredDocument.objects.filter(type=TYPE)}
    if marks == (dict.fromkeys(homes, mark) if mark else {}):
        return
    names = honours.roll()
    for locale in LANGUAGES:
        home = homes.get(locale)
        replace(f"{TYPE}:{locale}", _document(home, names, mark) if home and names else None, "~")


def _document(home: StoredDocument, names: list[Data], mark: str) -> PublishedDocument:
    with override(home.locale):
        title = gettext("Honour roll of volunteers")
        summary = gettext("Neighbours who served, and who agreed to be named here.")
    shown: Data = {
        "key": f"{TYPE}:{home.locale}",
        "type": TYPE,
        "locale": home.locale,
        "url": f"{home.url}{SEGMENT}/",
        "title": title,
        "summary": summary,
        "published_at": str(written(home.published_at)),
    }
    return PublishedDocument(
        **shown,
        translation_key=TYPE,
        breadcrumb=[{"key": home.key, "title": home.document.title, "url": home.url}],
        card=card_of(shown),
        detail={"names": names, "mark": mark},
    )
