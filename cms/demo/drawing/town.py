"""Houses, walls, bridges, doors and what stands in front of them."""

from collections.abc import Sequence

from cms.demo.drawing.paper import Colour, Sheet, mix
from cms.demo.drawing.shapes import Outline, ellipse, rectangle, ribbon, smooth

Paint = tuple[Colour, Colour]  # of the walls and of the tiles
DAY: Paint = ("#f6efe2", "#3d4a55")
DUSK: Paint = ("#cdb7b4", "#332f52")
NIGHT: Paint = ("#8f8aa8", "#232a4a")
WALL, TILE = DAY
WOOD = "#7a4a34"
LIT = "#ffd98a"


def roof(
    sheet: Sheet,
    left: float,
    right: float,
    eave: float,
    ridge: float,
    fill: Colour = TILE,
    overhang: float = 26,
) -> None:
    """A tiled roof seen from its long side: turned-up eaves, a ridge, and the lines of the tiles."""
    high, inset = eave - ridge, (right - left) * 0.1
    slope_left = smooth(
        [
            (left - overhang, eave - high * 0.12),
            (left + inset * 0.25, eave - high * 0.3),
            (left + inset, ridge),
        ]
    )
    slope_right = [(left + right - x, y) for x, y in reversed(slope_left)]
    lower = smooth(
        [
            (right + overhang, eave - high * 0.12),
            (right - 8, eave),
            (left + 8, eave),
            (left - overhang, eave - high * 0.12),
        ]
    )
    sheet.paper(
        [*slope_left, *slope_right, *lower],
        fill=mix(fill, "#ffffff", 0.1),
        to=mix(fill, "#000000", 0.12),
        shadow=0.32,
        reach=12,
    )
    count = max(5, int((right - left) / 17))
    lines = []
    for i in range(1, count):
        share = i / count
        top_x = left + inset + (right - left - 2 * inset) * share
        foot = left + (right - left) * share
        lines.append(ribbon([(top_x, ridge + high * 0.08), (foot, eave - high * 0.07)], 2.2, 3.2))
    sheet.paper(*lines, fill=mix(fill, "#ffffff", 0.2), opacity=0.55)
    cap = rectangle(left + inset - 9, ridge - high * 0.1, right - inset + 9, ridge + high * 0.06, high * 0.05)
    sheet.paper(cap, fill=mix(fill, "#000000", 0.3), shadow=0.2, reach=5)


def window(
    sheet: Sheet,
    x: float,
    y: float,
    width: float,
    height: float,
    *,
    lit: bool = False,
    glass: Colour = "#8fa9a6",
) -> None:
    """A window with lattice, about its centre."""
    left, top, right, bottom = x - width / 2, y - height / 2, x + width / 2, y + height / 2
    if lit:
        sheet.glow(x, y, width * 1.7, "#f2a94a", 0.5)
    sheet.paper(rectangle(left - 4, top - 4, right + 4, bottom + 4), fill=WOOD, shadow=0.2, reach=5)
    pane = LIT if lit else glass
    sheet.paper(
        rectangle(left, top, right, bottom), fill=pane, to=mix(pane, "#d97b35" if lit else "#3f6670", 0.3)
    )
    bars = [rectangle(x - 1.6, top, x + 1.6, bottom), rectangle(left, y - 1.6, right, y + 1.6)]
    inner = width * 0.24
    bars += [rectangle(x + side * inner - 1, top, x + side * inner + 1, bottom) for side in (-1, 1)]
    sheet.paper(*bars, fill=WOOD)


def door(
    sheet: Sheet, x: float, base: float, width: float, height: float, colour: Colour, *, ajar: bool = False
) -> None:
    """A double door with knockers, or standing open on a warm room."""
    left, right, top = x - width / 2, x + width / 2, base - height
    stone = "#b9ad9c"
    sheet.paper(
        rectangle(left - 12, top - 14, right + 12, base),
        fill=stone,
        to=mix(stone, "#000000", 0.15),
        shadow=0.25,
        reach=8,
    )
    if ajar:
        sheet.paper(rectangle(left, top, right, base), fill="#ffcf7d", to="#f0a65a")
        sheet.glow(x, base - height * 0.45, width * 1.1, "#ffb14f", 0.45)
        leaf_width = width * 0.2
        leaves = [
            [
                (left, top),
                (left + leaf_width, top + height * 0.06),
                (left + leaf_width, base - height * 0.03),
                (left, base),
            ],
            [
                (right, top),
                (right - leaf_width, top + height * 0.06),
                (right - leaf_width, base - height * 0.03),
                (right, base),
            ],
        ]
        sheet.paper(*leaves, fill=colour, to=mix(colour, "#000000", 0.2), shadow=0.3, reach=7)
    else:
        sheet.paper(rectangle(left, top, right, base), fill=colour, to=mix(colour, "#000000", 0.22))
        sheet.paper(rectangle(x - 1.5, top, x + 1.5, base), fill=mix(colour, "#000000", 0.5))
        knockers = [ellipse(x + side * width * 0.12, base - height * 0.48, width * 0.045) for side in (-1, 1)]
        sheet.paper(*knockers, fill="#e5b456", shadow=0.3, reach=3)
    sheet.paper(rectangle(left - 20, base - 10, right + 20, base + 4), fill="#9c9284", shadow=0.2, reach=5)


