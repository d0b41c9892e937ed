"""Sky, land, water and plants."""

import math
from collections.abc import Sequence

from cms.demo.drawing.paper import Colour, Sheet, mix
from cms.demo.drawing.shapes import blob, ellipse, hill, leaf, moved, rectangle, ribbon, smooth

BARK = "#5b4636"
LEAVES = ("#2f6f57", "#4c8f68", "#7fb57b", "#a9cf93")
TWIG_SPACING, LEAF_LENGTH = 23, 22


def sun(sheet: Sheet, x: float, y: float, radius: float, colour: Colour, halo: Colour) -> None:
    """A paper disc in rings of light."""
    sheet.glow(x, y, radius * 4.5, halo, 0.55)
    for ring, opacity in ((1.75, 0.16), (1.38, 0.26)):
        sheet.paper(ellipse(x, y, radius * ring), fill=halo, opacity=opacity)
    sheet.paper(ellipse(x, y, radius), fill=colour, to=mix(colour, halo, 0.45), shadow=0.12, reach=8)


def moon(sheet: Sheet, x: float, y: float, radius: float) -> None:
    """A pale disc in its own light."""
    sheet.glow(x, y, radius * 5, "#ffe6b0", 0.6)
    sheet.paper(ellipse(x, y, radius), fill="#fff3d2", to="#ffdf9c")


def cloud(sheet: Sheet, x: float, y: float, length: float, fill: Colour, opacity: float = 1.0) -> None:
    """A flat cloud of rounded bars, as on old paper-cuts."""
    high = length * 0.085
    bars = ((0, 0, 1.0), (0.16, -1, 0.62), (-0.1, 1, 0.72), (0.3, -2, 0.26))
    outlines = []
    for shift, row, share in bars:
        middle, half = x + shift * length * 0.5, length * share / 2
        top = y + row * high * 0.92
        outlines.append(rectangle(middle - half, top, middle + half, top + high, high / 2))
    sheet.paper(*outlines, fill=fill, shadow=0.1, reach=9, opacity=opacity)


def hills(sheet: Sheet, top: float, bottom: float, colours: Sequence[Colour], rise: float = 90) -> None:
    """Ranges of hills, the farthest first, evenly spaced between `top` and `bottom`."""
    for i, colour in enumerate(colours):
        base = top + (bottom - top) * i / len(colours)
        heights = [base + sheet.rng.uniform(-rise, rise * 0.35) for _ in range(8)]
        sheet.paper(
            hill(sheet.width, heights, 1100),
            fill=colour,
            to=mix(colour, "#ffffff", 0.25),
            shadow=0.16,
            reach=16,
        )


def water(sheet: Sheet, top: float, surface: Colour, deep: Colour, ripple: Colour, ripples: int = 60) -> None:
    """Water from a straight waterline to the lower edge, with ripples that grow towards the viewer."""
    sheet.paper(rectangle(-10, top, sheet.width + 10, 1010), fill=surface, to=deep)
    ripple_lines(sheet, top, 1000, ripple, ripples)


def ripple_lines(
    sheet: Sheet, top: float, bottom: float, colour: Colour, count: int, opacity: float = 0.5
) -> None:
    lines = []
    for _ in range(count):
        near = sheet.rng.random() ** 1.4
        y = top + 8 + (bottom - top) * near
        half = 18 + 90 * near * sheet.rng.uniform(0.5, 1.2)
        x = sheet.rng.uniform(-20, sheet.width + 20)
        bend = 2 + 5 * near
        curve = smooth([(x - half, y), (x - half / 3, y - bend), (x + half / 3, y + bend), (x + half, y)], 6)
        lines.append(ribbon(curve, 1.5 + 3.5 * near, 0.6))
    sheet.paper(*lines, fill=colour, opacity=opacity)


