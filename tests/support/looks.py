"""How a page may be looked at: language aside, by whom and on what."""

from typing import Any, NamedTuple


class Look(NamedTuple):
    """What a browser's context is opened with, and what is said to the page's address and its root."""

    name: str
    width: int
    scheme: str = "light"
    access: int = 0  # the step of the access mode
    forced: bool = False  # the colours are the device's own, as in Windows' contrast themes

    @property
    def context(self) -> dict[str, Any]:
        height = 844 if self.width < 600 else 900
        return {
            "viewport": {"width": self.width, "height": height},
            "color_scheme": self.scheme,
            "forced_colors": "active" if self.forced else "none",
        }


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
