"""Organisations as documents: each has a page of its own in every language that has a public home page.

Its key is "organisation:7:en", its address /en/organisations/SLUG/. What it has published is read by its page, and what
is said of bodies above and below it comes from their cards, so that no page of another has to be opened.
"""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext, override

from cms.core.clock import written
from cms.core.documents import Data, PublishedDocument, card_of
from cms.core.languages import LANGUAGES
from cms.core.models import Organisation
from cms.core.text import shorten
from cms.home.rules import DIRECTORY
from cms.publishing.keeping import remove, replace
from cms.publishing.models import StoredDocument
from cms.publishing.redirects import former_addresses

TYPE = "organisation"


def key_of(organisation: int, locale: str) -> str:
    return f"{TYPE}:{organisation}:{locale}"


@transaction.atomic
def follow(roots: Iterable[Organisation] | None = None) -> None:
    """Make the documents of these organisations, and of all below them, what they are now; None: of every one.

    What has no organisation or no home page any more is removed.
    """
    homes = home_pages()
    stored = StoredDocument.objects.filter(type=TYPE).values_list("key", flat=True)
    wanted = list(_with_those_below(roots)) if roots is not None else list(_every())
    keys = {key_of(each.pk, locale) for each in wanted for locale in homes}
    before = dict(StoredDocument.objects.filter(key__in=keys).values_list("key", "url"))
    if roots is None:
        remove(key for key in stored if key not in keys)
    for each in wanted:
        for locale in LANGUAGES:
            document = document_of(each, homes[locale]) if locale in homes else None
            replace(key := key_of(each.pk, locale), document, _position(each))
            if document and before.get(key, document.url) != document.url:
                former_addresses.lead_on(before[key], document.url)


def forget(organisation: int) -> None:
    """Remove the documents of an organisation that is gone."""
    keys = [key_of(organisation, locale) for locale in LANGUAGES]
    former_addresses.lead_nowhere(StoredDocument.objects.filter(key__in=keys).values_list("url", flat=True))
    remove(keys)


def home_pages() -> dict[str, StoredDocument]:
    """{locale: the public home page} of the languages that have one."""
    return {home.locale: home for home in StoredDocument.objects.filter(type="home").order_by("-key")}


def document_of(organisation: Organisation, home: StoredDocument) -> PublishedDocument:
    """The public form of an organisation in the language of a home page."""
    locale = home.locale
    detail, key = organisation.detail(locale), key_of(organisation.pk, locale)
    above, about = organisation.above(), detail["about"]["text"]
    shown: Data = {
        "key": key,
        "type": TYPE,
        "locale": locale,
        "url": _address(home.url, organisation),
        "title": detail["name"]["text"],
        "summary": shorten(about, 120) if about else "",
        "published_at": str(written(organisation.created_at)),
    }
    extra = {
        "level": organisation.level,
        "above": key_of(above[0].pk, locale) if above else "",
        "lang": detail["name"]["lang"],
        **{name: detail[name] for name in ("address", "phone")},
    }
    return PublishedDocument(
        **shown,
        translation_key=f"{TYPE}:{organisation.pk}",
        updated_at=written(organisation.changed_at),
        breadcrumb=_breadcrumb(home, above),
        text="\n".join(_words(detail)),
        facets={"type": TYPE},
        tags={"Description": shown["summary"]},
        relations=[{"kind": "belongs_to", "key": extra["above"]}] if above else [],
        card=card_of(shown, extra=extra),
        detail=detail | {"slug": organisation.slug},
    )


def _breadcrumb(home: StoredDocument, above: list[Organisation]) -> list[Data]:
    with override(home.locale):
        directory = gettext("Organisations")
    return [
        {"key": home.key, "title": home.document.title, "url": home.url},
        {"key": f"directory:{home.locale}", "title": directory, "url": f"{home.url}{DIRECTORY}/"},
        *(
            {
                "key": key_of(each.pk, home.locale),
                "title": each.said("name", home.locale),
                "url": _address(home.url, each),
            }
            for each in reversed(above)
        ),
    ]


def _address(home: str, organisation: Organisation) -> str:
    return f"{home}{DIRECTORY}/{organisation.slug}/"


def _words(detail: Data) -> Iterable[str]:
    yield from filter(None, (detail[name]["text"] for name in ("about", "address", "hours")))
    yield from filter(None, [detail["phone"]])
    for person in detail["people"]:
        yield " ".join(filter(None, [person["name"]["text"], person["duty"]["text"], person["phone"]]))


def _position(organisation: Organisation) -> str:
    """Orders the tree from above down, and what was entered first before the rest."""
    return "/".join(f"{each.pk:08}" for each in (*reversed(organisation.above()), organisation))


def _every() -> QuerySet[Organisation]:
    return Organisation.objects.select_related("parent__parent").prefetch_related("people").order_by("pk")


def _with_those_below(roots: Iterable[Organisation]) -> Iterable[Organisation]:
    for root in roots:
        yield root
        yield from _with_those_below(_every().filter(parent=root))
