"""How a page may be looked at: language aside, by whom and on what."""

from typing import Any, NamedTuple

from playwright.sync_api import Browser, Page

from tests.support.browser import with_letters

PATIENCE = 180_000  # milliseconds: on a busy machine a long page takes its time
WITHOUT_SWITCH = {"language", "redirect", "too_long"}  # pages that have no access mode


class Look(NamedTuple):
    """What a browser's context is opened with, and what is said to the page's address and its root."""

    name: str
    width: int
    scheme: str = "light"
    access: int = 0  # the step of the access mode
    forced: bool = False  # the colours are the device's own, as in Windows' contrast themes
    letters: int = 16  # pixels, as the browser's user has set them

    @property
    def context(self) -> dict[str, Any]:
        height = 844 if self.width < 600 else 900
        return {
            "viewport": {"width": self.width, "height": height},
            "color_scheme": self.scheme,
            "forced_colors": "active" if self.forced else "none",
        }

    def places(self, addresses: dict[tuple[str, str], str]) -> dict[tuple[str, str], str]:
        """Of the gallery's {(locale, name): address} those that can be looked at like this, as they are then called."""
        if not self.access:
            return addresses
        return {
            place: f"{address}#access-{self.access}"
            for place, address in addresses.items()
            if place[1] not in WITHOUT_SWITCH
        }

    def open(self, browser: Browser, **options: Any) -> Page:
        """A page of a context of its own; where a former address of the gallery leads there is nothing."""
        if self.letters != 16:
            browser = with_letters(browser, self.letters)
        context = browser.new_context(**self.context, service_workers="block", **options)
        context.route("**/notices/y/", lambda route: route.fulfill(status=204))
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        return page


LOOKS = (
    Look("phone", 390),
    Look("desk", 1280),
    Look("phone-dark", 390, "dark"),
    Look("desk-dark", 1280, "dark"),
    Look("phone-access", 390, access=1),
    Look("phone-large", 390, access=3),
    Look("desk-access", 1280, access=2),
    Look("phone-forced", 390, "dark", forced=True),
)
