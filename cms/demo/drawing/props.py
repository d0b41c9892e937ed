"""Things that people make and put there: lanterns, boats, banners, dishes, pots."""

from collections.abc import Sequence

from cms.demo.drawing.nature import flower
from cms.demo.drawing.paper import Colour, Sheet, mix
from cms.demo.drawing.shapes import Point, ellipse, leaf, rectangle, ribbon, smooth

RED, GOLD = "#d2402f", "#f2c057"


def lantern(
    sheet: Sheet,
    x: float,
    y: float,
    size: float,
    colour: Colour = RED,
    *,
    light: float = 0.6,
    cord: float = 0,
) -> None:
    """A round lantern about (x, y), of radius `size`, that shines with `light` and hangs by a `cord`."""
    if light:
        sheet.glow(x, y, size * 3.6, mix(colour, "#ffb65c", 0.7), light)
    if cord:
        sheet.paper(rectangle(x - 1.3, y - size - cord, x + 1.3, y - size * 0.8), fill="#5a3a2c")
    tassel = [
        ribbon([(x + dx, y + size), (x + dx * 1.5, y + size * 1.9)], size * 0.055, size * 0.03)
        for dx in (-size * 0.13, -size * 0.045, size * 0.045, size * 0.13)
    ]
    sheet.paper(*tassel, fill=GOLD)
    sheet.paper(
        ellipse(x, y, size, size * 0.84),
        fill=mix(colour, "#ffd27a", 0.35),
        to=mix(colour, "#7a1210", 0.18),
        shadow=0.3,
        reach=size * 0.22,
    )
    for share in (0.66, 0.3):
        rim = ellipse(x, y, size * share, size * 0.84)
        sheet.paper(ribbon(rim, max(1.2, size * 0.035)), fill=mix(colour, "#7a1210", 0.45), opacity=0.55)
    sheet.glow(x, y, size * 0.8, "#ffe7a8", 0.6)
    caps = [
        rectangle(
            x - size * 0.36,
            y + side * size * 0.84 - size * 0.1,
            x + size * 0.36,
            y + side * size * 0.84 + size * 0.1,
            size * 0.05,
        )
        for side in (-1, 1)
    ]
    sheet.paper(*caps, fill=GOLD, to=mix(GOLD, "#8a5a16", 0.4), shadow=0.2, reach=4)


def garland(
    sheet: Sheet,
    points: Sequence[Point],
    size: float,
    count: int,
    colours: Sequence[Colour],
    light: float = 0.4,
) -> None:
    """Lanterns on a cord that sags through the points."""
    line = smooth(points, 24)
    sheet.paper(ribbon(line, 2.6), fill="#4a332b")
    for i in range(count):
        x, y = line[round((i + 0.5) * (len(line) - 1) / count)]
        lantern(sheet, x, y + size * 1.5, size, colours[i % len(colours)], light=light, cord=size * 0.6)


def lantern_boat(sheet: Sheet, x: float, y: float, size: float, colour: Colour) -> None:
    """A lotus of paper with a light in it that floats, and its light on the water."""
    sheet.glow(x, y - size * 0.3, size * 3.4, "#ffb152", 0.7)
    for i in range(4):
        half = size * (1.0 - 0.18 * i)
        sheet.paper(
            rectangle(
                x - half, y + size * (0.34 + 0.24 * i), x + half, y + size * (0.4 + 0.24 * i), size * 0.03
            ),
            fill="#ffd27f",
            opacity=0.5 - 0.1 * i,
        )
    petals = ((-0.95, -0.5), (0.95, -0.5), (-0.55, -0.85), (0.55, -0.85), (0, -1.0))
    for dx, dy in petals:
        tip = (x + dx * size, y + dy * size)
        outline = smooth(
            [
                (x - size * 0.3, y + size * 0.2),
                (x + dx * size * 0.9 - size * 0.26, y + dy * size * 0.5),
                tip,
                (x + dx * size * 0.9 + size * 0.26, y + dy * size * 0.5),
                (x + size * 0.3, y + size * 0.2),
            ],
            8,
        )
        sheet.paper(outline, fill=mix(colour, "#fff1cf", 0.55), to=colour, shadow=0.2, reach=5)
    sheet.paper(ellipse(x, y - size * 0.22, size * 0.2, size * 0.3), fill="#fff4c9", to="#ffc45e")
    hull = smooth(
        [
            (x - size * 1.05, y),
            (x - size * 0.6, y + size * 0.34),
            (x + size * 0.6, y + size * 0.34),
            (x + size * 1.05, y),
        ],
        8,
    )
    sheet.paper(hull, fill=mix(colour, "#ffd9a0", 0.2), to=mix(colour, "#5a1020", 0.3), shadow=0.2, reach=6)


