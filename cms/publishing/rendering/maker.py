"""What making files needs: the renderer, assets, and what all pages share."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from cms.publishing.cards import Cards
from cms.publishing.catalogue import Catalogue
from cms.publishing.lookups import Lookups
from cms.publishing.queries import Versions
from cms.publishing.rendering import frames
from cms.publishing.rendering.assets import Assets
from cms.publishing.rendering.renderer import Links, Renderer

SOURCES = settings.PROJECT / "site"
DOCUMENTS = ("page:", "popular:", "organisation:", "honours:")  # how their keys begin
BY_YEAR = ("year:", "way:years:")  # targets that tell all months


class Maker:
    """Renders templates with the site's settings of this moment.

    One for as long as nobody else may make files: what all pages show (menu, settings) is read once. `lookups` is what
    a batch reads.
    """

    def __init__(self, renderer: Renderer, assets: Assets):
        self._renderer, self.assets = renderer, assets
        self._sites = {
            locale: frame | {"domain": settings.PUBLIC_URL} for locale, frame in frames.load().items()
        }
        self.colour: str = self.site(settings.LANGUAGE_CODE)["theme"]
        self._names = assets.named_with(self.colour)
        self._year = timezone.localdate().year
        self._cards = Cards()
        self._translated: dict[str, Versions] = {}
        self.lookups = Lookups(self._cards, self._translated)
        self._memory: dict[tuple, str] = {}

    def read_ahead(self, targets: list[str]) -> None:
        """Begin a batch: forget what was looked up before, and fetch what these targets' pages show."""
        self.lookups = Lookups(self._cards, self._translated)
        self.lookups.read_ahead(target for target in targets if target.startswith(DOCUMENTS))
        self.lookups.almanac.read_ahead(targets)
        if any(target.startswith(BY_YEAR) for target in targets):
            self.lookups.archived()  # which also knows the months of each section
        archives = (
            target.split(":", 1)[1].rsplit(":", 1) for target in targets if target.startswith("archive:")
        )
        self.lookups.read_archives((key, month) for key, month in archives)

    def site(self, locale: str) -> dict[str, Any]:
        """The site settings in one language, as templates know them."""
        return self._sites[locale]

    def render(
        self, template: str, *, catalogue: Catalogue, path: str = "", root: str | None = None, **context: Any
    ) -> str:
        """The HTML of a template for the file at `path`, or with links from `root` where it has no place of
        its own.
        """
        links = Links.from_path(path, self._names, catalogue.address)
        if root is not None:
            links = Links(root, self._names, catalogue.address)
        return self._renderer.render(
            template,
            locale=catalogue.locale,
            links=links,
            site=self.site(catalogue.locale),
            catalogue=catalogue,
            memory=self._memory,
            now_year=self._year,
            **context,
        )


class Workshop:
    """Makes makers: templates are compiled and assets read once per process."""

    def __init__(self, sources: Path = SOURCES):
        self._renderer = Renderer(sources, settings.DATA_DIR / "templates")
        self._assets = Assets(sources / "assets")

    def kinds(self, locale: str) -> Mapping[str, str]:
        """The site's words for types of documents, by their codes."""
        return self._renderer.said("components/words.html", "TYPES", locale)

    def maker(self) -> Maker:
        return Maker(self._renderer, self._assets)