def tree(
    sheet: Sheet, x: float, base: float, height: float, crown: Sequence[Colour], spread: float = 0.42
) -> None:
    """A round tree: a trunk with forks, and crowns of paper from dark to light."""
    rng = sheet.rng
    trunk = [(x, base), (x + height * 0.015, base - height * 0.3), (x - height * 0.01, base - height * 0.62)]
    branches = [ribbon(smooth(trunk), height * 0.07, height * 0.03)]
    for side in (-1, 1):
        fork = [(x, base - height * 0.36), (x + side * height * 0.09, base - height * 0.5)]
        fork.append((x + side * height * 0.17, base - height * 0.62))
        branches.append(ribbon(smooth(fork), height * 0.035, height * 0.012))
    sheet.paper(*branches, fill=BARK, to=mix(BARK, "#000000", 0.2), shadow=0.2, reach=8)
    layers = len(crown)
    for i, colour in enumerate(crown):
        share = 1 - i / (layers + 0.6)
        radius = height * spread * share
        offset_x, offset_y = -height * 0.045 * i, base - height * (0.66 + 0.055 * i)
        crowns = [
            blob(x + offset_x + dx * radius, offset_y + dy * radius, radius * 0.68, radius * 0.56, rng)
            for dx, dy in ((-0.48, 0.18), (0.5, 0.14), (0, -0.3), (0.05, 0.2))
        ]
        sheet.paper(
            *crowns, fill=mix(colour, "#ffffff", 0.08), to=mix(colour, "#10302c", 0.12), shadow=0.2, reach=10
        )


def willow_strands(
    sheet: Sheet,
    span: tuple[float, float],
    top: float,
    lengths: tuple[float, float],
    fill: Colour,
    *,
    sway: float = 30,
    arch: float = 60,
) -> None:
    """A curtain of hanging willow twigs across `span`, their tops highest in the middle by `arch`."""
    rng, outlines = sheet.rng, []
    left, right = span
    count = round((right - left) / TWIG_SPACING)
    for i in range(count):
        share = (i + rng.uniform(-0.35, 0.35)) / max(count - 1, 1)
        x, y = left + (right - left) * share, top + arch * (2 * share - 1) ** 2
        length, drift = rng.uniform(*lengths), sway * rng.uniform(0.4, 1.2)
        bends = [(x, y), (x + drift * 0.2, y + length * 0.35), (x + drift, y + length * 0.7)]
        twig = smooth([*bends, (x + drift * 0.8, y + length)], 10)
        outlines.append(ribbon(twig, 3.2, 1.2))
        step = max(2, round(len(twig) * LEAF_LENGTH * 0.75 / length))
        for n, (px, py) in enumerate(twig[::step]):
            size, turn = LEAF_LENGTH * rng.uniform(0.8, 1.25), rng.uniform(-14, 14)
            outlines.append(leaf(px, py, size, (62 if n % 2 else 118) + turn, 0.17))
    sheet.paper(*outlines, fill=mix(fill, "#ffffff", 0.12), to=fill, shadow=0.18, reach=9)


def willow(
    sheet: Sheet, x: float, base: float, height: float, leaf_colours: Sequence[Colour], lean: int = 1
) -> None:
    """A willow: a leaning trunk, arching boughs and curtains of twigs, the nearest the lightest."""
    foot, bend, head = (
        (x, base),
        (x + lean * height * 0.03, base - height * 0.35),
        (x + lean * height * 0.13, base - height * 0.72),
    )
    trunk = smooth([foot, bend, head])
    crotch, centre = trunk[-8], x + lean * height * 0.12
    boughs = [ribbon(trunk, height * 0.085, height * 0.04)]
    flare = [(-0.03, -0.12), (-0.05, -0.03), (-0.085, 0.006), (0.085, 0.006), (0.052, -0.03), (0.046, -0.12)]
    boughs.append(smooth([(x + dx * height, base + dy * height) for dx, dy in flare], 6))
    for dx, dy in ((-0.36, 0.16), (-0.16, 0.27), (0.1, 0.3), (0.3, 0.25), (0.4, 0.15)):
        end = (crotch[0] + lean * dx * height, crotch[1] - dy * height)
        middle = (crotch[0] + lean * dx * height * 0.55, crotch[1] - dy * height * 0.85)
        boughs.append(ribbon(smooth([crotch, middle, end]), height * 0.034, height * 0.008))
    back, *front = leaf_colours
    spread, top = height * 0.5, base - height * 1.02
    _crown(sheet, centre, top, spread, height, back)
    willow_strands(
        sheet,
        (centre - spread, centre + spread),
        top,
        (height * 0.4, height * 0.68),
        back,
        arch=height * 0.24,
    )
    sheet.paper(*boughs, fill=BARK, to=mix(BARK, "#000000", 0.25), shadow=0.25, reach=10)
    for i, colour in enumerate(front):
        narrow, low = spread * (0.92 - 0.16 * i), top + height * (0.01 + 0.05 * i)
        _crown(sheet, centre + lean * 12 * i, low, narrow * 0.8, height * 0.8, colour)
        willow_strands(
            sheet,
            (centre - narrow, centre + narrow),
            low,
            (height * 0.28, height * 0.58),
            colour,
            arch=height * 0.2,
        )