def house(
    sheet: Sheet,
    span: tuple[float, float],
    base: float,
    height: float,
    *,
    grid: tuple[int, int] = (2, 1),
    lit: Sequence[int] = (),
    paint: Paint = DAY,
) -> None:
    """A house between the two ends of `span`.

    `grid` says how many windows in a row and how many rows; `lit` are the numbers of those with light.
    """
    (left, right), (windows, floors), (wall, tile) = span, grid, paint
    top = base - height
    sheet.paper(
        rectangle(left, top, right, base + 6), fill=wall, to=mix(wall, "#b7a78c", 0.3), shadow=0.3, reach=12
    )
    ridge = top - min(90, max(46, (right - left) * 0.24))
    size = min((right - left) / windows * 0.42, height / floors * 0.4)
    for number in range(windows * floors):
        floor, column = divmod(number, windows)
        x = left + (right - left) * (column + 0.5) / windows
        window(sheet, x, top + height * (floor + 0.52) / floors, size, size * 1.1, lit=number in lit)
    roof(sheet, left, right, top + 10, ridge, tile)


def stepped_gable(
    sheet: Sheet, x: float, base: float, width: float, height: float, *, wall: Colour = WALL
) -> None:
    """A gable wall in steps, each with a cap of tiles: the horse-head wall of the south."""
    half = width / 2
    levels = ((1.0, 0.72), (0.68, 0.86), (0.34, 1.0))
    for share, reach in levels:
        left, right, top = x - half * share, x + half * share, base - height * reach
        sheet.paper(
            rectangle(left, top, right, base + 6),
            fill=wall,
            to=mix(wall, "#b7a78c", 0.3),
            shadow=0.16,
            reach=7,
        )
    for share, reach in levels:
        left, right, top = x - half * share, x + half * share, base - height * reach
        cap = smooth(
            [(left - 16, top - 12), (left + 8, top - 3), (right - 8, top - 3), (right + 16, top - 12)]
        )
        sheet.paper([*cap, (right + 6, top + 9), (left - 6, top + 9)], fill=TILE, shadow=0.28, reach=6)


def bridge(
    sheet: Sheet, left: float, right: float, base: float, rise: float, fill: Colour = "#c9bda8"
) -> Outline:
    """A stone bridge of one arch with a railing. Returns the line of its deck, on which people may walk."""
    middle, span = (left + right) / 2, right - left
    deck = smooth(
        [
            (left, base),
            (left + span * 0.2, base - rise * 0.52),
            (middle, base - rise),
            (right - span * 0.2, base - rise * 0.52),
            (right, base),
        ]
    )
    posts = [rectangle(x - 5, y - 40, x + 5, y, 2) for x, y in deck[3::5]]
    rails = [ribbon([(x, y - offset) for x, y in deck[3:-2]], 6) for offset in (32, 14)]
    sheet.paper(*rails, *posts, fill=mix(fill, "#ffffff", 0.25), to=fill, shadow=0.2, reach=6)
    arch = ellipse(middle, base + rise * 0.06, span * 0.2, rise * 0.76, start=180, end=360)
    sheet.paper(
        [*deck, (right, base + 12), (left, base + 12)],
        fill=fill,
        to=mix(fill, "#6f6555", 0.4),
        shadow=0.3,
        reach=12,
        holes=[[*arch, (arch[-1][0], base + 20), (arch[0][0], base + 20)]],
    )
    ring = ellipse(middle, base + rise * 0.06, span * 0.213, rise * 0.81, start=180, end=360)
    sheet.paper(ribbon(ring, 11), fill=mix(fill, "#5f5646", 0.35))
    seams = []
    for row in range(1, 4):
        y = base - rise * 0.2 * row + 18
        inside = [x for x, deck_y in deck if deck_y < y - 12]
        clear = span * 0.225
        if inside:
            seams += [
                rectangle(inside[0] + 8, y, middle - clear, y + 2),
                rectangle(middle + clear, y, inside[-1] - 8, y + 2),
            ]
    sheet.paper(
        *[seam for seam in seams if seam[1][0] > seam[0][0]], fill=mix(fill, "#5f5646", 0.4), opacity=0.6
    )
    return deck


def paving(
    sheet: Sheet, top: float, fill: Colour, seam: Colour, rows: int = 7, vanish: float | None = None
) -> None:
    """Stone slabs of a lane or yard that run towards a point above `top`."""
    centre = sheet.width / 2 if vanish is None else vanish
    sheet.paper(
        rectangle(-10, top, sheet.width + 10, 1010),
        fill=fill,
        to=mix(fill, "#3b3330", 0.18),
        shadow=0.15,
        reach=10,
    )
    lines = []
    edges = [top + (1000 - top) * (row / rows) ** 1.6 for row in range(rows + 1)]
    lines += [
        rectangle(-10, y, sheet.width + 10, y + 1 + 2.4 * i / rows) for i, y in enumerate(edges[1:-1], 1)
    ]
    for i in range(rows):
        upper, lower = edges[i], edges[i + 1]
        wide = 60 + 150 * (lower - top) / (1000 - top)
        start = centre + (wide / 2 if i % 2 else 0) - wide * 14
        for n in range(28):
            x = start + n * wide
            lean = (x - centre) * 0.06
            lines.append(ribbon([(x - lean, upper), (x, lower)], 1.6, 2.4))
    sheet.paper(*lines, fill=seam, opacity=0.4)
