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
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

from django.conf import settings
from django.core.files.storage import default_storage

from cms.core.languages import LANGUAGES
from cms.publishing import accents, beside, filing, occasions, outcomes, posters
from cms.publishing.catalogue import Catalogue
from cms.publishing.media import originals, papers
from cms.publishing.models import MediaUse, Paper, StoredDocument
from cms.publishing.redirects import routes
from cms.publishing.redirects.paths import place_of
from cms.publishing.rendering import accent
from cms.publishing.rendering.maker import Maker
from cms.publishing.rendering.renderer import file_of
from cms.publishing.tree import calendars, feeds, maps, ways

ABOUT = "about:"  # calls the document's own file, too, whose record leaves this tag out


class Output(NamedTuple):
    """A file of the tree: its path, its bytes (or the file to copy), the tags of what it was made from.

    `source` is the name of an upload that it is a copy of.
    """

    path: str
    content: bytes | Path
    tags: frozenset[str] = frozenset()
    source: str = ""


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


def _document(target: str, name: str, maker: Maker) -> Output | None:
    row = maker.lookups.row(target)
    if row is None:
        return None
    output = _page(maker, file_of(row.url), f"pages/{row.type}.html", row.locale, doc=row.content)
    return Output(output.path, output.content, output.tags - {ABOUT + target})


def _archive(target: str, name: str, maker: Maker) -> Output | None:
    key, _colon, month = name.rpartition(":")
    section = maker.lookups.row(key)
    if section is None or month not in maker.lookups.months(key):
        return None
    path = file_of(f"{section.url}archive/{month}/")
    output = _page(maker, path, "pages/archive.html", section.locale, doc=section.content, month=month)
    return Output(output.path, output.content, output.tags | {f"card:{key}", f"address:{key}"})


def _filed(target: str, name: str, maker: Maker) -> Output | None:
    key, kind, value = filing.split(name)
    section = maker.lookups.row(key)
    group = next((one for one in maker.lookups.groups(key).get(kind, []) if one["value"] == value), None)
    if section is None or group is None:
        return None
    path = file_of(filing.address(section.url, kind, value))
    group = group | {"kind": kind}
    output = _page(maker, path, "pages/filed.html", section.locale, doc=section.content, group=group)
    return Output(output.path, output.content, output.tags | {f"card:{key}", f"address:{key}"})


def _popular_list(target: str, locale: str, maker: Maker) -> Output | None:
    row = maker.lookups.row(f"popular:{locale}")
    if row is None:
        return None
    path = file_of(row.url).replace("index.html", "list.html")
    output = _page(maker, path, "partials/popular_list.html", locale, doc=row.content)
    return Output(output.path, output.content, output.tags | {f"card:{row.key}"})


def _instead(target: str, locale: str, maker: Maker) -> Output:
    name, template = ways.INSTEAD[target.partition(":")[0]]
    segment = "" if locale == settings.LANGUAGE_CODE else f"{LANGUAGES[locale].segment}/"
    return _page(maker, segment + name, template, locale, root=settings.BASE_PATH + "/")


def _too_long(target: str, name: str, maker: Maker) -> Output:
    """In all languages, for the server that says it has not read the address."""
    root = settings.BASE_PATH + "/"
    return _page(maker, "414.html", "pages/too_long.html", settings.LANGUAGE_CODE, root=root)


def _way(target: str, name: str, maker: Maker) -> Output | None:
    way, _colon, locale = name.partition(":")
    return _page(maker, file_of(ways.address(way, locale)), f"pages/{way}.html", locale)


def _year(target: str, name: str, maker: Maker) -> Output | None:
    locale, _colon, year = name.partition(":")
    if year not in Catalogue(locale, maker.lookups).years():
        return None
    return _page(maker, file_of(ways.year_address(year, locale)), "pages/year.html", locale, year=year)


def _styleguide(target: str, locale: str, maker: Maker) -> Output | None:
    """For developers only: it has no source anywhere else."""
    path = f"{LANGUAGES[locale].segment}/styleguide/index.html"
    return _page(maker, path, "pages/styleguide.html", locale) if settings.DEBUG else None


def _root(target: str, name: str, maker: Maker) -> Output:
    return _page(maker, "index.html", "pages/language.html", settings.LANGUAGE_CODE)


def _worker(target: str, name: str, maker: Maker) -> Output:
    return _page(maker, "worker.js", "pages/worker.js", settings.LANGUAGE_CODE)


def _page(
    maker: Maker, path: str, template: str, locale: str, root: str | None = None, **context: Any
) -> Output:
    catalogue = Catalogue(locale, maker.lookups)
    html = maker.render(template, path=path, root=root, catalogue=catalogue, **context)
    return Output(path, html.encode(), frozenset(catalogue.reads))


def _activities(target: str, name: str, maker: Maker) -> Output | None:
    locale, _colon, month = name.partition(":")
    if not maker.lookups.almanac.in_month(locale, month):
        return None
    return _page(maker, file_of(ways.month_address(month, locale)), "pages/month.html", locale, month=month)


def _calendar(target: str, name: str, maker: Maker) -> Output:
    locale, _colon, group = name.partition(":")
    content = calendars.calendar(occasions.latest(locale, group), locale, maker.site(locale))
    path = file_of(ways.address("activities", locale) + (f"{group}.ics" if group else calendars.FILE))
    return Output(path, content, frozenset([f"frame:{locale}"]))


