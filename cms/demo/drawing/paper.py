"""A sheet on which coloured paper is laid in layers, each with its soft shadow."""

from collections.abc import Sequence
from random import Random

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFilter

from cms.demo.drawing.shapes import Point

HEIGHT = 1000  # units from top to bottom, whatever the size in pixels
OVERSAMPLING = 2
SHADOW_COLOUR = (24, 30, 48)
GRADIENT_EDGE = (
    180  # Pillow's radial gradient has this level at the middle of its sides and 255 in its corners
)
Colour = str | tuple[int, int, int]


def rgb(colour: Colour) -> tuple[int, int, int]:
    return ImageColor.getrgb(colour)[:3] if isinstance(colour, str) else colour


def mix(one: Colour, other: Colour, share: float) -> tuple[int, int, int]:
    """`one`, with a share (0 to 1) of `other` in it."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(rgb(one), rgb(other), strict=True))
    return red, green, blue


class Sheet:
    """A picture in the making, `width` units wide. All that is random in it comes from its seeded `rng`."""

    def __init__(self, pixels_wide: int, pixels_high: int, seed: str) -> None:
        self.size = (pixels_wide, pixels_high)
        self.scale = pixels_high * OVERSAMPLING / HEIGHT
        self.width = HEIGHT * pixels_wide / pixels_high
        self.rng = Random(seed)  # noqa: S311 the same picture every time, no secret
        self.image = Image.new("RGB", (pixels_wide * OVERSAMPLING, pixels_high * OVERSAMPLING))

    def sky(self, *colours: Colour) -> None:
        """Fills the sheet with the colours, evenly from top to bottom."""
        self.image.paste(_vertical([rgb(colour) for colour in colours], self.image.size))

    def paper(
        self,
        *outlines: Sequence[Point],
        fill: Colour,
        to: Colour | None = None,
        shadow: float = 0.0,
        reach: float = 10,
        holes: Sequence[Sequence[Point]] = (),
        opacity: float = 1.0,
    ) -> None:
        """Lays outlines cut from one paper.

        `to` is the colour at the bottom, `shadow` the strength (0 to 1) of a shadow that falls `reach` units
        far; `holes` are cut out.
        """
        box = self._box(outlines, reach)
        if box is None:
            return
        left, top, right, bottom = box
        mask = Image.new("L", (right - left, bottom - top))
        pen = ImageDraw.Draw(mask)
        for outlined, level in ((outlines, 255), (holes, 0)):
            for outline in outlined:
                pen.polygon([(x * self.scale - left, y * self.scale - top) for x, y in outline], fill=level)
        if shadow:
            self._cast(mask, (left, top), shadow, reach * self.scale)
        colours = [rgb(fill), rgb(to)] if to else [rgb(fill)]
        if opacity < 1:
            mask = mask.point([round(level * opacity) for level in range(256)])
        self.image.paste(_vertical(colours, mask.size), (left, top), mask)

    def glow(self, x: float, y: float, radius: float, colour: Colour, strength: float = 1.0) -> None:
        """Light of a colour that spreads from a point and fades to nothing at `radius`."""
        pixels = max(2, round(2 * radius * self.scale))
        fall_off = [round(255 * strength * max(0.0, 1 - level / GRADIENT_EDGE) ** 2) for level in range(256)]
        light = Image.radial_gradient("L").point(fall_off).resize((pixels, pixels), Image.Resampling.BICUBIC)
        corner = round((x - radius) * self.scale), round((y - radius) * self.scale)
        self.image.paste(Image.new("RGB", light.size, rgb(colour)), corner, light)

    def reflect(self, waterline: float, depth: float, tint: Colour, share: float = 0.45) -> None:
        """Mirrors what stands above `waterline` into `depth` units of water, tinted and blurred."""
        line, high = round(waterline * self.scale), round(depth * self.scale)
        above = self.image.crop((0, line - high, self.image.width, line)).transpose(
            Image.Transpose.FLIP_TOP_BOTTOM
        )
        soft = above.filter(ImageFilter.GaussianBlur(3 * self.scale))
        self.image.paste(Image.blend(soft, Image.new("RGB", soft.size, rgb(tint)), share), (0, line))

    def finished(self) -> Image.Image:
        """The picture at its size, with the faint unevenness of paper."""
        small = self.image.resize(self.size, Image.Resampling.LANCZOS)
        cells = (max(2, self.size[0] // 2), max(2, self.size[1] // 2))
        specks = Image.frombytes("L", cells, self.rng.randbytes(cells[0] * cells[1]))
        grain = specks.point([125 + level * 6 // 255 for level in range(256)]).resize(
            self.size, Image.Resampling.BICUBIC
        )
        return ImageChops.overlay(small, Image.merge("RGB", [grain] * 3))

    def _box(self, outlines: Sequence[Sequence[Point]], margin: float) -> tuple[int, int, int, int] | None:
        """The pixels that outlines and their shadow may touch, or None if they lie outside the sheet."""
        xs = [x for outline in outlines for x, _ in outline]
        ys = [y for outline in outlines for _, y in outline]
        left, top = (round((min(values) - 2 * margin) * self.scale) for values in (xs, ys))
        right, bottom = (round((max(values) + 3 * margin) * self.scale) for values in (xs, ys))
        left, top = max(left, 0), max(top, 0)
        right, bottom = min(right, self.image.width), min(bottom, self.image.height)
        return (left, top, right, bottom) if right > left and bottom > top else None

    def _cast(self, mask: Image.Image, corner: tuple[int, int], strength: float, reach: float) -> None:
        """Darkens the sheet to the lower right of `mask`, at a quarter of the size: a shadow is soft."""
        quarter = (max(1, mask.width // 4), max(1, mask.height // 4))
        soft = mask.resize(quarter, Image.Resampling.BOX).filter(
            ImageFilter.GaussianBlur(max(reach / 8, 0.5))
        )
        levels = [round(level * strength) for level in range(256)]
        shade = soft.point(levels).resize(mask.size, Image.Resampling.BILINEAR)
        moved = Image.new("L", mask.size)
        moved.paste(shade, (round(reach * 0.35), round(reach * 0.7)))
        self.image.paste(Image.new("RGB", mask.size, SHADOW_COLOUR), corner, moved)


def _vertical(colours: Sequence[tuple[int, int, int]], size: tuple[int, int]) -> Image.Image:
    """A gradient from top to bottom through the colours."""
    if len(colours) == 1:
        return Image.new("RGB", size, colours[0])
    column = Image.new("RGB", (1, max(size[1], 1)))
    last, spans = max(size[1] - 1, 1), len(colours) - 1
    for y in range(size[1]):
        place = y / last * spans
        first = min(int(place), spans - 1)
        column.putpixel((0, y), mix(colours[first], colours[first + 1], place - first))
    return column.resize(size)
