"""AVIF, the smallest form of a picture, which takes seconds to make: asked for by a publish, made after it.

A picture's pages have it from the moment that all its sizes are there, see `painting`.
"""

from collections.abc import Iterable

from PIL import features

from cms.core.documents import Data
from cms.publishing import pending

QUEUE = pending.PICTURES
SUBJECT = "image:"


def is_possible() -> bool:
    """Whether this machine's Pillow can write AVIF."""
    return bool(features.check("avif"))


def ask(media: Iterable[Data]) -> None:
    """Note the pictures of a document that have no AVIF yet, in the transaction of its publish."""
    images = (one for one in media if one["media"] == "image" and "avif" not in one["sources"])
    wanted = {f"{SUBJECT}{one['id']}" for one in images}
    if wanted and is_possible():
        pending.ask(QUEUE, wanted)
