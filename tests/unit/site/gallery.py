"""Every page that the site can make of the invented documents: for tests, measurements and the contact sheet."""

import io
import re
from pathlib import Path
from urllib.parse import urljoin

from django.conf import settings
from django.utils import translation
from PIL import Image, ImageOps

from cms.feedback.forms import FeedbackForm
from cms.publishing import posters
from cms.publishing.rendering import accent
from cms.publishing.rendering.assets import Assets
from cms.publishing.rendering.renderer import Links, Renderer
from cms.publishing.tree.ways import WAYS
from tests.unit.site import activities, ballots, outcomes, plans, residents, shelf
from tests.unit.site.documents import LAYOUTS, SEGMENTS, Data, Words, site

SITE = settings.PROJECT / "site"
COLOUR = "#9f2d20"
SHOWN = re.compile(r'<(?:img|track)[^>]* src="([^"?:]+)"')
Pages = dict[tuple[str, str], str]  # {(locale, name): HTML}


class Press:
    """Renders templates as the publisher does, on a shelf of documents."""

    def __init__(self) -> None:
        self._renderer = Renderer(SITE)
        self.rendered: set[str] = set()
        self.assets = Assets(SITE / "assets")
        self.names = self.assets.named_with(COLOUR)

    def render(
        self,
        template: str,
        locale: str,
        documents: list[Data] | None = None,
        *,
        elsewhere: list[Data] | tuple[Data, ...] = (),
        full: bool = True,
        path: str = "zh/notices/x/index.html",
        **context,
    ) -> str:
        self.rendered.add(template)
        documents = shelf.everything(locale) if documents is None else documents
        catalogue = shelf.Shelf(locale, documents, elsewhere)
        return self._renderer.render(
            template,
            locale=locale,
            links=Links.from_path(path, self.names, catalogue.address),
            site=site(locale, full=full),
            catalogue=catalogue,
            now_year=2026,
            **context,
        )

    def page(self, doc: Data, **options) -> str:
        return self.render(f"pages/{doc['type']}.html", doc["locale"], doc=doc, **options)

    def filed(self, say: Words, kind: str, value: str) -> str:
        """The page of a section's plans of one year or issuer."""
        documents = shelf.everything(say.locale) + plans.beside(say)
        section = shelf.section(say, "plans")
        groups = shelf.Shelf(say.locale, documents).groups(section["key"])[kind]
        group = next(group for group in groups if group["value"] == value) | {"kind": kind}
        path = f"{section['url'][1:]}{kind}/{value}/index.html"
        return self.render("pages/filed.html", say.locale, documents, doc=section, group=group, path=path)

    def search(self, locale: str, **context) -> str:
        asked = {
            "query": "",
            "sort": "relevance",
            "filters": {},
            "chosen": [],
            "plain": "?",
            "switched": "search",
            "unread": {},
            "swapped": "",
            "answer": None,
        }
        return self.render(
            "pages/search.html",
            locale,
            **(asked | {"promoted": [], "path": f"/{SEGMENTS[locale]}/search"} | context),
        )


def form_of(say: Words) -> Data:
    """A form of residents as it comes back with a message."""
    with translation.override(say.locale):
        form = FeedbackForm({"text": "x"})
        form.is_valid()
        return form.shown()


