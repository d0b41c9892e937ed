"""The program below a base path, as in https://example.org/linli/."""

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def below(base: str, application: Application) -> Application:
    """The application for requests that name the base path ("/linli", or "" for none) and for those that do not.

    A web server in front may pass a request on as it is, or with the base path taken off.
    """

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if base and path == base:
            start_response("301 Moved Permanently", [("Location", f"{base}/"), ("Content-Length", "0")])
            return []
        if base and path.startswith(f"{base}/"):
            environ = {**environ, "PATH_INFO": path.removeprefix(base)}
        return application(environ, start_response)

    return answer


def whole(path: str, site: str = "") -> str:
    """The whole address of one of Django's own, which know the base path: on the public site, or on another `site`."""
    parts = urlsplit(site or settings.PUBLIC_URL)
    return f"{parts.scheme}://{parts.netloc}{path}"
