"""What the public tree consists of: each target knows its file, or that it has none any more.

A target is a short name: a document's key ("page:42"), "archive:page:5:2026-03", "way:map:en", "year:en:2026",
"activities:en:2026-03", "calendar:en", "calendar:en:shift", "occasion:page:42:shift-2", "whole:page:42",
"outcome:page:42", "poster:page:42", "accent:page:42", "beside:page:42:votes.csv", "filed:page:5:year:2026",
"paper:page:42",
"media:/media/ab12-400.webp", "feed:zh-hans", "feed:page:5", "popular:en", "popular_list:en", "honours:en", "sitemap",
"sitemap:3", "robots", "root", "worker", "not_found:zh-hans", "too_long", "sheet", "styleguide:en", "asset:site.js",
"redirect:/zh/old-notices".
Where a tag names the same thing (archives, filings, papers, media, sitemaps, redirects), tag and target are the same
word, so that a change can bring a file into being.
"""

from collections.abc import Callable, Collection, Iterator

from django.conf import settings

from cms.core.languages import LANGUAGES
from cms.publishing import accents, beside, filing, occasions, outcomes, posters
from cms.publishing.catalogue import Catalogue
from cms.publishing.media import papers
from cms.publishing.models import MediaUse, StoredDocument
from cms.publishing.redirects import routes
from cms.publishing.rendering.maker import Maker
from cms.publishing.tree import maps, others, pages, ways
from cms.publishing.tree.output import Output
from cms.publishing.tree.pages import ABOUT

MAKERS: dict[str, Callable[[str, str, Maker], Output | None]] = {
    "page": pages.document,
    "popular": pages.document,
    "organisation": pages.document,
    "honours": pages.document,
    "way": pages.way,
    "year": pages.year,
    "activities": pages.activities,
    "calendar": others.calendar,
    "occasion": others.occasion,
    "whole": others.whole,
    "outcome": pages.outcome,
    "popular_list": pages.popular_list,
    "archive": pages.archive,
    "filed": pages.filed,
    "media": others.media,
    "paper": others.paper,
    "poster": pages.poster,
    "beside": others.file_beside,
    "accent": others.accent_sheet,
    "feed": others.feed,
    **dict.fromkeys(ways.INSTEAD, pages.instead),
    "too_long": pages.too_long,
    "sitemap": others.sitemap,
    "robots": others.robots,
    "root": pages.root,
    "styleguide": pages.styleguide,
    "worker": pages.worker,
    "sheet": others.sheet,
    "asset": others.asset,
    "redirect": pages.redirect,
}


def make(target: str, maker: Maker) -> Output | None:
    """The file of a target as of now; None where nothing has this target any more.

    Raises whatever making it raises, and LookupError for a name that is no target.
    """
    kind, _colon, name = target.partition(":")
    if kind not in MAKERS:
        raise LookupError(f"not a target: {target}")
    return MAKERS[kind](target, name, maker)


def named_by(subjects: Collection[str]) -> set[str]:
    """The targets that pending subjects call by name (tags such as "children:page:5" do not), or bring into being."""
    named = {subject for subject in subjects if subject.partition(":")[0] in MAKERS.keys() - {"redirect"}}
    about = {subject.removeprefix(ABOUT) for subject in subjects if subject.startswith(ABOUT)}
    return named | about | routes.touched(subjects)


def every_target(maker: Maker) -> Iterator[str]:
    """All targets that have a file now: those that take longest first, so that no process is left alone with them."""
    kinds = ("feed", "calendar", "popular_list", *ways.INSTEAD)
    yield from (f"{kind}:{locale}" for locale in LANGUAGES for kind in kinds)
    yield from (f"calendar:{locale}:{group}" for locale in LANGUAGES for group in occasions.GROUPS)
    sections = StoredDocument.objects.filter(type="section").order_by("key")
    yield from (f"feed:{key}" for key in sections.values_list("key", flat=True))
    yield from (f"sitemap:{number}" for number in maps.numbers())
    yield from ("sitemap", "sitemap:ways", "robots", "root", "too_long", "worker", "sheet")
    yield from (f"asset:{name}" for name in sorted(maker.assets.files))
    yield from (f"styleguide:{locale}" for locale in LANGUAGES if settings.DEBUG)
    yield from ways.every_target()
    yield from (
        f"year:{locale}:{year}" for locale in LANGUAGES for year in Catalogue(locale, maker.lookups).years()
    )
    months = (
        StoredDocument.objects.filter(listed=True)
        .values_list("parent", "month")
        .distinct()
        .order_by("parent", "month")
    )
    yield from (f"archive:{parent}:{month}" for parent, month in months)
    yield from (f"filed:{name}" for name in filing.every_place())
    yield from StoredDocument.objects.order_by("key").values_list("key", flat=True).iterator()
    yield from occasions.every_target()
    yield from (
        f"media:{url}" for url in MediaUse.objects.values_list("url", flat=True).distinct().order_by("url")
    )
    yield from papers.every_target()
    calls = StoredDocument.objects.filter(type=posters.TYPE).order_by("key").values_list("key", flat=True)
    yield from (f"poster:{key}" for key in calls)
    yield from beside.every_target()
    campaigns = StoredDocument.objects.filter(type=outcomes.TYPE).order_by("key")
    yield from (f"outcome:{row.key}" for row in campaigns if outcomes.has_one(row.content))
    brands = StoredDocument.objects.filter(type=accents.TYPE).order_by("key").values_list("key", flat=True)
    yield from (f"accent:{key}" for key in brands)
    yield from routes.every_target()
