"""The public tree over HTTP, for one machine without a web server in front of it."""

import mimetypes
import stat
from email.utils import formatdate
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase, HttpResponseRedirect
from django.middleware.gzip import GZipMiddleware

from cms.core.security import only_read
from cms.publishing.refusals import not_found

IMMUTABLE = ("assets/", "media/", "files/")  # their names hold the content's hash
DOWNLOADED = ("files/",)
COMPRESSION = GZipMiddleware(lambda request: HttpResponse())  # for who accepts it


@only_read
def public_file(request: HttpRequest, path: str) -> HttpResponseBase:
    """A file of the public tree. A folder without its slash is redirected; anything else answers the 404
    page.
    """
    file = _inside(settings.PUBLIC_DIR, path)
    if file and file.is_dir():
        if path and not path.endswith("/"):
            return HttpResponseRedirect(request.path + "/")
        file /= "index.html"
    if (
        file is None
        or not file.is_file()
        or file.name.startswith(".")
        or (path.endswith("/") and file.name != "index.html")
    ):
        return not_found(request)
    return _served(request, file, path)


def _inside(folder: Path, path: str) -> Path | None:
    """The file or folder at a requested path, or None where the path leads out of the tree."""
    if "\0" in path or "\\" in path or ".." in path.split("/"):
        return None
    found = (folder / path).resolve()
    return found if found == folder or folder in found.parents else None


def _served(request: HttpRequest, file: Path, path: str) -> HttpResponseBase:
    facts = file.stat()
    if not stat.S_ISREG(facts.st_mode):
        raise Http404
    etag = f'"{facts.st_mtime_ns:x}-{facts.st_size:x}"'
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    fresh = "public, max-age=31536000, immutable" if path.startswith(IMMUTABLE) else "no-cache"
    if request.headers.get("If-None-Match", "").removeprefix("W/") == etag:
        response: HttpResponseBase = HttpResponseNotModified()
    else:
        written = f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
        response = FileResponse(
            file.open("rb"), content_type=written, as_attachment=path.startswith(DOWNLOADED)
        )
        response["Last-Modified"] = formatdate(facts.st_mtime, usegmt=True)
        if request.method == "HEAD":
            response.streaming_content = ()  # the length is said already
    response["ETag"], response["Cache-Control"] = etag, fresh
    is_text = kind.startswith("text/") or kind.endswith(("xml", "javascript", "json"))
    return (
        COMPRESSION.process_response(request, response) if is_text and request.method == "GET" else response
    )
