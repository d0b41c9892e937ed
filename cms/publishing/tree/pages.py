"""The targets of the public tree that are pages.

Each function gets the target, what follows its kind, and a Maker; it gives None where nothing has this target any more.
"""

from django.conf import settings

from cms.core.languages import LANGUAGES
from cms.publishing import filing, outcomes, posters
from cms.publishing.catalogue import Catalogue
from cms.publishing.redirects import routes
from cms.publishing.redirects.paths import place_of
from cms.publishing.rendering.maker import Maker
from cms.publishing.rendering.renderer import file_of
from cms.publishing.tree import ways
from cms.publishing.tree.output import Output, from_template

ABOUT = "about:"  # calls the document's own file, too, whose record leaves this tag out


def document(target: str, name: str, maker: Maker) -> Output | None:
    row = maker.lookups.row(target)
    if row is None:
        return None
    output = from_template(maker, file_of(row.url), f"pages/{row.type}.html", row.locale, doc=row.content)
    return Output(output.path, output.content, output.tags - {ABOUT + target})


def archive(target: str, name: str, maker: Maker) -> Output | None:
    key, _colon, month = name.rpartition(":")
    section = maker.lookups.row(key)
    if section is None or month not in maker.lookups.months(key):
        return None
    path = file_of(f"{section.url}archive/{month}/")
    output = from_template(
        maker, path, "pages/archive.html", section.locale, doc=section.content, month=month
    )
    return Output(output.path, output.content, output.tags | {f"card:{key}", f"address:{key}"})


def filed(target: str, name: str, maker: Maker) -> Output | None:
    key, kind, value = filing.split(name)
    section = maker.lookups.row(key)
    group = next((one for one in maker.lookups.groups(key).get(kind, []) if one["value"] == value), None)
    if section is None or group is None:
        return None
    path = file_of(filing.address(section.url, kind, value))
    group = group | {"kind": kind}
    output = from_template(maker, path, "pages/filed.html", section.locale, doc=section.content, group=group)
    return Output(output.path, output.content, output.tags | {f"card:{key}", f"address:{key}"})


def popular_list(target: str, locale: str, maker: Maker) -> Output | None:
    row = maker.lookups.row(f"popular:{locale}")
    if row is None:
        return None
    path = file_of(row.url).replace("index.html", "list.html")
    output = from_template(maker, path, "partials/popular_list.html", locale, doc=row.content)
    return Output(output.path, output.content, output.tags | {f"card:{row.key}"})


def instead(target: str, locale: str, maker: Maker) -> Output:
    name, template = ways.INSTEAD[target.partition(":")[0]]
    segment = "" if locale == settings.LANGUAGE_CODE else f"{LANGUAGES[locale].segment}/"
    return from_template(maker, segment + name, template, locale, root=settings.BASE_PATH + "/")


def too_long(target: str, name: str, maker: Maker) -> Output:
    """In all languages, for the server that says it has not read the address."""
    root = settings.BASE_PATH + "/"
    return from_template(maker, "414.html", "pages/too_long.html", settings.LANGUAGE_CODE, root=root)


def way(target: str, name: str, maker: Maker) -> Output | None:
    way, _colon, locale = name.partition(":")
    return from_template(maker, file_of(ways.address(way, locale)), f"pages/{way}.html", locale)


def year(target: str, name: str, maker: Maker) -> Output | None:
    locale, _colon, year = name.partition(":")
    if year not in Catalogue(locale, maker.lookups).years():
        return None
    return from_template(
        maker, file_of(ways.year_address(year, locale)), "pages/year.html", locale, year=year
    )


def activities(target: str, name: str, maker: Maker) -> Output | None:
    locale, _colon, month = name.partition(":")
    if not maker.lookups.almanac.in_month(locale, month):
        return None
    return from_template(
        maker, file_of(ways.month_address(month, locale)), "pages/month.html", locale, month=month
    )


def poster(target: str, key: str, maker: Maker) -> Output | None:
    row = maker.lookups.row(key)
    if row is None or row.type != posters.TYPE:
        return None
    path, drawn = file_of(posters.address(row.url)), posters.code(row.url, row.content["title"])
    output = from_template(maker, path, "pages/poster.html", row.locale, doc=row.content, code=drawn)
    return Output(path, output.content, output.tags | {target})


def outcome(target: str, key: str, maker: Maker) -> Output | None:
    row = maker.lookups.row(key)
    if row is None or row.type != outcomes.TYPE or not outcomes.has_one(row.content):
        return None
    path = file_of(outcomes.address(row.url))
    output = from_template(maker, path, "pages/record.html", row.locale, doc=row.content)
    return Output(path, output.content, output.tags | {target})


def redirect(target: str, old_path: str, maker: Maker) -> Output | None:
    way = routes.find(old_path)
    place = place_of(way.old) if way else None
    if place is None or way is None:
        return None
    output = from_template(maker, place, "pages/redirect.html", way.locale, to=way.to)
    return Output(output.path, output.content, output.tags | way.tags | {target})


def styleguide(target: str, locale: str, maker: Maker) -> Output | None:
    """For developers only: it has no source anywhere else."""
    path = f"{LANGUAGES[locale].segment}/styleguide/index.html"
    return from_template(maker, path, "pages/styleguide.html", locale) if settings.DEBUG else None


def root(target: str, name: str, maker: Maker) -> Output:
    return from_template(maker, "index.html", "pages/language.html", settings.LANGUAGE_CODE)


def worker(target: str, name: str, maker: Maker) -> Output:
    return from_template(maker, "worker.js", "pages/worker.js", settings.LANGUAGE_CODE)
