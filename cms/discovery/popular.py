"""The popular articles of each language as a document: the most read, or the newest while nobody has read
anything, of another language where this one has nothing.
"""

from django.utils import timezone
from django.utils.translation import gettext, override

from cms.core.documents import Data, PublishedDocument, card_of
from cms.core.languages import LANGUAGES, Language
from cms.discovery.reading import POPULAR, most_read
from cms.publishing.keeping import replace
from cms.publishing.models import StoredDocument


def refresh_popular() -> None:
    """Bring the popular documents in line with what was read; without a live home page there is none."""
    for language in LANGUAGES.values():
        home = StoredDocument.objects.filter(type="home", locale=language.locale).first()
        replace(f"popular:{language.locale}", _document(language, home) if home else None, "~")


def _document(language: Language, home: StoredDocument) -> PublishedDocument:
    read = most_read(language.locale)
    url = f"{home.url}popular/"
    with override(language.locale):
        title, summary = (
            gettext("Popular articles"),
            gettext("What residents have read most in the last 90 days."),
        )
    published_at = timezone.localtime(home.published_at).isoformat(timespec="seconds")
    shown: Data = {
        "key": f"popular:{language.locale}",
        "type": "popular",
        "locale": language.locale,
        "url": url,
        "title": title,
        "summary": summary,
        "published_at": published_at,
    }
    return PublishedDocument(
        **shown,
        translation_key="popular",
        breadcrumb=[{"key": home.key, "title": home.document.title, "url": home.url}],
        card=card_of(shown),
        detail={
            "items": read or _newest(locale=language.locale) or _newest(),
            "counted": bool(read),
        },
    )


def _newest(**of: str) -> list[str]:
    """The keys of what was published last, in one language or in any."""
    listed = StoredDocument.objects.filter(listed=True, **of).order_by("-published_at", "-key")
    return list(listed.values_list("key", flat=True)[:POPULAR])
