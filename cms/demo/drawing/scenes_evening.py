"""Evening windows with the families behind them."""

from cms.demo.drawing.nature import hills, tree
from cms.demo.drawing.paper import Sheet
from cms.demo.drawing.props import lantern, pot
from cms.demo.drawing.shapes import ellipse, rectangle, ribbon, smooth
from cms.demo.drawing.town import roof


def civilized_families(sheet: Sheet) -> None:
    """Evening: behind lit windows people eat, read, play and look after each other."""
    sheet.sky("#27315f", "#5a4f86", "#c08090", "#f3b07c")
    sheet.glow(1240, 190, 320, "#ffe9bb", 0.7)
    sheet.paper(ellipse(1240, 190, 66), fill="#fff3d2", to="#ffdf9c")
    sheet.paper(
        *[
            ellipse(sheet.rng.uniform(0, 1500), sheet.rng.uniform(10, 240), sheet.rng.uniform(1, 2.4))
            for _ in range(40)
        ],
        fill="#fff4d6",
        opacity=0.8,
    )
    hills(sheet, 620, 700, ("#7a6490", "#655580"), rise=60)
    sheet.paper(rectangle(-10, 880, 1510, 1010), fill="#5a5270", to="#3a3450", shadow=0.2)
    sheet.paper(rectangle(215, 190, 1185, 900), fill="#d9b8a4", to="#a98796", shadow=0.4, reach=24)
    roof(sheet, 190, 1210, 205, 95, fill="#3a3a5c", overhang=50)
    scenes = (_supper, _reading, _plants, _tea, _writing, _hug)
    for i, scene in enumerate(scenes):
        x, y = 380 + 320 * (i % 3), 385 + 330 * (i // 3)
        sheet.glow(x, y, 250, "#ffc46b", 0.5)
        sheet.paper(rectangle(x - 128, y - 118, x + 128, y + 118, 8), fill="#7a4a40", shadow=0.35, reach=10)
        sheet.paper(rectangle(x - 114, y - 104, x + 114, y + 104), fill="#ffe2a0", to="#f9b866")
        scene(sheet, x, y + 104)
        sheet.paper(rectangle(x - 134, y + 112, x + 134, y + 128, 5), fill="#8f5f4f", shadow=0.3, reach=7)
    for x in (90, 1330):
        tree(sheet, x, 935, 360, ("#2a4a5c", "#3a6470", "#527f80"))
    for x in (250, 1150):
        lantern(sheet, x, 290, 34, light=0.5, cord=50)


DARK, HALF, TABLE = "#7a3f3a", "#a85a48", "#8f4f3c"


def _shade(sheet: Sheet, x: float, base: float, height: float, colour: str = DARK, bun: bool = False) -> None:
    """The upper half of somebody in silhouette, whose waist is at `base`."""
    torso = smooth(
        [
            (x - height * 0.3, base),
            (x - height * 0.28, base - height * 0.42),
            (x - height * 0.1, base - height * 0.56),
            (x + height * 0.1, base - height * 0.56),
            (x + height * 0.28, base - height * 0.42),
            (x + height * 0.3, base),
        ],
        8,
    )
    knot = [ellipse(x, base - height * 1.02, height * 0.09)] if bun else []
    sheet.paper(torso, ellipse(x, base - height * 0.76, height * 0.18, height * 0.21), *knot, fill=colour)


def _supper(sheet: Sheet, x: float, base: float) -> None:
    _shade(sheet, x - 64, base - 34, 96, DARK, bun=True)
    _shade(sheet, x + 64, base - 34, 100, DARK)
    _shade(sheet, x, base - 34, 72, HALF)
    sheet.paper(
        rectangle(x - 96, base - 36, x + 96, base - 24),
        rectangle(x - 80, base - 24, x - 70, base),
        rectangle(x + 70, base - 24, x + 80, base),
        fill=TABLE,
    )
    sheet.paper(*[ellipse(x + dx, base - 38, 20, 7) for dx in (-50, 0, 50)], fill="#fff6df")
    sheet.paper(
        *[
            ribbon(smooth([(x + dx, base - 50), (x + dx + 5, base - 62), (x + dx, base - 74)], 6), 3, 1.5)
            for dx in (-50, 50)
        ],
        fill="#fff6df",
        opacity=0.8,
    )
    sheet.paper(
        [(x - 30, base - 172), (x + 30, base - 172), (x + 16, base - 196), (x - 16, base - 196)],
        rectangle(x - 1.5, base - 208, x + 1.5, base - 190),
        fill="#c8443a",
    )


def _reading(sheet: Sheet, x: float, base: float) -> None:
    sheet.paper(rectangle(x - 90, base - 70, x + 90, base, 20), fill="#c06a4f")
    _shade(sheet, x - 26, base - 18, 118, DARK)
    _shade(sheet, x + 40, base - 18, 78, HALF, bun=True)
    pages = [
        [
            (x + 6, base - 48),
            (x + side * 44 + 6, base - 60),
            (x + side * 44 + 6, base - 20),
            (x + 6, base - 8),
        ]
        for side in (-1, 1)
    ]
    sheet.paper(*pages, fill="#fffaf0", shadow=0.25, reach=4)
    sheet.paper(
        [(x + 70, base - 130), (x + 104, base - 130), (x + 96, base - 164), (x + 78, base - 164)],
        rectangle(x + 85, base - 130, x + 89, base),
        fill="#c8443a",
    )


def _plants(sheet: Sheet, x: float, base: float) -> None:
    _shade(sheet, x - 44, base, 150, DARK, bun=True)
    arm = smooth([(x - 20, base - 78), (x + 12, base - 62), (x + 34, base - 84)], 6)
    sheet.paper(ribbon(arm, 18, 12), fill=DARK)
    sheet.paper(
        ribbon([(x + 30, base - 92), (x + 58, base - 104)], 8, 5),
        rectangle(x + 18, base - 104, x + 44, base - 76, 5),
        fill="#3f7f94",
    )
    pot(sheet, x + 82, base, 44, "#e0566a")


def _tea(sheet: Sheet, x: float, base: float) -> None:
    _shade(sheet, x - 62, base, 140, HALF)
    _shade(sheet, x + 60, base, 132, DARK, bun=True)
    sheet.paper(
        rectangle(x - 34, base - 42, x + 34, base - 34), rectangle(x - 5, base - 34, x + 5, base), fill=TABLE
    )
    sheet.paper(
        ellipse(x - 8, base - 54, 17, 13),
        ribbon([(x + 4, base - 52), (x + 20, base - 62)], 6, 4),
        fill="#fff6df",
    )


def _writing(sheet: Sheet, x: float, base: float) -> None:
    """A child writes with a brush while a grandparent looks on."""
    _shade(sheet, x + 46, base - 10, 140, HALF)
    _shade(sheet, x - 34, base - 26, 100, DARK)
    sheet.paper(rectangle(x - 104, base - 34, x + 104, base - 22), fill=TABLE)
    sheet.paper(rectangle(x - 84, base - 40, x - 12, base - 34), fill="#fffaf0")
    sheet.paper(ribbon([(x - 40, base - 42), (x - 58, base - 92)], 5, 4), fill="#4a2c22")
    sheet.paper(
        [(x - 76, base - 196), (x - 44, base - 164), (x - 76, base - 132), (x - 108, base - 164)],
        fill="#d8473d",
        shadow=0.2,
        reach=4,
    )
    sheet.paper(ribbon(ellipse(x - 76, base - 164, 12), 4), fill="#f6d48a")


def _hug(sheet: Sheet, x: float, base: float) -> None:
    _shade(sheet, x - 30, base, 152, DARK)
    _shade(sheet, x + 34, base, 142, HALF, bun=True)
    _shade(sheet, x + 2, base, 84, "#c77a55")
    heart = smooth(
        [
            (x, base - 168),
            (x - 20, base - 188),
            (x - 12, base - 200),
            (x, base - 190),
            (x + 12, base - 200),
            (x + 20, base - 188),
        ],
        6,
        closed=True,
    )
    sheet.paper(heart, fill="#d8473d")
