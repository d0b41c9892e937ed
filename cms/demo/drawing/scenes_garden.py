"""Open Doors: the reading tree and the garden on the roof."""

import math

from cms.demo.drawing.nature import LEAVES, birds, cloud, flower, hills, sun
from cms.demo.drawing.paper import Colour, Sheet, mix
from cms.demo.drawing.people import Figure, person, seated
from cms.demo.drawing.props import stool
from cms.demo.drawing.shapes import blob, ellipse, leaf, rectangle, ribbon, smooth
from cms.demo.drawing.town import house, stepped_gable


def reading_tree(sheet: Sheet) -> None:
    """Children read under the old banyan, with grandparents beside them."""
    sheet.sky("#d3ecdf", "#eef5dc", "#fbf0cd")
    sun(sheet, 1270, 170, 80, "#f7b457", "#fff0c0")
    hills(sheet, 420, 520, ("#bfdfc6", "#9fcdb0"), rise=50)
    house(sheet, (40, 260), 650, 180, grid=(2, 1))
    stepped_gable(sheet, 340, 650, 160, 320)
    house(sheet, (1180, 1440), 650, 190, grid=(2, 1))
    sheet.paper(rectangle(-10, 640, 1510, 1010), fill="#b9d79a", to="#7fb276", shadow=0.25, reach=12)
    sheet.paper(ellipse(750, 810, 540, 110), fill="#5f9a6b", opacity=0.3)
    _banyan(sheet)
    _bookshelf(sheet, 1180, 800)
    stool(sheet, 420, 850, 92)
    seated(
        sheet,
        420,
        778,
        340,
        Figure("#5f7fa0", "#3d4756", hair="grey", hands=((0.12, 0.5), (0.26, 0.52)), skin=1),
    )
    _book(sheet, 505, 728, 66, "#d2563f")
    _readers(sheet)
    for _ in range(26):
        x, y = sheet.rng.uniform(20, 1480), sheet.rng.uniform(900, 985)
        flower(sheet, x, y, sheet.rng.uniform(8, 14), sheet.rng.choice(("#ffffff", "#f7c5cf", "#ffe08a")))


def _readers(sheet: Sheet) -> None:
    """Children with their books, each on a mat."""
    for x, seat, height, look, flip, cover in (
        (
            590,
            845,
            240,
            Figure("#f0b04d", "#47618a", hair="brown", skin=2, hands=((0.1, 0.5), (0.26, 0.52))),
            False,
            "#3f8f8b",
        ),
        (
            760,
            880,
            250,
            Figure("#e07a8a", "#6a5a8a", bun=True, skin=2, hands=((0.1, 0.5), (0.26, 0.52))),
            True,
            "#e8a63c",
        ),
        (
            960,
            852,
            245,
            Figure("#6fae8a", "#4a5a6c", skin=0, hands=((0.1, 0.5), (0.26, 0.52))),
            True,
            "#4a6fa8",
        ),
    ):
        sheet.paper(ellipse(x, seat + 64, 92, 22), fill="#e9d6a4", to="#c9ac74", shadow=0.3, reach=8)
        seated(sheet, x, seat, height, look, flip=flip)
        _book(sheet, x + (-1 if flip else 1) * height * 0.25, seat - height * 0.14, 52, cover)


def _banyan(sheet: Sheet) -> None:
    bark = "#6a5140"
    trunk = smooth(
        [(640, 800), (690, 640), (680, 480), (660, 380), (840, 380), (822, 480), (812, 640), (868, 800)],
        10,
        closed=True,
    )
    roots = [
        ribbon(smooth([(750, 720), (750 + dx * 0.6, 790), (750 + dx, 812)], 8), 60, 8)
        for dx in (-210, -120, 120, 220)
    ]
    boughs = [
        ribbon(smooth([(750, 450), (750 + dx * 0.5, 360 - abs(dx) * 0.08), (750 + dx, 300)], 10), 60, 16)
        for dx in (-380, -200, 200, 390)
    ]
    crown = [
        (750 + 400 * math.sin(i * 0.62) * math.sqrt(i / 22), 226 - 108 * math.cos(i * 1.7) * (1 - i / 40))
        for i in range(22)
    ]
    for i, colour in enumerate(LEAVES):
        share = 1 - 0.14 * i
        tufts = [
            blob(750 + (x - 750) * share, y - 16 * i, 128 * share, 92 * share, sheet.rng, 10)
            for x, y in crown
        ]
        if i == 1:
            sheet.paper(
                trunk, *roots, *boughs, fill=bark, to=mix(bark, "#000000", 0.25), shadow=0.3, reach=14
            )
        heart = ellipse(750, 230 - 16 * i, 240 * share, 110 * share)
        sheet.paper(
            heart,
            *tufts,
            fill=mix(colour, "#ffffff", 0.1),
            to=mix(colour, "#0f3a30", 0.1),
            shadow=0.22,
            reach=14,
        )
    hanging = [
        ribbon(smooth([(x, 330), (x + 8, 400), (x + 2, 330 + length)], 8), 5, 2)
        for x, length in ((480, 150), (520, 110), (600, 170), (905, 160), (985, 120), (1040, 150))
    ]
    sheet.paper(*hanging, fill="#7a614c", shadow=0.15, reach=5)


