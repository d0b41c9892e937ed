"""The shelf that these tests read from offers what the real catalogue offers."""

import inspect

from cms.publishing.catalogue import Catalogue
from tests.unit.site.shelf import Shelf


def test_the_shelf_answers_as_the_catalogue_does():
    def offered(kind):
        members = inspect.getmembers(kind, inspect.isfunction)
        return {
            name: list(inspect.signature(member).parameters)
            for name, member in members
            if not name.startswith("_")
        }

    assert offered(Shelf) == offered(Catalogue)


def test_every_template_of_a_page_is_in_the_gallery(press, pages, site_folder):
    templates = site_folder / "templates"
    there = {str(file.relative_to(templates)) for file in (templates / "pages").rglob("*.html")}
    assert there - press.rendered == set()