def rowing_boat(sheet: Sheet, x: float, y: float, length: float, hull: Colour = "#6d4a38") -> None:
    """A flat river boat with a hood of matting, its waterline at `y`."""
    half = length / 2
    hood = [*ellipse(x, y - length * 0.08, length * 0.2, length * 0.19, start=180, end=360)]
    sheet.paper(hood, fill="#4f4338", to="#2f2823", shadow=0.2, reach=6)
    ribs = [
        ribbon(ellipse(x, y - length * 0.08, length * 0.2 * share, length * 0.19, start=180, end=360), 2.4)
        for share in (0.35, 0.7, 0.98)
    ]
    sheet.paper(*ribs, fill="#8a755c")
    outline = smooth(
        [
            (x - half, y - length * 0.1),
            (x - half * 0.5, y - length * 0.05),
            (x + half * 0.5, y - length * 0.05),
            (x + half, y - length * 0.1),
            (x + half * 0.72, y + length * 0.04),
            (x - half * 0.72, y + length * 0.04),
        ],
        8,
        closed=True,
    )
    sheet.paper(outline, fill=mix(hull, "#ffffff", 0.12), to=mix(hull, "#000000", 0.3), shadow=0.3, reach=8)


def bunting(sheet: Sheet, points: Sequence[Point], size: float, colours: Sequence[Colour]) -> None:
    """A cord of small paper flags."""
    line = smooth(points, 24)
    sheet.paper(ribbon(line, 2), fill="#6a5344")
    count = max(3, len(line) // 7)
    for i in range(count):
        x, y = line[round((i + 0.5) * (len(line) - 1) / count)]
        flag = [
            (x - size * 0.5, y),
            (x + size * 0.5, y),
            (x + size * 0.5, y + size * 0.9),
            (x, y + size * 1.25),
            (x - size * 0.5, y + size * 0.9),
        ]
        hole = [
            (x, y + size * 0.28),
            (x + size * 0.2, y + size * 0.52),
            (x, y + size * 0.76),
            (x - size * 0.2, y + size * 0.52),
        ]
        sheet.paper(flag, fill=colours[i % len(colours)], shadow=0.2, reach=5, holes=[hole])


def stool(sheet: Sheet, x: float, base: float, size: float, fill: Colour = "#9a6b46") -> None:
    legs = [
        ribbon([(x + side * size * 0.34, base - size * 0.75), (x + side * size * 0.44, base)], size * 0.11)
        for side in (-1, 1)
    ]
    sheet.paper(*legs, fill=mix(fill, "#000000", 0.2))
    sheet.paper(
        rectangle(x - size * 0.5, base - size * 0.86, x + size * 0.5, base - size * 0.7, size * 0.06),
        fill=fill,
        shadow=0.25,
        reach=5,
    )


def dish(sheet: Sheet, x: float, y: float, size: float, food: Colour) -> None:
    """A plate with something on it, seen from the side and above."""
    sheet.paper(ellipse(x, y, size, size * 0.34), fill="#fdfaf2", to="#d9d4c7", shadow=0.3, reach=5)
    sheet.paper(ellipse(x, y - size * 0.05, size * 0.72, size * 0.22), fill="#5f8ea0", opacity=0.35)
    sheet.paper(
        ellipse(x, y - size * 0.1, size * 0.62, size * 0.22),
        fill=mix(food, "#ffffff", 0.15),
        to=mix(food, "#000000", 0.1),
    )


def pot(sheet: Sheet, x: float, base: float, size: float, bloom: Colour, clay: Colour = "#b9653f") -> None:
    """A flower pot in bloom."""
    stems = [
        leaf(x + dx * size * 0.4, base - size * 0.6, size * 0.9, angle, 0.2)
        for dx, angle in ((-0.5, -125), (-0.2, -105), (0.1, -88), (0.4, -70), (0.6, -52))
    ]
    sheet.paper(*stems, fill="#6fae72", to="#3f7d57", shadow=0.2, reach=5)
    for dx, dy in ((-0.42, -1.32), (0.04, -1.52), (0.46, -1.28)):
        flower(sheet, x + dx * size, base + dy * size, size * 0.3, bloom)
    outline = [
        (x - size * 0.46, base - size * 0.66),
        (x + size * 0.46, base - size * 0.66),
        (x + size * 0.34, base),
        (x - size * 0.34, base),
    ]
    sheet.paper(
        outline,
        rectangle(x - size * 0.52, base - size * 0.76, x + size * 0.52, base - size * 0.6, size * 0.04),
        fill=clay,
        to=mix(clay, "#000000", 0.25),
        shadow=0.3,
        reach=7,
    )