def _book(sheet: Sheet, x: float, y: float, width: float, cover: Colour) -> None:
    """An open book, held up."""
    for side in (-1, 1):
        page = [
            (x, y - width * 0.3),
            (x + side * width * 0.5, y - width * 0.4),
            (x + side * width * 0.5, y + width * 0.18),
            (x, y + width * 0.28),
        ]
        sheet.paper(page, fill=cover, to=mix(cover, "#000000", 0.15), shadow=0.25, reach=5)
        inner = [
            (x, y - width * 0.27),
            (x + side * width * 0.44, y - width * 0.36),
            (x + side * width * 0.44, y + width * 0.12),
            (x, y + width * 0.22),
        ]
        sheet.paper(inner, fill="#fffaf0", to="#eee3cd")


def _bookshelf(sheet: Sheet, x: float, base: float) -> None:
    sheet.paper(
        rectangle(x - 110, base - 200, x + 110, base, 6), fill="#a4713f", to="#7f532c", shadow=0.35, reach=12
    )
    colours = ("#d2563f", "#3f8f8b", "#e8b54c", "#4a6fa8", "#f4ead6", "#8f5a8a", "#6fae72")
    for shelf in range(2):
        top, bottom = base - 188 + 96 * shelf, base - 104 + 96 * shelf
        sheet.paper(rectangle(x - 98, top, x + 98, bottom), fill="#5b3a22")
        left, number = x - 94.0, 0
        while left < x + 78:
            wide, tall = sheet.rng.uniform(11, 20), sheet.rng.uniform(54, 76)
            sheet.paper(
                rectangle(left, bottom - tall, left + wide, bottom),
                fill=colours[(number * 3 + shelf) % 7],
                shadow=0.2,
                reach=3,
            )
            left, number = left + wide + 2, number + 1


def shared_garden(sheet: Sheet) -> None:
    """The garden on the roof: boxes of vegetables, and neighbours who water them."""
    sheet.sky("#9fd6dc", "#d3eee6", "#fdf1d0")
    sun(sheet, 260, 180, 84, "#f8a84b", "#ffeab6")
    cloud(sheet, 640, 150, 300, "#fffdf5", 0.95)
    cloud(sheet, 1230, 110, 340, "#fffdf5", 0.95)
    birds(sheet, ((900, 210, 44), (960, 240, 32)), "#55707a")
    for left, right, top, tone in (
        (40, 190, 430, 0.5),
        (210, 330, 350, 0.55),
        (520, 640, 400, 0.5),
        (900, 1060, 340, 0.55),
        (1090, 1230, 420, 0.5),
        (1330, 1470, 370, 0.55),
    ):
        sheet.paper(
            rectangle(left, top, right, 640), fill=mix("#7fa9b0", "#e9f2ea", tone), to="#dcebe2", shadow=0.15
        )
        panes = [
            rectangle(x, y, x + 16, y + 22)
            for x in range(left + 18, right - 24, 34)
            for y in range(top + 24, 600, 46)
        ]
        sheet.paper(*panes, fill="#ffffff", opacity=0.5)
    sheet.paper(rectangle(-10, 560, 1510, 604), fill="#e2c39a", to="#c9a477", shadow=0.3, reach=10)
    sheet.paper(rectangle(-10, 600, 1510, 1010), fill="#e9ddc6", to="#cdb993")
    sheet.paper(*[rectangle(-10, y, 1510, y + 3) for y in (680, 790, 930)], fill="#b39f7c", opacity=0.4)
    _trellis(sheet, 1240, 690)
    for x, y, kind in ((150, 740, 0), (470, 730, 1), (800, 735, 2)):
        _bed(sheet, x, y, 250, kind)
    person(
        sheet,
        330,
        800,
        340,
        Figure("#5f86a0", "#3d4756", hair="grey", hat="#f1e3bd", skin=1, hands=((-0.17, 0.45), (0.28, 0.52))),
    )
    _can(sheet, 446, 625, 54)
    person(sheet, 690, 830, 330, Figure("#d96a5b", "#4a4458", bun=True, hands=((-0.17, 0.44), (0.24, 0.5))))
    person(
        sheet,
        1010,
        840,
        220,
        Figure("#f0b04d", "#47618a", hair="brown", skin=2, hands=((-0.22, 0.6), (0.24, 0.7))),
    )
    for x, y, kind in ((60, 930, 2), (560, 950, 0), (1010, 940, 1), (1430, 925, 2)):
        _bed(sheet, x, y, 330, kind)


