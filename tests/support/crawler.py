"""Walks all links of a site, as a search engine would."""

import http.client
import re
from collections import deque
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from bs4 import BeautifulSoup

from tests.support.waiting import PATIENCE

ATTRIBUTES = ("href", "src", "action", "data-popular", "data-suggest")


class Crawler:
    """Asks for every address within `start` ("http://127.0.0.1:8000/linli/") that something there links to.

    `skip` is a pattern of paths, with their query, that are not asked for. What is wrong is in `broken`:
    {address: reason}.
    """

    def __init__(self, start: str, skip: str = r"$^") -> None:
        self.start, self._skip = start, re.compile(skip)
        self.pages: dict[str, set[str]] = {}  # the anchors of each address that answered
        self.broken: dict[str, str] = {}
        host = urlsplit(start)
        self._connection = http.client.HTTPConnection(host.hostname, host.port, timeout=PATIENCE)

    def walk(self) -> "Crawler":
        waiting, anchors = deque([(self.start, "the start")]), []
        seen = {self.start}
        while waiting:
            url, source = waiting.popleft()
            for link in self._links(url, source):
                goal, anchor = urldefrag(link)
                if anchor:
                    anchors.append((goal, unquote(anchor), url))
                if goal not in seen and self._is_ours(goal, url):
                    seen.add(goal)
                    waiting.append((goal, url))
        self._connection.close()
        for goal, anchor, source in anchors:
            if goal in self.pages and anchor not in self.pages[goal]:
                self.broken[f"{goal}#{anchor}"] = f"no such place, from {source}"
        return self

    def _is_ours(self, link: str, source: str) -> bool:
        root = self.start[: -len(urlsplit(self.start).path)]
        if not link.startswith((root + "/", root)) or self._skip.search(link.removeprefix(root)):
            return False
        if not link.startswith(self.start):
            self.broken[link] = f"outside the base path, from {source}"
            return False
        return True

    def _links(self, url: str, source: str) -> list[str]:
        """The links of an address, which is noted as broken where it does not answer with 200."""
        answer, body = self._get(url)
        if answer.status in (301, 302):
            return [urljoin(url, answer.headers["Location"])]
        if answer.status != 200:
            self.broken[url] = f"{answer.status}, from {source}"
            return []
        kind = answer.headers.get_content_type()
        soup = BeautifulSoup(body, "html.parser") if kind == "text/html" else None
        self.pages[url] = {tag["id"] for tag in soup.find_all(id=True)} if soup else set()
        if soup:
            return [urljoin(url, link) for link in _named(soup)]
        if kind in ("application/xml", "text/xml", "application/atom+xml"):
            return [urljoin(url, link) for link in re.findall(r"(?:href=\"|<loc>)([^\"<]+)", body.decode())]
        return []

    def _get(self, url: str) -> tuple[http.client.HTTPResponse, bytes]:
        path = urlsplit(url)._replace(scheme="", netloc="").geturl() or "/"
        try:
            self._connection.request("GET", path)
            answer = self._connection.getresponse()
        except (http.client.RemoteDisconnected, BrokenPipeError):  # kept open longer than the server likes
            self._connection.close()
            self._connection.request("GET", path)
            answer = self._connection.getresponse()
        return answer, answer.read()


def _named(soup: BeautifulSoup) -> list[str]:
    found = [tag[name] for name in ATTRIBUTES for tag in soup.find_all(attrs={name: True})]
    found += [part.split()[0] for tag in soup.find_all(srcset=True) for part in tag["srcset"].split(",")]
    found += [
        tag["content"].partition("url=")[2] for tag in soup.find_all("meta", attrs={"http-equiv": "refresh"})
    ]
    return [link for link in found if not link.startswith(("mailto:", "tel:", "data:"))]
