"""Green balconies, and a lesson at a table."""

from cms.demo.drawing.nature import LEAVES, birds, cloud, hills, sun, tree
from cms.demo.drawing.paper import Colour, Sheet, mix
from cms.demo.drawing.people import Figure, person, seated
from cms.demo.drawing.props import pot
from cms.demo.drawing.shapes import blob, ellipse, leaf, rectangle, ribbon
from cms.demo.drawing.town import roof, window


def green_top_ten(sheet: Sheet) -> None:
    """A house whose balconies are gardens, trees, and a large sun."""
    sheet.sky("#a9dcd6", "#dcf0de", "#fdf2cf")
    sun(sheet, 1190, 230, 120, "#f7974a", "#ffe7ae")
    hills(sheet, 520, 640, ("#bfe0c6", "#97cba9"), rise=70)
    cloud(sheet, 960, 140, 220, "#fffdf5", 0.95)
    cloud(sheet, 1400, 360, 260, "#fffdf5", 0.9)
    birds(sheet, ((1010, 300, 40), (1060, 330, 30)), "#55707a")
    sheet.paper(rectangle(-10, 860, 1510, 1010), fill="#a5cf8d", to="#6fab6c", shadow=0.2)
    sheet.paper(rectangle(90, 150, 850, 880), fill="#f6e7cb", to="#e6cba0", shadow=0.35, reach=20)
    roof(sheet, 70, 870, 165, 60, overhang=44)
    blooms = ("#e0566a", "#f0a63c", "#e07fa0", "#f6f0e0", "#d9673f", "#9a7fc0")
    for floor in range(3):
        for column in range(3):
            _balcony(
                sheet,
                220 + 250 * column,
                350 + 235 * floor,
                blooms[(floor * 2 + column) % 6],
                blooms[(floor + column * 3 + 1) % 6],
                floor * 3 + column,
            )
    for x, base, height in ((960, 880, 330), (1140, 910, 430), (1380, 900, 380)):
        tree(sheet, x, base, height, LEAVES)
    person(
        sheet,
        905,
        955,
        250,
        Figure("#d96a5b", "#4a4458", bun=True, hands=((-0.17, 0.44), (0.25, 0.52)), skirt=True),
    )
    person(
        sheet,
        1020,
        965,
        170,
        Figure("#f0b04d", "#47618a", hair="brown", skin=2, hands=((-0.22, 0.6), (0.22, 0.92))),
    )
    for x, base, size, bloom in (
        (60, 965, 74, "#e0566a"),
        (180, 985, 84, "#f0a63c"),
        (310, 970, 72, "#e07fa0"),
        (1260, 985, 86, "#e0566a"),
        (1400, 975, 76, "#f6f0e0"),
    ):
        pot(sheet, x, base, size, bloom)


def _balcony(sheet: Sheet, x: float, floor: float, one: Colour, other: Colour, number: int) -> None:
    """A balcony with a glazed door, plants in pots and plants that hang over the railing."""
    sheet.paper(rectangle(x - 96, floor - 165, x + 96, floor), fill="#6f8f94", to="#48686f", shadow=0.2)
    sheet.paper(rectangle(x - 40, floor - 150, x + 40, floor, 4), fill="#bfe0dc", to="#8fb9b8")
    sheet.paper(rectangle(x - 2, floor - 150, x + 2, floor), fill="#f6efe2")
    pot(sheet, x - 68, floor - 6, 40, one)
    pot(sheet, x + 66, floor - 6, 44, other)
    if number % 3 == 0:
        vine = [
            leaf(x - 92 + 9 * i, floor - 168 + 14 * ((i * 5) % 4), 34, 70 + 10 * (i % 3), 0.34)
            for i in range(21)
        ]
        sheet.paper(*vine, fill="#8fc47a", to="#4f9a62", shadow=0.2, reach=5)
    sheet.paper(
        rectangle(x - 112, floor - 4, x + 112, floor + 12),
        fill="#d9c3a0",
        to="#b79c74",
        shadow=0.35,
        reach=10,
    )
    bars = [rectangle(x - 106 + 15.1 * i, floor - 60, x - 103 + 15.1 * i, floor) for i in range(15)]
    sheet.paper(
        *bars, rectangle(x - 112, floor - 66, x + 112, floor - 58), fill="#57707a", shadow=0.2, reach=4
    )
    trailing = [
        blob(x + dx, floor + 10 + dy, 22, 17, sheet.rng, 7)
        for dx, dy in ((-92, 6), (-64, 18), (-36, 5), (34, 8), (62, 20), (92, 6))
    ]
    sheet.paper(*trailing, fill="#8cc37c", to="#4c9161", shadow=0.22, reach=7)


