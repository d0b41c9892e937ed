"""The renderer over the real templates, and every page that the site can make of the invented documents."""

from pathlib import Path

import pytest
from django.conf import settings

from cms.publishing.rendering.assets import Assets
from cms.publishing.rendering.renderer import Links, Renderer
from tests.unit.site import plans, shelf
from tests.unit.site.documents import LAYOUTS, SEGMENTS, Data, Words, site

SITE = settings.PROJECT / "site"


@pytest.fixture(scope="session")
def site_folder() -> Path:
    return SITE


class Press:
    """Renders templates as the publisher does, on a shelf of documents."""

    def __init__(self) -> None:
        self._renderer = Renderer(SITE)
        self.names = Assets(SITE / "assets").named_with("#9f2d20")

    def render(
        self,
        template: str,
        locale: str,
        documents: list[Data] | None = None,
        *,
        full: bool = True,
        path: str = "zh/notices/x/index.html",
        **context,
    ) -> str:
        catalogue = shelf.Shelf(locale, shelf.everything(locale) if documents is None else documents)
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
            "dates": {"date_from": "", "date_to": ""},
            "filters": {},
            "answer": None,
        }
        return self.render(
            "pages/search.html",
            locale,
            **(asked | {"promoted": [], "path": f"/{SEGMENTS[locale]}/search"} | context),
        )


@pytest.fixture(scope="session")
def press() -> Press:
    return Press()


def _pages(press: Press, locale: str) -> dict[str, str]:
    say = Words(locale)
    makers = [shelf.home, shelf.popular, *shelf.ARTICLES]
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
    pages |= {name: press.render(f"pages/{name}.html", locale) for name in ("not_found", "error", "language")}
    pages["redirect"] = press.render("pages/redirect.html", locale, to=f"/{SEGMENTS[locale]}/notices/y/")
    pages["search"] = press.search(locale)
    pages["search found"] = press.search(
        locale, query="养老", answer=shelf.found(locale), filters={"type": ["policy"]}
    )
    pages["search nothing"] = press.search(locale, query="xyz", answer=shelf.found(locale, total=0))
    pages["search down"] = press.search(
        locale, query="xyz", answer=shelf.found(locale, total=0) | {"available": False}
    )
    return pages


@pytest.fixture(scope="session")
def pages(press: Press) -> dict[tuple[str, str], str]:
    """{(locale, name): HTML} of every template, full and bare."""
    return {(locale, name): html for locale in SEGMENTS for name, html in _pages(press, locale).items()}
