"""The paths of redirects: as Wagtail writes them, as documents and files have them, and those nobody may take."""

from hashlib import sha256
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.utils.encoding import uri_to_iri

from cms.core.languages import BY_SEGMENT
from cms.home.rules import BELOW_HOME, BELOW_SECTIONS, DIRECTORY

INDEX = "/index.html"
OURS = {"assets", "media", "files", "sitemaps", "admin", "api"}  # folders, and what the program answers
OUR_PAGES = {"404.html", "410.html", "414.html", "500.html"}  # shown in place of others
OUR_FILES = OUR_PAGES | {"feed.xml", "index.html", "list.html", "robots.txt", "sitemap.xml"}
NAME_BYTES = 255  # of a file or folder
LONGEST = 255  # characters of a path in Wagtail's table


def old_path_of(url: str) -> str:
    """A site address ("/zh/notices/") as the path of a redirect, the way Wagtail's table has it ("/zh/notices").

    One that is too long for the table ends in a hash of the whole; `LongPath` then knows the rest.
    """
    path = whole_path_of(url)
    if len(path) <= LONGEST:
        return path
    digest = sha256(path.encode()).hexdigest()
    return f"{path[: LONGEST - len(digest) - 1]}…{digest}"


def whole_path_of(url: str) -> str:
    """A site address as the path of a redirect, however long it is."""
    return url.rstrip("/") or "/"


def urls_of(old_path: str) -> tuple[str, str]:
    """The site addresses that a redirect's whole path may be, as documents have them."""
    return (f"{old_path.rstrip('/')}/", old_path)


def site_path(link: str) -> str | None:
    """The path of a redirect that an absolute address within this site is; None for an address elsewhere."""
    here, there = urlsplit(settings.PUBLIC_URL), urlsplit(link)
    inside = f"{there.path}/".startswith(f"{here.path}/")
    if (there.scheme, there.netloc) != (here.scheme, here.netloc) or not inside:
        return None
    return uri_to_iri(there.path[len(here.path) :]).removesuffix("/") or "/"


def is_reserved(old_path: str) -> bool:
    """Whether the site has something of its own at a path that is no page: lists, feeds, assets, the admin."""
    first, *rest = unquote(old_path).strip("/").split("/")
    if not first or first in OURS | OUR_FILES:
        return True
    if first not in BY_SEGMENT:
        return False
    if rest and rest[0] == DIRECTORY:
        return len(rest) != 2  # an organisation's address may be a former one
    return not rest or rest[0] in BELOW_HOME or rest[-1] in OUR_FILES or not BELOW_SECTIONS.isdisjoint(rest)


def is_plain(old_path: str) -> bool:
    """Whether a web server can know a path by itself: it has no query and no sign that no address has."""
    path = unquote(old_path)
    odd = any(sign < " " or sign in "\\\x7f" for sign in path)
    return path.startswith("/") and "?" not in old_path and not odd and not is_reserved(old_path)


def place_of(old_path: str) -> str | None:
    """The file of a redirect in the public tree; None for paths that only a web server's rule can answer.

    Those are paths with an extension that servers would not send as HTML, such as ".php".
    """
    *folders, last = unquote(old_path).strip("/").split("/")
    if not is_plain(old_path) or any(not _is_folder(name) for name in folders):
        return None
    path = unquote(old_path).strip("/")
    if _is_folder(last):
        return path + INDEX
    is_page = last.endswith((".html", ".htm")) and last[0] != "." and f"/{last}" != INDEX
    return path if is_page and len(last.encode()) <= NAME_BYTES else None


def _is_folder(name: str) -> bool:
    return bool(name) and "." not in name and len(name.encode()) <= NAME_BYTES
