"""Documents into HTML: Jinja2 templates, compiled once per language, that read other content through the
catalogue only.

Knows no page and no request. The public build, previews and the search page all come through
`Renderer.render`.
"""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from markupsafe import Markup

from cms.core.documents import PAGE
from cms.core.languages import LANGUAGES
from cms.publishing.rendering.compiling import environment

SYMBOLIC = re.compile(rf'<a href="({PAGE}[^"]*)"([^>]*)>(.*?)</a>', re.DOTALL)
FILE_LINK = re.compile(r'(<a href=")(/files/[^"]*)')
INDEX = "index.html"


class Links:
    """Turns site addresses into links from one file.

    `root` is the way from that file to the site's root ("../../" for /zh/notices/), so that the tree works
    under any base path; for pages without a place of their own it is the absolute base path ("/" or
    "/linli/").
    """

    def __init__(self, root: str, assets: Mapping[str, str], address: Callable[[str], str | None]):
        self.root, self._assets, self._address = root, assets, address

    @classmethod
    def from_path(cls, path: str, assets: Mapping[str, str], address: Callable[[str], str | None]) -> "Links":
        """Links of the file at `path` ("zh/notices/index.html") in the tree."""
        return cls("../" * path.count("/") or "./", assets, address)

    def href(self, url: str) -> str:
        """A link to a site address; "" where a symbolic link's page is not public. Other addresses pass
        through.
        """
        if url[:1] == "/":
            return self.root + url[1:] if url[1:2] != "/" else url
        return (
            self.href(self._address(f"page:{url.removeprefix(PAGE)}") or "") if url.startswith(PAGE) else url
        )

    def asset(self, name: str) -> str:
        """The link to an asset by its plain name. Raises KeyError where there is none."""
        return self.href(self.asset_address(name))

    def asset_address(self, name: str) -> str:
        """The site address of an asset by its plain name. Raises KeyError where there is none."""
        return f"/assets/{self._assets[name]}"

    def rich(self, html: str) -> Markup:
        """Clean HTML with its symbolic links resolved; a link to what is not public becomes its words."""
        if PAGE in html:
            html = SYMBOLIC.sub(self._resolved, html)
        if "/files/" in html:
            html = FILE_LINK.sub(lambda link: link[1] + self.href(link[2]), html)
        return Markup(html)  # noqa: S704 - cleaned when it was expanded, see cms.core.richtext

    def _resolved(self, link: re.Match[str]) -> str:
        target = self.href(link[1])
        return f'<a href="{target}"{link[2]}>{link[3]}</a>' if target else link[3]


class Renderer:
    """Holds one compiled environment per language.

    `folder` is site/: templates/ and locale/ are in it. `compiled` is a folder where compiled templates are kept, for
    other processes and the next start.
    """

    def __init__(self, folder: Path, compiled: Path | None = None):
        self._environments = {locale: environment(folder, locale, compiled) for locale in LANGUAGES}

    def render(
        self,
        template: str,
        *,
        locale: str,
        links: Links,
        site: Mapping[str, Any],
        catalogue: Any,
        memory: dict[tuple, str] | None = None,
        **context: Any,
    ) -> str:
        """The HTML of `template` ("pages/notice.html") in one language.

        `memory` keeps what pages have in common, for as long as site settings and menu stay the same.
        """
        return (
            self._environments[locale]
            .get_template(template)
            .render(
                site=site,
                catalogue=catalogue,
                href=links.href,
                asset=links.asset,
                asset_address=links.asset_address,
                rich=links.rich,
                root=links.root,
                memory={} if memory is None else memory,
                **context,
            )
        )

    def said(self, template: str, name: str, locale: str) -> Any:
        """What a template of words sets under a name, in one language."""
        return getattr(self._environments[locale].get_template(template).module, name)

    def compile(self) -> int:
        """Compile every template in every language. Returns how many; raises jinja2.TemplateSyntaxError."""
        names = [
            (compiler, name)
            for compiler in self._environments.values()
            for name in compiler.list_templates(extensions=["html"])
        ]
        for compiler, name in names:
            compiler.get_template(name)
        return len(names)


def file_of(url: str) -> str:
    """The file of a site address in the tree: "/zh/notices/" is zh/notices/index.html. Raises ValueError
    for outside ones.
    """
    if not url.startswith("/") or url.startswith("//") or ".." in url.split("/"):
        raise ValueError(f"not a site address: {url}")
    return url[1:] + INDEX if url.endswith("/") else url[1:]
