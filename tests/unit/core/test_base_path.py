"""The program below a base path, behind servers that take it off and servers that do not."""

import pytest

from cms.core.base_path import below


def ask(base, path):
    """(status, Location, the path that the program got) of a request."""
    got = {}

    def program(environ, start_response):
        start_response("200 OK", [])
        got["path"] = environ["PATH_INFO"]
        return []

    def start_response(status, headers):
        got["status"] = int(status.split()[0])
        got["location"] = dict(headers).get("Location")

    below(base, program)({"PATH_INFO": path}, start_response)
    return got["status"], got["location"], got.get("path")


@pytest.mark.parametrize(
    ("base", "path", "got"),
    [
        ("/linli", "/linli/zh/", "/zh/"),
        ("/linli", "/zh/", "/zh/"),
        ("/linli", "/linlin/zh/", "/linlin/zh/"),
        ("", "/zh/", "/zh/"),
    ],
)
def test_the_program_knows_its_own_paths_only(base, path, got):
    assert ask(base, path) == (200, None, got)


def test_the_base_path_without_its_slash_leads_to_the_site():
    assert ask("/linli", "/linli") == (301, "/linli/", None)