def pages_of(press: Press, locale: str) -> dict[str, str]:
    """{name: HTML} of every template in one language, full and bare."""
    say = Words(locale)
    makers = [shelf.home, shelf.popular, shelf.street, shelf.organisation, *shelf.ARTICLES]
    pages = {f"{make.__name__}": press.page(make(say)) for make in makers}
    pages |= {
        f"bare {make.__name__}": press.page(make(say, full=False), documents=[], full=False)
        for make in makers
    }
    pages["work_plan cascade"] = press.page(
        plans.work_plan(say), documents=shelf.everything(locale) + plans.beside(say)
    )
    pages["work_plan of a hundred tasks"] = press.page(plans.long_plan(say))
    for kind, value in (("year", "2026"), ("issuer", "liuxi-street")):
        pages[f"filed {kind}"] = press.filed(say, kind, value)
    pages["section plans of many years"] = press.page(
        shelf.section(say, "plans"), documents=shelf.everything(locale) + plans.beside(say)
    )
    for layout in LAYOUTS:
        section = shelf.section(say, layout)
        pages[f"section {layout}"] = press.page(section)
        pages[f"bare section {layout}"] = press.page(
            shelf.section(say, layout, full=False), documents=[], full=False
        )
        pages[f"archive {layout}"] = press.render("pages/archive.html", locale, doc=section, month="2026-02")
    other = shelf.everything(next(one for one in SEGMENTS if one != locale))
    for name, doc in [
        ("home", shelf.home(say)),
        *((f"section {one}", shelf.section(say, one)) for one in LAYOUTS),
    ]:
        pages[f"{name} untranslated"] = press.page(doc, documents=[], elsewhere=other)
    pages["activities untranslated"] = press.render(
        "pages/activities.html", locale, [], elsewhere=other, path=f"{say.segment}/activities/index.html"
    )
    pages["years untranslated"] = press.render(
        "pages/years.html", locale, [], elsewhere=other, path=f"{say.segment}/archive/index.html"
    )
    for name in WAYS:
        place = f"{say.segment}/{name}/index.html"
        pages[name] = press.render(f"pages/{name}.html", locale, path=place)
        pages[f"bare {name}"] = press.render(f"pages/{name}.html", locale, [], full=False, path=place)
    pages["month"] = press.render("pages/month.html", locale, month="2026-03")
    pages["year"] = press.render("pages/year.html", locale, year="2026")
    alone = ("not_found", "gone", "error", "language", "too_long")
    pages |= {name: press.render(f"pages/{name}.html", locale) for name in alone}
    pages |= {
        f"refused {status}": press.render("pages/refused.html", locale, status=status)
        for status in (400, 405)
    }
    place = f"{say.segment}/styleguide/index.html"
    pages["styleguide"] = press.render("pages/styleguide.html", locale, path=place)
    pages["honours"] = press.page(shelf.honours(say))
    for state in ("published", "commended", "names_gone"):
        ended = outcomes.campaign(say, state)
        pages[f"campaign {state}"] = press.page(ended)
        place = f"{ended['url'][1:]}record/index.html"
        pages[f"record {state}"] = press.render("pages/record.html", locale, doc=ended, path=place)
    call = activities.recruitment(say)
    code = posters.code(call["url"], call["title"])
    place = f"{call['url'][1:]}poster/index.html"
    pages["poster"] = press.render("pages/poster.html", locale, doc=call, code=code, path=place)
    for name, given in {**residents.pages(say), **ballots.pages(say, residents.shared(say))}.items():
        pages[f"my {name}"] = press.render(f"pages/my/{name}.html", locale, **given)
    about = {"title": say("停水通知", "Water cut"), "url": f"/{say.segment}/", "lang": "zh-Hans"}
    said = {"about": about, "query": "?page=page:1", "action": "feedback", "csrf": "x", "form": form_of(say)}
    for name, is_sent in (("feedback", False), ("feedback sent", True)):
        pages[name] = press.render("pages/feedback.html", locale, is_sent=is_sent, **said)
    pages["redirect"] = press.render("pages/redirect.html", locale, to=f"/{SEGMENTS[locale]}/notices/y/")
    pages["search"] = press.search(locale)
    pages["search found"] = press.search(
        locale, query="养老", answer=shelf.found(locale), **shelf.narrowed(locale)
    )
    pages["search nothing"] = press.search(locale, query="xyz", answer=shelf.found(locale, total=0))
    pages["search narrowed to nothing"] = press.search(
        locale,
        query="“养老”",
        answer=shelf.found(locale, total=0) | {"unfiltered": 1},
        **shelf.narrowed(locale),
        unread={"date_from": "xyz"},
        swapped="?q=x",
    )
    other = next(one for one in SEGMENTS if one != locale)
    pages["search elsewhere"] = press.search(
        locale, query="养老", answer=shelf.found(other) | {"elsewhere": True}
    )
    pages["search down"] = press.search(
        locale, query="xyz", answer=shelf.found(locale, total=0) | {"available": False}
    )
    return pages


def every_page(press: Press) -> Pages:
    """The pages of both languages."""
    return {(locale, name): html for locale in SEGMENTS for name, html in pages_of(press, locale).items()}


def lay_out(folder: Path, press: Press, pages: Pages, *, pictures: bool = True) -> dict[tuple[str, str], str]:
    """Write pages, with assets and pictures (or empty files), as a site that a web server can serve.

    Returns {(locale, name): address}.
    """
    addresses = {
        (locale, name): _address(SEGMENTS[locale], name, html) for (locale, name), html in pages.items()
    }
    for place, html in pages.items():
        _write(folder / addresses[place][1:] / "index.html", html.encode())
    for locale, segment in SEGMENTS.items():
        path = f"{segment}/popular/list.html"
        popular = shelf.popular(Words(locale))
        _write(
            folder / path, press.render("partials/popular_list.html", locale, doc=popular, path=path).encode()
        )
    _write(folder / "api" / "shifts" / "20zh", b'{"shifts": {}}')
    _write(folder / "api" / "shifts" / "20en", b'{"shifts": {}}')
    _write(folder / "worker.js", press.render("pages/worker.js", "zh-hans", path="worker.js").encode())
    for name, file in press.assets.files.items():
        _write(folder / "assets" / press.names[name], file.read_bytes())
    _write(folder / "assets" / press.names["site.css"], press.assets.sheet(COLOUR))
    written = "".join(pages.values())
    for sheet in set(re.findall(rf"[\w/-]+/{accent.SHEET.replace('.', '[.][0-9a-f]+[.]')}", written)):
        _write(folder / sheet.lstrip("/"), accent.sheet(activities.ACCENT))
    for picture in set(re.findall(r"media/p\d+(?:-[a-z]+)?-\d+\.\w+", written)):
        _write(folder / picture, _picture(picture) if pictures else b"")
    shown = {urljoin(addresses[at], path) for at, html in pages.items() for path in SHOWN.findall(html)}
    for address in shown:
        file = folder / address[1:] / ("index.html" if address.endswith("/") else "")
        if not file.exists():  # what residents sent, subtitles
            _write(file, _picture("p1-400.webp") if pictures and "/pictures/" in address else b"WEBVTT")
    return addresses


def _address(segment: str, name: str, html: str) -> str:
    """A place as deep in the tree as the page's links to its assets say."""
    link = re.search(r'"([./]+)assets/', html)
    depth = link[1].count("../") if link else 0
    above = [segment, *["gallery"] * (depth - 2)] if depth > 1 else []
    return "/".join(["", *above, name.replace(" ", "-"), ""])


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


def _picture(path: str) -> bytes:
    """A picture of the demonstration in the place of an invented one ("media/p10-400.webp")."""
    number, width = map(int, re.findall(r"\d+", path)[:2])
    known = sorted((settings.PROJECT / "media" / "demo").glob("*.jpg"))
    content = io.BytesIO()
    with Image.open(known[number % len(known)]) as picture:
        fitted = ImageOps.fit(picture.convert("RGB"), (width, width * 3 // 4))
        fitted.save(content, "WEBP" if path.endswith("webp") else "JPEG", quality=70)
    return content.getvalue()