def _bed(sheet: Sheet, x: float, y: float, width: float, kind: int) -> None:
    """A wooden box of cabbage, chilli or tomatoes."""
    left, right, high = x - width / 2, x + width / 2, width * 0.28
    count = 5
    for i in range(count):
        px = left + width * (i + 0.5) / count
        green = ("#6fb06a", "#4f9a62", "#5aa56b")[kind]
        blades = [
            leaf(px, y, width * (0.2 if kind == 0 else 0.3), angle, 0.3 if kind == 0 else 0.16)
            for angle in (-150, -120, -90, -60, -30)
        ]
        sheet.paper(*blades, fill=mix(green, "#ffffff", 0.25), to=green, shadow=0.2, reach=5)
        if kind == 0:
            sheet.paper(
                ellipse(px, y - width * 0.06, width * 0.07, width * 0.06),
                fill="#c5e3a0",
                to="#8fc47a",
                shadow=0.2,
                reach=4,
            )
        else:
            fruits = ((-0.05, -0.16), (0.05, -0.1), (0.0, -0.22))
            shapes = [
                ellipse(
                    px + dx * width,
                    y + dy * width,
                    width * (0.024 if kind == 2 else 0.014),
                    width * (0.026 if kind == 2 else 0.04),
                )
                for dx, dy in fruits
            ]
            sheet.paper(*shapes, fill="#e2533f", to="#b9332f", shadow=0.25, reach=3)
    sheet.paper(rectangle(left, y, right, y + high, 6), fill="#b8814f", to="#8a5a34", shadow=0.35, reach=12)
    sheet.paper(
        *[rectangle(left + 6, y + high * share, right - 6, y + high * share + 3) for share in (0.33, 0.66)],
        fill="#6f4526",
        opacity=0.5,
    )


def _trellis(sheet: Sheet, x: float, base: float) -> None:
    posts = [ribbon([(x + dx, base), (x + dx * 0.92, base - 330)], 10) for dx in (-190, 0, 190)]
    bars = [rectangle(x - 190, base - 330 + 84 * i, x + 190, base - 322 + 84 * i) for i in range(4)]
    sheet.paper(*posts, *bars, fill="#a87b4a", shadow=0.25, reach=6)
    for _ in range(46):
        px, py = x + sheet.rng.uniform(-200, 200), base - sheet.rng.uniform(80, 350)
        size = sheet.rng.uniform(34, 58)
        sheet.paper(
            leaf(px, py, size, sheet.rng.uniform(40, 140), 0.42),
            fill=sheet.rng.choice(("#5fa468", "#7dbb78", "#478c5c")),
            shadow=0.2,
            reach=4,
        )
    for dx, dy, length in ((-130, -200, 96), (-40, -240, 118), (60, -190, 90), (140, -230, 108)):
        gourd = smooth(
            [
                (x + dx, base + dy),
                (x + dx + 14, base + dy + length * 0.5),
                (x + dx + 9, base + dy + length),
                (x + dx - 9, base + dy + length),
                (x + dx - 13, base + dy + length * 0.5),
            ],
            8,
            closed=True,
        )
        sheet.paper(gourd, fill="#a7cf7a", to="#6fa655", shadow=0.3, reach=6)


def _can(sheet: Sheet, x: float, y: float, size: float) -> None:
    """A watering can and the drops that fall from it."""
    spout = ribbon(
        [(x + size * 0.3, y + size * 0.3), (x + size * 1.1, y - size * 0.3)], size * 0.2, size * 0.1
    )
    handle = ribbon(ellipse(x - size * 0.1, y - size * 0.1, size * 0.46, start=180, end=350), size * 0.1)
    sheet.paper(spout, handle, fill="#3f7f94", shadow=0.2, reach=4)
    sheet.paper(
        rectangle(x - size * 0.5, y - size * 0.2, x + size * 0.4, y + size * 0.6, 8),
        fill="#5aa0b4",
        to="#3f7f94",
        shadow=0.3,
        reach=7,
    )
    drops = [
        ellipse(x + size * (1.2 + 0.16 * i), y - size * 0.1 + size * 0.34 * j + 6 * i, 3.2, 6)
        for i in range(3)
        for j in range(4)
    ]
    sheet.paper(*drops, fill="#7fc4dd", opacity=0.9)
