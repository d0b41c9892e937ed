"""The sheet of a brand that has a colour of its own, beside its page: the theme of that colour, as the site's is made.

The brand's page and those below it load it after the site's sheet. Its name holds its hash, as those of all sheets do.
"""

from functools import lru_cache

from cms.core.documents import Data
from cms.publishing.rendering.assets import hashed
from cms.publishing.rendering.theme import theme_css

SHEET = "accent.css"


def address(url: str, told: Data) -> str:
    """The address of the sheet of a brand with that address; "" where it has the colour of the site. `told` is the
    brand's detail, or what its card adds.
    """
    colour = told.get("accent")
    return f"{url}{_name(colour)}" if colour else ""


@lru_cache(maxsize=64)
def sheet(colour: str) -> bytes:
    """The sheet for a colour, "#rrggbb"."""
    return theme_css(colour).encode()


@lru_cache(maxsize=64)
def _name(colour: str) -> str:
    return hashed(SHEET, sheet(colour))
