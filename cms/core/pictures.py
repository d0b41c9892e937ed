"""Uploaded pictures made harmless: decoded, set upright, in the colours that screens have, without a word of where,
when and with what they were taken. Whoever keeps a picture of staff or residents keeps what this gives, never what was
sent.
"""

import io
from threading import Lock
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, ImageFile, ImageOps
from pillow_heif import register_heif_opener

register_heif_opener()

MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 50_000_000
LONGEST = (
    3840  # as wide as the widest screens; cameras' 40 million pixels are halved to it while they are decoded
)
QUALITY = 90
MOVING = (
    "GIF",
    "WEBP",
    "PNG",
    "AVIF",
)  # of HEIC and MPO further pictures are views of the first, or its depth
READ = ("JPEG", *MOVING, "HEIF")
ONE_AT_A_TIME = (
    Lock()
)  # 40 million pixels take 115 MB for a moment as JPEG, 610 as WebP: not twice in one process
SAYS = {
    "unknown": _("This is no picture that we can read: send a JPEG, PNG, WebP, AVIF or HEIC file."),
    "damaged": _("This picture is damaged, or did not arrive whole: send it again, or save it anew first."),
    "animated": _("This picture moves: send a still one."),
    "too_many_pixels": _("This picture has more than 50 million pixels: send a smaller copy."),
    "too_heavy": _("This file is larger than 20 MB: send a smaller copy."),
}


class PictureError(ValidationError):
    """A picture that is not taken; `code` is one of SAYS, and the message is for whoever sent it, in their language."""

    def __init__(self, code: str) -> None:
        super().__init__(SAYS[code], code=code)


class Picture(NamedTuple):
    """A clean picture. `extension` is "jpg", "png" or "webp"."""

    content: bytes
    extension: str
    width: int
    height: int


def clean(data: bytes, *, longest: int = LONGEST) -> Picture:
    """A clean copy of a picture, none of its sides longer than `longest`: JPEG, or where there is something to see
    through or to keep sharp PNG or WebP. Raises PictureError.
    """
    if len(data) > MOST_BYTES:
        raise PictureError("too_heavy")
    try:
        image = Image.open(io.BytesIO(data), formats=READ)
        kind = image.format or ""
        if image.width * image.height > MOST_PIXELS:
            raise PictureError("too_many_pixels")
        if kind in MOVING and getattr(image, "is_animated", False):
            raise PictureError("animated")
        with ONE_AT_A_TIME:
            ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint turns it on for the whole process
            return _written(_plain(image, longest), kind)
    except PictureError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PictureError("too_many_pixels") from error
    except Image.UnidentifiedImageError as error:
        raise PictureError("unknown") from error
    except Exception as error:  # decoders raise whatever they like for what they cannot read
        raise PictureError("damaged") from error


def _plain(image: Image.Image, longest: int) -> Image.Image:
    """Upright, in sRGB, no larger than it may be, with nothing but its pixels."""
    profile = image.info.get("icc_profile")
    if image.mode.startswith("I"):  # 16 bits to a point
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    elif image.mode == "P":
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    scale = longest / max(image.size)
    if scale < 1:
        # A JPEG is decoded at a half or a quarter of its size where that is enough, for a quarter of the memory.
        image.draft(None, (int(image.width * scale), int(image.height * scale)))
        image.thumbnail((longest, longest), reducing_gap=None)
    ImageOps.exif_transpose(image, in_place=True)
    image = _in_srgb(image, profile)
    image.info = {}
    return image


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """In RGB, or RGBA where anything can be seen through; colours of another profile keep their looks."""
    mode = "RGBA" if image.has_transparency_data else "RGB"
    if profile and image.mode in ("RGB", "RGBA", "CMYK"):
        try:
            own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            srgb = ImageCms.createProfile("sRGB")
            return ImageCms.profileToProfile(image, own, srgb, outputMode=mode) or image
        except ImageCms.PyCMSError:  # a broken profile: as if there were none
            pass
    return image if image.mode == mode else image.convert(mode)


def _written(image: Image.Image, kind: str) -> Picture:
    into = "PNG" if kind in ("PNG", "GIF") or image.mode == "RGBA" else "JPEG"
    into = kind if kind == "WEBP" else into
    data = io.BytesIO()
    image.save(data, into, **({} if into == "PNG" else {"quality": QUALITY}))
    extension = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}[into]
    return Picture(data.getvalue(), extension, image.width, image.height)


def blur(content: bytes) -> str:
    """The six colours of a picture, three above and three below, that stand in its place while it comes: "a1b2c3…", 36
    signs. "" where it can be seen through.
    """
    image = Image.open(io.BytesIO(content))
    if image.has_transparency_data:
        return ""
    image.draft("RGB", (96, 64))
    return image.convert("RGB").resize((3, 2), Image.Resampling.BOX).tobytes().hex()
