"""A person in a browser: what each journey starts from."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.support.program import Program
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
        self.page.wait_for_url("**/admin/")

    def overflow(self) -> int:
        """Pixels by which the page is wider than the window."""
        return int(
            self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        )

    def _note_console(self, message) -> None:
        # A page that is meant to be missing is reported by the browser as an error of its own.
        if message.type in ("error", "warning") and "404" not in message.text:
            self.problems.append(f"{self.page.url}: {message.text}")

    def _note_failure(self, request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the browser gave it up for the next page
            self.problems.append(f"{self.page.url}: {request.url}: {request.failure}")


@pytest.fixture
def visit(browser: Browser, live: Program) -> Iterator[Callable[..., Visitor]]:
    """Opens a window of a given width on the program; with or without JavaScript."""
    contexts = []

    def visit(*, width: int = 1280, javascript: bool = True, locale: str = "zh-CN") -> Visitor:
        context = browser.new_context(
            viewport={"width": width, "height": 844}, java_script_enabled=javascript, locale=locale
        )
        contexts.append(context)
        return Visitor(context, live.url)

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
