"""The targets of the public tree that are no pages: calendars, feeds, sitemaps, uploads, styles, what lies by a page.

Each function gets the target, what follows its kind, and a Maker; it gives None where nothing has this target any more.
"""

from cms.core.languages import LANGUAGES
from cms.publishing import accents, beside, occasions
from cms.publishing.catalogue import Catalogue
from cms.publishing.media import originals, papers
from cms.publishing.models import MediaUse, Paper
from cms.publishing.rendering import accent
from cms.publishing.rendering.maker import Maker
from cms.publishing.rendering.renderer import file_of
from cms.publishing.tree import calendars, feeds, maps, ways
from cms.publishing.tree.output import Output, copy_of


def calendar(target: str, name: str, maker: Maker) -> Output:
    locale, _colon, group = name.partition(":")
    content = calendars.calendar(occasions.latest(locale, group), locale, maker.site(locale))
    path = file_of(ways.address("activities", locale) + (f"{group}.ics" if group else calendars.FILE))
    return Output(path, content, frozenset([f"frame:{locale}"]))


def occasion(target: str, name: str, maker: Maker) -> Output | None:
    found = maker.lookups.almanac.find(name)
    if found is None:
        return None
    locale, one = found
    content = calendars.calendar([one], locale, maker.site(locale))
    return Output(file_of(f"{one['url']}{one['anchor']}.ics"), content, frozenset([f"frame:{locale}"]))


def whole(target: str, key: str, maker: Maker) -> Output | None:
    row, found = maker.lookups.row(key), occasions.of_page(key)
    if row is None or row.type not in occasions.WHOLE or not found:
        return None
    content = calendars.calendar(found, row.locale, maker.site(row.locale))
    return Output(file_of(row.url + calendars.FILE), content, frozenset([f"frame:{row.locale}"]))


def feed(target: str, name: str, maker: Maker) -> Output | None:
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


def sitemap(target: str, number: str, maker: Maker) -> Output | None:
    if not number:
        return Output("sitemap.xml", maps.index())
    if number == "ways":
        return Output("sitemaps/ways.xml", maps.of_ways())
    content = maps.sitemap(int(number)) if number.isdigit() else None
    return Output(f"sitemaps/{number}.xml", content) if content else None


def robots(target: str, name: str, maker: Maker) -> Output:
    return Output("robots.txt", maps.robots().encode())


def media(target: str, url: str, maker: Maker) -> Output | None:
    use = MediaUse.objects.filter(url=url).first()
    if use is None:
        return None
    name = originals.name_of(target, use)
    return copy_of(url, name) if name else None


def paper(target: str, key: str, maker: Maker) -> Output | None:
    made, row = Paper.objects.filter(pk=key).first(), maker.lookups.row(key)
    if made is None or row is None:
        return None
    return copy_of(papers.address(row.url), made.file)


def file_beside(target: str, name: str, maker: Maker) -> Output | None:
    found = beside.find(name)
    if found is None:
        return None
    return Output(file_of(found.document.url + found.name), found.text.encode(), frozenset([target]))


def accent_sheet(target: str, key: str, maker: Maker) -> Output | None:
    row = maker.lookups.row(key)
    detail = row.content["detail"] if row and row.type == accents.TYPE else {}
    url = accent.address(row.url, detail) if row else ""
    return Output(file_of(url), accent.sheet(detail["accent"]), frozenset([target])) if url else None


def sheet(target: str, name: str, maker: Maker) -> Output:
    assets, colour = maker.assets, maker.colour
    return Output(f"assets/{assets.sheet_name(colour)}", assets.sheet(colour))


def asset(target: str, name: str, maker: Maker) -> Output | None:
    file = maker.assets.files.get(name)
    return Output(f"assets/{maker.assets.names[name]}", file) if file else None
