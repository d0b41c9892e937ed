"""Open Doors: the courtyard, the long table and the emblem."""

from collections.abc import Sequence

from cms.demo.drawing.nature import LEAVES, sun, tree
from cms.demo.drawing.paper import Colour, Sheet, mix
from cms.demo.drawing.people import Figure, person, seated
from cms.demo.drawing.props import bunting, dish, garland, lantern, pot, stool
from cms.demo.drawing.shapes import Outline, Point, ellipse, rectangle, ribbon, smooth
from cms.demo.drawing.town import door, house, paving, roof, stepped_gable, window

FOOD = ("#d9673f", "#7fa650", "#e8b54c", "#b9523f", "#efe0b8", "#5f9a6b")


def courtyard_doors(sheet: Sheet) -> None:
    """An afternoon in the courtyard, every door open and stools outside."""
    sheet.sky("#f7d7a6", "#fbe8c8", "#e9eed8")
    sun(sheet, 1180, 150, 70, "#f58a4b", "#ffe0a6")
    for x, height in ((300, 330), (1010, 300), (1400, 360)):
        tree(sheet, x, 480, height, LEAVES)
    stepped_gable(sheet, 620, 640, 220, 520)
    sheet.paper(rectangle(-20, 380, 1520, 700), fill="#f7eedd", to="#e6d3b0", shadow=0.3, reach=14)
    roof(sheet, -60, 1560, 395, 285, overhang=60)
    _doors(sheet)
    _neighbours(sheet)
    sheet.paper(ellipse(966, 888, 24), fill="#d2402f", to="#a92a2e", shadow=0.3, reach=6)
    sheet.paper(ribbon(ellipse(966, 888, 13, 23), 3), fill="#f6e3b0")
    _cat(sheet, 1290, 900, 1.0, "#e8a65a")


def _neighbours(sheet: Sheet) -> None:
    """Those who greet, sit and play."""
    person(
        sheet,
        470,
        735,
        250,
        Figure("#5f86a0", "#3d4756", hair="grey", skin=1, hands=((-0.17, 0.45), (0.27, 0.66))),
    )
    person(
        sheet,
        730,
        740,
        250,
        Figure("#c45f72", "#4a4458", bun=True, skirt=True, hands=((-0.27, 0.6), (0.17, 0.45))),
    )
    stool(sheet, 240, 860, 90)
    seated(
        sheet,
        240,
        790,
        300,
        Figure("#6f9a78", "#3f4a44", hair="grey", hat="#e9d9b0", hands=((0.1, 0.48), (0.26, 0.52))),
    )
    stool(sheet, 430, 870, 80)
    seated(
        sheet,
        430,
        806,
        300,
        Figure("#d9914a", "#46404e", bun=True, hair="grey", skin=2, hands=((0.08, 0.48), (0.26, 0.5))),
        flip=True,
    )
    person(
        sheet,
        900,
        880,
        190,
        Figure("#f0b04d", "#47618a", hair="brown", skin=2, hands=((-0.26, 0.62), (0.26, 0.7)), stride=0.12),
    )
    person(
        sheet,
        1040,
        900,
        205,
        Figure("#e07a62", "#3f5a6c", skin=2, hands=((-0.26, 0.6), (0.27, 0.62)), stride=0.13),
    )


def _doors(sheet: Sheet) -> None:
    """The row of open doors, with lanterns and flowers."""
    colours = ("#b23c33", "#2f7d76", "#c98a36", "#3f5f8f", "#8f4a63")
    for i, colour in enumerate(colours):
        x = 170 + i * 290
        door(sheet, x, 700, 132, 232, colour, ajar=True)
        lantern(sheet, x - 108, 486, 24, "#d2402f", light=0.25, cord=50)
        window(sheet, x + 143, 545, 66, 84)
    paving(sheet, 690, "#d8cab0", "#8f7f68", rows=6)
    for x, base, size, bloom in (
        (60, 742, 56, "#e0566a"),
        (310, 738, 50, "#f0a63c"),
        (606, 738, 54, "#e07fa0"),
        (896, 740, 52, "#f6f0e0"),
        (1186, 740, 56, "#e0566a"),
        (1452, 744, 60, "#f0a63c"),
    ):
        pot(sheet, x, base, size, bloom)


def _cat(sheet: Sheet, x: float, base: float, size: float, coat: Colour) -> None:
    def place(points: Sequence[Point]) -> Outline:
        return [(x + px * size, base + py * size) for px, py in points]

    tail = smooth([(34, -8), (72, -14), (86, -46), (70, -64)], 8)
    sheet.paper(place(ribbon(tail, 13, 9)), fill=mix(coat, "#000000", 0.12))
    sheet.paper(
        place(smooth([(-30, 0), (-34, -44), (-12, -74), (16, -72), (40, -36), (44, 0)], 8, closed=True)),
        fill=coat,
        to=mix(coat, "#000000", 0.12),
        shadow=0.3,
        reach=7,
    )
    ears = [place([(-36, -104), (-32, -134), (-14, -114)]), place([(2, -114), (20, -134), (24, -104)])]
    sheet.paper(*ears, place(ellipse(-6, -94, 31, 27)), fill=coat, shadow=0.2, reach=5)
    sheet.paper(
        *[place(ribbon([(dx, -72), (dx + 6, -52)], 5)) for dx in (-12, 4, 20)], fill=mix(coat, "#7a3f1c", 0.5)
    )