def phone_helpers(sheet: Sheet) -> None:
    """Volunteers teach elderly neighbours how to use a telephone, one to one."""
    sheet.sky("#f3dfbd", "#f8ead0", "#ecd3a6")
    for x in (330, 1170):
        window(sheet, x, 300, 300, 260, glass="#d3ebe4")
        sheet.paper(
            blob(x - 60, 380, 74, 52, sheet.rng),
            blob(x + 74, 392, 60, 40, sheet.rng),
            fill="#5d9a78",
            to="#3f7d62",
            opacity=0.8,
        )
    sheet.paper(rectangle(-10, 600, 1510, 1010), fill="#c9a477", to="#a97f52", shadow=0.2)
    _board(sheet)
    pot(sheet, 100, 650, 90, "#e07fa0")
    pot(sheet, 1410, 650, 90, "#f0a63c")
    _pupils(sheet)
    _desk(sheet)


def _desk(sheet: Sheet) -> None:
    """The desk, and the telephones, cups and notes on it."""
    for x in (408, 1066):
        sheet.paper(rectangle(x - 27, 650, x + 27, 748, 9), fill="#2b2f3a", shadow=0.35, reach=7)
        sheet.paper(rectangle(x - 21, 660, x + 21, 738, 4), fill="#bfe6e0", to="#7fc4c4")
        sheet.paper(ellipse(x, 690, 12), ellipse(x, 724, 20, 16), fill="#f7c76b")
    sheet.paper(
        [(40, 745), (1460, 745), (1520, 830), (-20, 830)], fill="#b07a4c", to="#9a6840", shadow=0.4, reach=18
    )
    sheet.paper(rectangle(-20, 830, 1520, 868), fill="#7f5230", to="#6a4326", shadow=0.3, reach=12)
    sheet.paper(rectangle(60, 868, 110, 1010), rectangle(1390, 868, 1440, 1010), fill="#6a4326", to="#52341d")
    for x, colour in ((180, "#3f8f8b"), (720, "#c8443a"), (1340, "#3f8f8b")):
        sheet.paper(
            rectangle(x - 22, 744, x + 22, 792, 8),
            ribbon(ellipse(x + 24, 766, 13), 6),
            fill=colour,
            to=mix(colour, "#000000", 0.2),
            shadow=0.3,
            reach=6,
        )
    for x in (480, 850, 1130):
        sheet.paper(
            [(x - 60, 776), (x + 40, 772), (x + 56, 808), (x - 54, 812)], fill="#fffaf0", shadow=0.25, reach=5
        )
        sheet.paper(
            *[ribbon([(x - 40, 786 + 8 * i), (x + 34, 783 + 8 * i)], 2.4) for i in range(3)],
            fill="#b9653f",
            opacity=0.7,
        )


def _pupils(sheet: Sheet) -> None:
    """Two pairs of an elderly neighbour and a helper."""
    elder, helper = ((0.1, 0.5), (0.24, 0.53)), ((0.12, 0.48), (0.3, 0.56))
    seated(sheet, 270, 760, 520, Figure("#7f93a8", hair="grey", skin=1, hands=elder), legs=False)
    seated(
        sheet,
        570,
        760,
        520,
        Figure("#f4efe2", vest="#e0432f", hands=helper, skin=2),
        legs=False,
        flip=True,
    )
    seated(sheet, 930, 760, 500, Figure("#b4566c", hair="grey", bun=True, hands=elder), legs=False)
    seated(
        sheet,
        1220,
        760,
        520,
        Figure("#f4efe2", vest="#e0432f", bun=True, hands=helper),
        legs=False,
        flip=True,
    )


def _board(sheet: Sheet) -> None:
    """What is taught today: video calls, the doctor, the bus."""
    sheet.paper(rectangle(560, 130, 940, 330, 10), fill="#2f7d76", to="#256a66", shadow=0.35, reach=14)
    for i, colour in enumerate(("#f0a63c", "#e0566a", "#7fc4dd")):
        sheet.paper(ellipse(650 + 100 * i, 230, 38), fill=colour, shadow=0.25, reach=7)
    sheet.paper(
        rectangle(632, 216, 660, 244, 5), [(662, 226), (676, 216), (676, 244), (662, 234)], fill="#fffaf0"
    )
    sheet.paper(rectangle(743, 210, 757, 250), rectangle(730, 223, 770, 237), fill="#fffaf0")
    sheet.paper(rectangle(830, 208, 870, 242, 6), ellipse(840, 246, 6), ellipse(860, 246, 6), fill="#fffaf0")
    sheet.paper(rectangle(836, 214, 864, 228), fill="#7fc4dd")
