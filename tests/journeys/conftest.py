"""A person in a browser: what each journey starts from."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.support.machine import free_port
from tests.support.program import Program
from tests.support.public import PublicServer
from tests.support.waiting import PATIENCE

LOGIN = "admin"
expect.set_options(timeout=PATIENCE * 1000)


class Visitor:
    """One person's browser window on the running program; it remembers what went wrong in it."""

    def __init__(self, context: BrowserContext, home: str) -> None:
        self.home = home
        self.page: Page = context.new_page()
        self.page.set_default_timeout(PATIENCE * 1000)
        self.problems: list[str] = []
        self.page.on("pageerror", lambda error: self.problems.append(f"{self.page.url}: {error}"))
        self.page.on("console", self._note_console)
        self.page.on("requestfailed", self._note_failure)

    def open(self, path: str) -> int:
        """Opens an address of the program. Returns its status."""
        response = self.page.goto(f"{self.home}{path}")
        assert response is not None
        return response.status

    def log_in(self, password: str | None) -> None:
        """Logs in with the password that the first start printed."""
        self.open("/admin/login/")
        self.page.fill("#id_username", LOGIN)
        self.page.fill("#id_password", str(password))
        self.page.click("button[type=submit]")
        self.page.wait_for_url(f"{self.home}/admin/")

    def overflow(self) -> int:
        """Pixels by which the page is wider than the window."""
        return int(
            self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        )

    def _note_console(self, message) -> None:
        # A page that is meant to be missing or taken down is reported by the browser as an error of its own.
        is_meant = "404" in message.text or "410" in message.text
        if message.type in ("error", "warning") and not is_meant:
            self.problems.append(f"{self.page.url}: {message.text}")

    def _note_failure(self, request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the browser gave it up for the next page
            self.problems.append(f"{self.page.url}: {request.url}: {request.failure}")


def _copy_what_is_there(source: str, goal: str) -> None:
    # The original goes on working: a file that was just being made may have its own name by now.
    with suppress(FileNotFoundError):
        shutil.copy2(source, goal)


class Below(Program):
    """A copy of a running program's data with another public address, …/linli, at which nobody answers at first."""

    def __init__(self, data_dir: Path, original: Path) -> None:
        skip = shutil.ignore_patterns("linli.sqlite3*", "public", "locks", "*.lock")
        shutil.copytree(original, data_dir, ignore=skip, copy_function=_copy_what_is_there)
        with (
            closing(sqlite3.connect(original / "linli.sqlite3")) as source,
            closing(sqlite3.connect(data_dir / "linli.sqlite3")) as copy,
        ):
            source.backup(copy)
        self.public_port, self.www = free_port(), data_dir / "www"
        super().__init__(
            data_dir,
            base="/linli",
            PUBLIC_DIR=str(self.www / "linli"),
            VERIFY_URL=f"http://127.0.0.1:{self.public_port}/linli",
        )

    def open_to_the_public(self) -> PublicServer:
        """Serves the tree where the program looks at what residents get."""
        return PublicServer(self.www, port=self.public_port)


@pytest.fixture(scope="session")
def below(live, tmp_path_factory):
    """The demonstration on another site, below its path /linli; nobody answers where it verifies what is public."""
    with Below(tmp_path_factory.mktemp("below") / "data", live.data_dir) as program:
        program.start()
        yield program


@pytest.fixture
def visit(browser: Browser, live: Program) -> Iterator[Callable[..., Visitor]]:
    """Opens a window of a given width on a program; with or without JavaScript."""
    contexts = []

    def visit(
        *, width: int = 1280, javascript: bool = True, locale: str = "zh-CN", at: Program = live
    ) -> Visitor:
        context = browser.new_context(
            viewport={"width": width, "height": 844}, java_script_enabled=javascript, locale=locale
        )
        contexts.append(context)
        return Visitor(context, at.url)

    yield visit
    for context in contexts:
        context.close()


@pytest.fixture
def log_in(visit: Callable[..., Visitor], live: Program) -> Callable[..., Visitor]:
    """Opens a window and logs in with the password that the first start printed."""

    def log_in(*, width: int = 1280) -> Visitor:
        visitor = visit(width=width)
        visitor.log_in(live.password)
        return visitor

    return log_in