def _crown(sheet: Sheet, x: float, top: float, spread: float, height: float, colour: Colour) -> None:
    """The leafy arch from which a willow's twigs hang."""
    tufts = []
    for i in range(9):
        share = (i - 4) / 4
        y = top + height * 0.22 * share**2 + height * 0.03
        tufts.append(blob(x + share * spread * 0.92, y, height * 0.085, height * 0.055, sheet.rng, 8, 0.2))
    sheet.paper(*tufts, fill=mix(colour, "#ffffff", 0.14), to=colour, shadow=0.18, reach=9)


def reeds(sheet: Sheet, x: float, base: float, height: float, fill: Colour, count: int = 9) -> None:
    """A tuft of blades."""
    blades = []
    for i in range(count):
        turn = -90 + (i - (count - 1) / 2) * 11 + sheet.rng.uniform(-5, 5)
        blades.append(
            leaf(
                x + (i - count / 2) * height * 0.03, base, height * sheet.rng.uniform(0.65, 1.05), turn, 0.05
            )
        )
    sheet.paper(*blades, fill=mix(fill, "#ffffff", 0.2), to=fill, shadow=0.15, reach=6)


def lotus(sheet: Sheet, x: float, y: float, size: float, fill: Colour) -> None:
    """A lotus leaf that floats, seen flat, with a notch and veins."""
    pad = ellipse(x, y, size, size * 0.3, start=20, end=350)
    sheet.paper([*pad, (x, y)], fill=fill, to=mix(fill, "#0b3a35", 0.3), shadow=0.22, reach=7)
    veins = [
        ribbon([(x, y), (x + size * 0.8 * math.cos(a), y + size * 0.24 * math.sin(a))], 1.6, 0.6)
        for a in (math.radians(d) for d in range(40, 350, 44))
    ]
    sheet.paper(*veins, fill=mix(fill, "#ffffff", 0.35), opacity=0.7)


def flower(sheet: Sheet, x: float, y: float, size: float, fill: Colour, heart: Colour = "#f4c95d") -> None:
    """Five petals round a heart."""
    petals = [leaf(x, y, size, angle, 0.34) for angle in range(-90, 270, 72)]
    sheet.paper(*petals, fill=mix(fill, "#ffffff", 0.15), to=fill, shadow=0.18, reach=4)
    sheet.paper(ellipse(x, y, size * 0.24), fill=heart)


EGRET = [
    (0, 0),
    (6, -26),
    (20, -44),
    (44, -54),
    (60, -74),
    (54, -98),
    (62, -112),
    (80, -110),
    (98, -104),
    (78, -101),
]
EGRET += [(70, -94), (74, -72), (62, -50), (40, -26), (8, -6)]


def egret(sheet: Sheet, x: float, base: float, size: float, *, flip: bool = False) -> None:
    """A white egret that stands in shallow water. `size` 1 is about 150 units high."""
    legs = [[(24, -34), (25, 0), (22, 38)], [(36, -34), (38, 2), (40, 38)]]
    parts = [moved(ribbon(leg, 3.2, 2.4), x, base - 38 * size, scale=size, flip=flip) for leg in legs]
    sheet.paper(*parts, fill="#3f4a4c")
    body = moved(smooth(EGRET, 8, closed=True), x, base - 38 * size, scale=size, flip=flip)
    sheet.paper(body, fill="#ffffff", to="#e4e9e4", shadow=0.25, reach=6)
    beak = moved([(76, -111), (112, -102), (76, -104)], x, base - 38 * size, scale=size, flip=flip)
    sheet.paper(beak, fill="#e0a13a")


def birds(sheet: Sheet, places: Sequence[tuple[float, float, float]], fill: Colour) -> None:
    """Birds on the wing, each (x, y, span)."""
    wings = []
    for x, y, span in places:
        for side in (-1, 1):
            curve = smooth(
                [(x, y), (x + side * span * 0.2, y - span * 0.2), (x + side * span * 0.5, y - span * 0.12)], 6
            )
            wings.append(ribbon(curve, span * 0.075, span * 0.015))
    sheet.paper(*wings, fill=fill)
