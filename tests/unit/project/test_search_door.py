"""The CMS enters search by its door, and only where it has business there."""

import ast
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).parents[3]
DOOR = {"search.api", "search.documents"}
GUESTS = ("publishing", "discovery", "health")


@cache
def entries():
    """{(the file, the module of search that it imports)} for all of the CMS."""
    found = set()
    for path in (PROJECT / "cms").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names = [node.module]
            elif isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            else:
                continue
            found |= {
                (path.relative_to(PROJECT / "cms"), name) for name in names if name.split(".")[0] == "search"
            }
    return found


def test_no_other_module_of_search_is_imported():
    assert {name for _path, name in entries()} == DOOR


def test_only_these_rooms_know_search():
    assert {path.parts[0] for path, _name in entries()} <= set(GUESTS)
