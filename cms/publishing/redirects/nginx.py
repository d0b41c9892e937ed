"""Rules for nginx: the redirects, so that it answers 301 or 302 before it looks for a file, and what is gone (410).

See docs/operators.md.
"""

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote, unquote

from django.conf import settings
from django.db.models import F
from django.db.models.functions import Lower

from cms.publishing.locks import hold
from cms.publishing.models import StoredDocument
from cms.publishing.redirects.gone import every_address
from cms.publishing.redirects.paths import is_plain, whole_path_of
from cms.publishing.redirects.routes import Way, every_way
from cms.publishing.tree import files

PERMANENT, TEMPORARY, GONE = "redirects.map", "redirects-temporary.map", "gone.map"
# Bytes of an address and of its goal: for a longer one nginx refuses its configuration as a whole.
LONGEST_KEY, LONGEST_GOAL = 2000, 4000
REGEX_SIGNS = set(r"\.+*?()[]{}|^$")
KEPT = "/:?#[]@!&'()*+,;=%~-._"  # signs that mean something in an address; "$" would be a variable to nginx


def folder() -> Path:
    """Where the rules lie: beside the public tree's data, where nobody is served from."""
    return settings.DATA_DIR / "nginx"


def write_rules() -> bool:
    """Write the rules as of now. Returns whether they changed; nginx then has to read them again.

    Raises OSError where the folder cannot be written, BusyError where another process keeps writing them.
    """
    with hold("rules"):
        ways = [way for way in every_way() if is_plain(way.old)]
        moved = {way.old for way in ways}
        lost = [path for url in every_address() if is_plain(path := whole_path_of(url)) and path not in moved]
        mixed = _addresses_in_mixed_case() if ways or lost else set()
        lines = sorted(f"{_quoted(key)} 1;\n" for path in lost for key in _short(_keys(path, mixed)))
        changed = files.write(folder(), GONE, "".join(lines).encode())[0]
        for name, permanent in ((PERMANENT, True), (TEMPORARY, False)):
            lines = _lines((way for way in ways if way.permanent == permanent), mixed)
            changed |= files.write(folder(), name, "".join(lines).encode())[0]
    return changed


def _lines(ways: Iterable[Way], mixed: set[str]) -> list[str]:
    return sorted(line for way in ways for line in _rule(way, mixed))


def _rule(way: Way, mixed: set[str]) -> list[str]:
    """The `map` entries of one redirect. nginx compares them without regard to case, regular expressions with it.

    None where an address is too long for nginx: its page in the tree then does alone.
    """
    goal = quote(settings.BASE_PATH + way.to if way.to.startswith("/") else way.to, safe=KEPT)
    rules = dict.fromkeys(_keys(way.old, mixed), goal)
    if way.is_section:
        rules[f"~^{_escaped(way.old)}/(feed\\.xml|archive/[0-9]+-[0-9]+/)$"] = f"{goal}$1"
    return [
        f"{_quoted(key)} {_quoted(rules[key])};\n"
        for key in _short(rules)
        if len(_quoted(rules[key])) <= LONGEST_GOAL
    ]


def _keys(old: str, mixed: set[str]) -> list[str]:
    """What a path is in a `map`, with and without its last slash."""
    path = settings.BASE_PATH + unquote(old)
    if path != path.lower() or old.lower() in mixed:
        return [f"~^{_escaped(old)}/?$"]
    return [path, f"{path}/"]


def _escaped(old: str) -> str:
    path = settings.BASE_PATH + unquote(old)
    return "".join(f"\\{sign}" if sign in REGEX_SIGNS else sign for sign in path)


def _short(keys: Iterable[str]) -> list[str]:
    """Those that nginx can hold."""
    return [key for key in keys if len(_quoted(key).encode()) <= LONGEST_KEY]


def _quoted(words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _addresses_in_mixed_case() -> set[str]:
    """Public addresses that differ from a redirect's only in case must not be caught by its rule."""
    mixed = StoredDocument.objects.annotate(lower=Lower("url")).exclude(lower=F("url"))
    return {url.rstrip("/") for url in mixed.values_list("lower", flat=True)}