def long_table(sheet: Sheet) -> None:
    """The Neighbours' Table: a dish from each family, under lanterns and leaves."""
    sheet.sky("#fbd9a4", "#fdeccb", "#f0efd6")
    for x, height in ((110, 520), (1400, 540)):
        tree(sheet, x, 700, height, LEAVES, spread=0.46)
    house(sheet, (330, 590), 640, 200, grid=(2, 1))
    stepped_gable(sheet, 700, 640, 190, 390)
    house(sheet, (800, 1130), 640, 215, grid=(3, 1))
    paving(sheet, 630, "#dccdb0", "#93836b", rows=6)
    garland(
        sheet,
        ((-20, 120), (380, 250), (750, 150), (1120, 250), (1520, 120)),
        32,
        9,
        ("#d2402f", "#f0a63c"),
        light=0.25,
    )
    _guests(sheet)
    sheet.paper(
        [(20, 712), (1480, 712), (1560, 800), (-60, 800)], fill="#c7503f", to="#b23f36", shadow=0.4, reach=18
    )
    sheet.paper(rectangle(-60, 800, 1560, 862), fill="#a83a34", to="#8c2e2c", shadow=0.35, reach=16)
    fringe = [[(x, 862), (x + 44, 862), (x + 22, 892)] for x in range(-40, 1540, 44)]
    sheet.paper(*fringe, fill="#f0c268", shadow=0.2, reach=6)
    for i in range(12):
        x = 70 + i * 124
        dish(sheet, x, 752 + (18 if i % 2 else -10), 44, FOOD[i % len(FOOD)])
    for i in range(6):
        x = 128 + i * 248
        sheet.paper(
            rectangle(x - 12, 724, x + 12, 752, 5), fill="#f7f1e2", to="#d8cfb9", shadow=0.25, reach=4
        )
    for x, height, look in (
        (330, 330, Figure("#3f6f7a", "#333b4c", hands=((-0.24, 0.62), (-0.06, 0.6)), bun=True)),
        (1130, 340, Figure("#d98b4a", "#3d3a48", skin=1, hands=((-0.26, 0.64), (-0.08, 0.62)))),
    ):
        person(sheet, x, 1090, height, look)
        dish(sheet, x - 0.17 * height, 1090 - 0.63 * height, 40, FOOD[0 if x < 700 else 2])
    stool(sheet, 640, 1000, 92)
    stool(sheet, 830, 1010, 92)


def _guests(sheet: Sheet) -> None:
    """Those who sit behind the table."""
    coats = (
        Figure("#c9473b", hair="grey", bun=True, hands=((-0.16, 0.46), (0.2, 0.5))),
        Figure("#4f8f8b", skin=1, hands=((-0.2, 0.48), (0.14, 0.46))),
        Figure("#f2b84f", hair="brown", skin=2, hands=((-0.18, 0.5), (0.26, 0.78))),
        Figure("#7d6aa8", bun=True, hands=((-0.18, 0.46), (0.2, 0.48))),
        Figure("#5b8ec2", hair="grey", skin=1, hands=((-0.2, 0.48), (0.18, 0.46))),
        Figure("#e98a6b", hair="brown", skin=2, hands=((-0.2, 0.5), (0.2, 0.5))),
        Figure("#6f9a78", hat="#efdfb4", hands=((-0.18, 0.46), (0.2, 0.48))),
        Figure("#b4566c", bun=True, skin=2, hands=((-0.2, 0.48), (0.18, 0.46))),
    )
    for i, look in enumerate(coats):
        height = 250 if look.hair == "brown" else 330
        seated(
            sheet,
            130 + i * 178,
            735 + (12 if height == 250 else 0),
            height,
            look,
            legs=False,
            flip=i % 2 == 1,
        )


def emblem_open_doors(sheet: Sheet) -> None:
    """The emblem: a double door that opens on warm light."""
    sheet.sky("#f8efdd", "#f3e4c8")
    sheet.paper(ellipse(500, 500, 440), fill="#2f7d76", to="#1f5c5e", shadow=0.3, reach=22)
    sheet.paper(ribbon(ellipse(500, 500, 418), 7), fill="#f2c057")
    ground = [
        (167, 721),
        (833, 721),
        *[(x, y) for x, y in ellipse(500, 500, 400, start=0, end=180) if y > 721],
    ]
    sheet.paper(ground, fill="#e6d3a8", to="#c9ad78", shadow=0.25)
    sheet.paper(rectangle(270, 380, 730, 724), fill="#f7eedd", to="#e9d6b2", shadow=0.3, reach=14)
    sheet.paper(rectangle(352, 440, 648, 724), fill="#ffd98a", to="#f3a955", shadow=0.2)
    sheet.glow(500, 620, 260, "#fff0b8", 0.85)
    sheet.paper([(404, 724), (596, 724), (664, 848), (336, 848)], fill="#ffe2a0", to="#dfc58c")
    for side in (-1, 1):
        swing = [
            (500 + side * 148, 440),
            (500 + side * 62, 470),
            (500 + side * 62, 760),
            (500 + side * 148, 724),
        ]
        sheet.paper(swing, fill="#c8443a", to="#8f2a2c", shadow=0.4, reach=14)
        sheet.paper(ellipse(500 + side * 84, 604, 9, 12), fill="#f2c057", shadow=0.3, reach=4)
    person(sheet, 462, 742, 176, Figure("#3f6f8f", "#2f3f54", hands=((-0.18, 0.44), (0.26, 0.5))))
    person(
        sheet,
        540,
        744,
        168,
        Figure("#e2933f", "#4a3a4c", bun=True, skirt=True, hands=((-0.24, 0.52), (0.18, 0.44))),
    )
    roof(sheet, 250, 750, 400, 262, overhang=60)
    bunting(sheet, ((300, 428), (500, 446), (700, 428)), 18, ("#d2402f", "#f0a63c", "#2f8f83"))
