"""Chromium for the journeys."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",  # the tests may run as root
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # a page that asks the outside fails loudly
]


def with_letters(browser: Browser, size: int) -> Browser:
    """Another one, whose user has chosen letters of so many pixels (16 are usual)."""
    return browser.browser_type.launch(
        executable_path=CHROMIUM, args=[*ARGUMENTS, f"--blink-settings=defaultFontSize={size}"]
    )


@contextmanager
def open_browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()