def _occasion(target: str, name: str, maker: Maker) -> Output | None:
    found = maker.lookups.almanac.find(name)
    if found is None:
        return None
    locale, one = found
    content = calendars.calendar([one], locale, maker.site(locale))
    return Output(file_of(f"{one['url']}{one['anchor']}.ics"), content, frozenset([f"frame:{locale}"]))


def _whole(target: str, key: str, maker: Maker) -> Output | None:
    row, found = maker.lookups.row(key), occasions.of_page(key)
    if row is None or row.type not in occasions.WHOLE or not found:
        return None
    content = calendars.calendar(found, row.locale, maker.site(row.locale))
    return Output(file_of(row.url + calendars.FILE), content, frozenset([f"frame:{row.locale}"]))


def _media(target: str, url: str, maker: Maker) -> Output | None:
    use = MediaUse.objects.filter(url=url).first()
    if use is None:
        return None
    name = originals.name_of(target, use)
    return _copy(url, name) if name else None


def _paper(target: str, key: str, maker: Maker) -> Output | None:
    paper, row = Paper.objects.filter(pk=key).first(), maker.lookups.row(key)
    if paper is None or row is None:
        return None
    return _copy(papers.address(row.url), paper.file)


def _poster(target: str, key: str, maker: Maker) -> Output | None:
    row = maker.lookups.row(key)
    if row is None or row.type != posters.TYPE:
        return None
    path, drawn = file_of(posters.address(row.url)), posters.code(row.url, row.content["title"])
    output = _page(maker, path, "pages/poster.html", row.locale, doc=row.content, code=drawn)
    return Output(path, output.content, output.tags | {target})


def _beside(target: str, name: str, maker: Maker) -> Output | None:
    found = beside.find(name)
    if found is None:
        return None
    return Output(file_of(found.document.url + found.name), found.text.encode(), frozenset([target]))


def _outcome(target: str, key: str, maker: Maker) -> Output | None:
    row = maker.lookups.row(key)
    if row is None or row.type != outcomes.TYPE or not outcomes.has_one(row.content):
        return None
    path = file_of(outcomes.address(row.url))
    output = _page(maker, path, "pages/record.html", row.locale, doc=row.content)
    return Output(path, output.content, output.tags | {target})


def _accent(target: str, key: str, maker: Maker) -> Output | None:
    row = maker.lookups.row(key)
    detail = row.content["detail"] if row and row.type == accents.TYPE else {}
    url = accent.address(row.url, detail) if row else ""
    return Output(file_of(url), accent.sheet(detail["accent"]), frozenset([target])) if url else None


def _copy(url: str, name: str) -> Output:
    """Raises LookupError where the upload is lost: that is this file's trouble, not the public folder's."""
    source = Path(default_storage.path(name))
    if not source.is_file():
        raise LookupError(f"{source} is missing")
    return Output(unquote(url)[1:], source, source=name)  # a server looks for the name that the address means


def _sheet(target: str, name: str, maker: Maker) -> Output:
    assets, colour = maker.assets, maker.colour
    return Output(f"assets/{assets.sheet_name(colour)}", assets.sheet(colour))


def _asset(target: str, name: str, maker: Maker) -> Output | None:
    file = maker.assets.files.get(name)
    return Output(f"assets/{maker.assets.names[name]}", file) if file else None


def _feed(target: str, name: str, maker: Maker) -> Output | None:
    if name in LANGUAGES:
        catalogue, url = Catalogue(name, maker.lookups), f"/{LANGUAGES[name].segment}/"
        content = feeds.of_language(catalogue, maker.site(name))
    else:
        section = maker.lookups.row(name)
        if section is None or section.type != "section":
            return None
        catalogue, url = Catalogue(section.locale, maker.lookups), section.url
        content = feeds.of_section(catalogue, maker.site(section.locale), section)
    return Output(file_of(url + feeds.FEED), content, frozenset(catalogue.reads))


def _sitemap(target: str, number: str, maker: Maker) -> Output | None:
    if not number:
        return Output("sitemap.xml", maps.index())
    if number == "ways":
        return Output("sitemaps/ways.xml", maps.of_ways())
    content = maps.sitemap(int(number)) if number.isdigit() else None
    return Output(f"sitemaps/{number}.xml", content) if content else None


def _redirect(target: str, old_path: str, maker: Maker) -> Output | None:
    way = routes.find(old_path)
    place = place_of(way.old) if way else None
    if place is None or way is None:
        return None
    output = _page(maker, place, "pages/redirect.html", way.locale, to=way.to)
    return Output(output.path, output.content, output.tags | way.tags | {target})


def _robots(target: str, name: str, maker: Maker) -> Output:
    return Output("robots.txt", maps.robots().encode())


MAKERS: dict[str, Callable[[str, str, Maker], Output | None]] = {
    "page": _document,
    "popular": _document,
    "organisation": _document,
    "honours": _document,
    "way": _way,
    "year": _year,
    "activities": _activities,
    "calendar": _calendar,
    "occasion": _occasion,
    "whole": _whole,
    "outcome": _outcome,
    "popular_list": _popular_list,
    "archive": _archive,
    "filed": _filed,
    "media": _media,
    "paper": _paper,
    "poster": _poster,
    "beside": _beside,
    "accent": _accent,
    "feed": _feed,
    **dict.fromkeys(ways.INSTEAD, _instead),
    "too_long": _too_long,
    "sitemap": _sitemap,
    "robots": _robots,
    "root": _root,
    "styleguide": _styleguide,
    "worker": _worker,
    "sheet": _sheet,
    "asset": _asset,
    "redirect": _redirect,
}
