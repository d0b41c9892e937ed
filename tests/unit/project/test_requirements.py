"""What the code imports is declared, and what is declared is used."""

import ast
import re
import sys
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

PROJECT = Path(__file__).parents[3]
OURS = {"cms", "search", "tests", "bench"}
# Used without an import: programs that are started, plug-ins named in settings, drivers that are found.
BY_NAME = {
    "gunicorn", "psycopg", "whitenoise", "django-axes", "pillow",
    "pytest-django", "pytest-xdist", "ruff", "import-linter", "mypy", "django-stubs", "uv", "hugo",
}  # fmt: skip
# The distribution that carries a declared one's code.
CARRIERS = {"elasticsearch": "elasticsearch-dsl", "elastic-transport": "elasticsearch-dsl"}


@cache
def names_in(folder):
    """The packages that the Python files of a folder import at first hand; migrations write their own."""
    names = set()
    for path in {*(PROJECT / folder).rglob("*.py")} - {*(PROJECT / folder).rglob("migrations/*.py")}:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module.partition(".")[0])
    return names


def imported(*folders):
    """The distributions that these folders import."""
    names, owners = set().union(*map(names_in, folders)), packages_distributions()
    found = {normal(owners[name][0]) for name in names - sys.stdlib_module_names - OURS if name in owners}
    return {CARRIERS.get(name, name) for name in found}


def declared(name):
    lines = (PROJECT / name).read_text().splitlines()
    return {
        normal(re.split(r"[\s=<>\[;#]", line)[0])
        for line in lines
        if line and not line.startswith(("#", "-"))
    }


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def test_the_program_imports_only_what_it_declares():
    assert imported("cms", "search") - declared("requirements.in") == set()


def test_the_tests_import_only_what_is_declared():
    assert imported("tests", "bench") - declared("requirements.in") - declared("requirements-dev.in") == set()


def test_nothing_is_declared_that_nobody_uses():
    used = imported("cms", "search", "tests", "bench") | BY_NAME
    assert (declared("requirements.in") | declared("requirements-dev.in")) - used == set()
