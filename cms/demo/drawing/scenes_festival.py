"""The workshop, the lion dance and the lantern boats."""

from cms.demo.drawing.lion import lion
from cms.demo.drawing.nature import cloud, hills, moon, ripple_lines, tree, willow_strands
from cms.demo.drawing.paper import Sheet, mix
from cms.demo.drawing.people import Figure, seated
from cms.demo.drawing.props import GOLD, RED, bunting, garland, lantern, lantern_boat
from cms.demo.drawing.shapes import blob, ellipse, rectangle, ribbon, smooth
from cms.demo.drawing.town import NIGHT, bridge, house, roof, stepped_gable

DUSK = ("#23305c", "#4d4a80", "#a8688a", "#f0a06f")
WARM = ("#d2402f", "#e8772e", "#f0a63c")


def lantern_workshop(sheet: Sheet) -> None:
    """Neighbours of three generations make lanterns at a long bench."""
    sheet.sky("#e8c99a", "#f3dcb4", "#e2b982")
    _lattice_window(sheet, 750, 330, 620, 400)
    for x in (150, 1350):
        for row, y in enumerate((330, 510)):
            sheet.paper(rectangle(x - 130, y, x + 130, y + 16), fill="#8a5a3a", shadow=0.35, reach=10)
            for n in (-1, 0, 1):
                lantern(sheet, x + n * 76, y - 46, 34, (*WARM, "#c25b7a")[(n + row + 1) % 4], light=0.18)
    garland(
        sheet,
        ((-20, 40), (380, 130), (750, 60), (1120, 130), (1520, 40)),
        38,
        9,
        (*WARM, "#c25b7a"),
        light=0.25,
    )
    seated(
        sheet,
        440,
        765,
        560,
        Figure("#56788e", hair="grey", skin=1, hands=((0.04, 0.46), (0.24, 0.5))),
        legs=False,
    )
    seated(
        sheet,
        765,
        780,
        420,
        Figure("#f0b04d", hair="brown", skin=2, hands=((-0.2, 0.5), (0.22, 0.5))),
        legs=False,
    )
    seated(
        sheet,
        1075,
        765,
        540,
        Figure("#b44a58", bun=True, hands=((0.02, 0.46), (0.22, 0.49))),
        legs=False,
        flip=True,
    )
    sheet.paper(rectangle(-20, 745, 1520, 800), fill="#b07a4c", to="#8f5d38", shadow=0.4, reach=20)
    sheet.paper(rectangle(-20, 800, 1520, 1010), fill="#7c4e31", to="#5b3824")
    sheet.paper(*[rectangle(x, 800, x + 8, 1010) for x in range(110, 1500, 250)], fill="#5b3824", opacity=0.6)
    _bench(sheet)


def _lattice_window(sheet: Sheet, x: float, y: float, width: float, height: float) -> None:
    left, top, right, bottom = x - width / 2, y - height / 2, x + width / 2, y + height / 2
    sheet.paper(
        rectangle(left - 22, top - 22, right + 22, bottom + 22), fill="#7a4a30", shadow=0.35, reach=14
    )
    sheet.paper(rectangle(left, top, right, bottom), fill="#bfe0d8", to="#f7ecc9")
    ridge = [(left, bottom - 90), (x - 120, bottom - 150), (x + 60, bottom - 80), (right, bottom - 140)]
    sheet.paper(
        [*smooth(ridge), (right, bottom), (left, bottom)],
        fill="#8fc0a8",
        to="#6aa58d",
    )
    for share in (0.16, 0.86):
        crown = left + width * share
        sheet.paper(
            *[
                blob(crown + dx, bottom - 150 + dy, 58, 50, sheet.rng)
                for dx, dy in ((-40, 10), (36, 0), (0, -44))
            ],
            fill="#5d9a78",
            to="#3d7d62",
            shadow=0.15,
        )
    bars = [rectangle(left + width * i / 6 - 5, top, left + width * i / 6 + 5, bottom) for i in range(1, 6)]
    bars += [rectangle(left, top + height * i / 4 - 5, right, top + height * i / 4 + 5) for i in (1, 3)]
    sheet.paper(*bars, fill="#7a4a30", shadow=0.25, reach=6)


def _bench(sheet: Sheet) -> None:
    """What lies on the bench: frames, paper, brushes, and the lantern in hand."""
    lantern(sheet, 600, 664, 66, RED, light=0.3)
    for x, size in ((225, 62), (925, 72)):
        centre = 742 - size * 0.84
        hoops = [ribbon(ellipse(x, centre, size * share, size * 0.84), 4) for share in (1.0, 0.62, 0.24)]
        rings = [ribbon(ellipse(x, centre + dy * size, size * 0.42, size * 0.09), 4) for dy in (-0.78, 0.78)]
        sheet.paper(*hoops, *rings, fill="#d9b36c", to="#b98a45", shadow=0.25, reach=6)
    for x, colour, tilt in ((120, "#d2402f", 0), (155, "#f0a63c", 9), (1235, "#4f9274", 0)):
        sheet.paper(rectangle(x, 738 + tilt, x + 150, 750 + tilt, 5), fill=colour, shadow=0.3, reach=6)
    sheet.paper(rectangle(1290, 668, 1364, 746, 8), fill="#4a87a8", to="#356a88", shadow=0.3, reach=8)
    brushes = [ribbon([(1310 + 16 * i, 676), (1296 + 22 * i, 580 - 14 * (i % 2))], 6, 5) for i in range(4)]
    sheet.paper(*brushes, fill="#a4713f", shadow=0.2, reach=4)
    sheet.paper(*[ellipse(1296 + 22 * i, 572 - 14 * (i % 2), 7, 15) for i in range(4)], fill="#3a3338")


def lion_dance(sheet: Sheet) -> None:
    """Two lions on the stage by the bridge, a drum, and neighbours who watch."""
    sheet.sky("#8fd0d0", "#c9e8dd", "#fdf0cf")
    cloud(sheet, 210, 130, 300, "#fffdf5", 0.95)
    cloud(sheet, 1310, 170, 280, "#fffdf5", 0.95)
    hills(sheet, 480, 620, ("#b4dccb", "#93c7b0"), rise=60)
    sheet.paper(rectangle(-10, 735, 1510, 1010), fill="#e6d3a4", to="#c9ac78", shadow=0.2)
    for x, height in ((60, 420), (1440, 440)):
        tree(sheet, x, 760, height, ("#2d6a58", "#4a8f6c", "#7fb683"))
    sheet.paper(rectangle(225, 330, 1275, 720), fill="#f7e2b8", to="#eec98a", shadow=0.3, reach=18)
    sheet.paper(ellipse(750, 520, 150), fill="#f29c4b", to="#f6c06c", opacity=0.8)
    sheet.paper(
        *[
            smooth([(560 + i * 62, 690), (600 + i * 62, 610 - 20 * (i % 2)), (650 + i * 62, 690)], 8)
            for i in range(6)
        ],
        fill="#7cb7a6",
        opacity=0.8,
    )
    for side in (-1, 1):
        folds = [
            rectangle(
                750 + side * (500 - 26 * i) - 13, 330, 750 + side * (500 - 26 * i) + 13, 690 - 10 * i, 10
            )
            for i in range(5)
        ]
        sheet.paper(*folds, fill="#c63a35", to="#8f2028", shadow=0.35, reach=8)
    sheet.paper(
        *[smooth([(240 + i * 170, 330), (325 + i * 170, 420), (410 + i * 170, 330)], 10) for i in range(6)],
        fill="#d8473d",
        to="#a92a2e",
        shadow=0.35,
        reach=8,
    )
    roof(sheet, 190, 1310, 335, 175, overhang=80)
    for x in (250, 1250):
        sheet.paper(rectangle(x - 22, 330, x + 22, 730), fill="#b8322e", to="#7f1f22", shadow=0.35, reach=10)
        lantern(sheet, x, 455, 48, RED, light=0.35, cord=60)
    sheet.paper(rectangle(130, 712, 1370, 745), fill="#c99a63", to="#a97a48", shadow=0.35, reach=16)
    sheet.paper(rectangle(160, 745, 1340, 850), fill="#a4483c", to="#77302c", shadow=0.3)
    sheet.paper(*[ellipse(220 + i * 118, 797, 30, 30) for i in range(10)], fill=GOLD, opacity=0.55)
    _drum(sheet, 772, 714, 54)
    lion(sheet, 486, 718, 1.2, "#d8402f", "#f6d9a0")
    lion(sheet, 1050, 718, 1.08, "#2f8f83", "#f7efdc", flip=True)
    bunting(
        sheet,
        ((-20, 60), (380, 150), (750, 95), (1120, 150), (1520, 60)),
        34,
        ("#d2402f", "#f0a63c", "#2f8f83", "#4a87a8"),
    )
    _crowd(sheet, 880)


def _drum(sheet: Sheet, x: float, base: float, size: float) -> None:
    body = smooth(
        [
            (x - size * 0.72, base - size * 1.5),
            (x - size * 0.95, base - size * 0.8),
            (x - size * 0.72, base - size * 0.1),
            (x + size * 0.72, base - size * 0.1),
            (x + size * 0.95, base - size * 0.8),
            (x + size * 0.72, base - size * 1.5),
        ],
        8,
        closed=True,
    )
    sheet.paper(body, fill="#cf3d33", to="#932328", shadow=0.35, reach=10)
    sheet.paper(
        ellipse(x, base - size * 1.5, size * 0.76, size * 0.2),
        fill="#f6e7c6",
        to="#e0c594",
        shadow=0.2,
        reach=4,
    )
    sheet.paper(
        *[ellipse(x + size * (-0.7 + 0.2 * i), base - size * 1.24, size * 0.04) for i in range(8)], fill=GOLD
    )


def _crowd(sheet: Sheet, base: float) -> None:
    """Backs of heads and shoulders of those who watch, some with a child on their shoulders."""
    coats = ("#3f6f7a", "#c9604f", "#e2a94e", "#5b5a86", "#6f9a78", "#a9556b", "#4a6fa0", "#d88a5c")
    for row, (count, y, size) in enumerate(((13, base, 52), (11, base + 62, 66))):
        for i in range(count):
            x = (i + 0.5 + sheet.rng.uniform(-0.16, 0.16)) * sheet.width / count
            top = y + sheet.rng.uniform(-14, 16)
            coat = coats[(i * 3 + row) % len(coats)]
            hair = ("#2d2a2e", "#3b2f2a", "#b9b4ae", "#2d2a2e")[(i + row) % 4]
            body = smooth(
                [
                    (x - size * 1.05, top + size * 3),
                    (x - size * 0.98, top + size * 1.25),
                    (x - size * 0.4, top + size * 0.82),
                    (x + size * 0.4, top + size * 0.82),
                    (x + size * 0.98, top + size * 1.25),
                    (x + size * 1.05, top + size * 3),
                ],
                6,
            )
            sheet.paper(body, fill=coat, to=mix(coat, "#000000", 0.2), shadow=0.3, reach=8)
            sheet.paper(
                rectangle(x - size * 0.2, top + size * 0.5, x + size * 0.2, top + size * 0.95), fill="#d9a882"
            )
            sheet.paper(ellipse(x, top, size * 0.55, size * 0.62), fill=hair, shadow=0.25, reach=6)


def lantern_boats(sheet: Sheet) -> None:
    """Lantern boats drift past the bridge at night."""
    sheet.sky("#101c42", "#22346a", "#4c5590", "#a4779a")
    moon(sheet, 1090, 180, 66)
    sheet.paper(
        *[
            ellipse(sheet.rng.uniform(0, 1500), sheet.rng.uniform(10, 330), sheet.rng.uniform(1, 2.6))
            for _ in range(70)
        ],
        fill="#fff4d6",
        opacity=0.85,
    )
    hills(sheet, 350, 440, ("#3d4a80", "#303c6e"), rise=60)
    house(sheet, (40, 190), 520, 130, grid=(2, 1), lit=(0, 1), paint=NIGHT)
    stepped_gable(sheet, 250, 520, 120, 220, wall="#8f8aa8")
    house(sheet, (305, 420), 520, 110, grid=(2, 1), lit=(1,), paint=NIGHT)
    house(sheet, (1130, 1260), 520, 130, grid=(2, 1), lit=(0,), paint=NIGHT)
    house(sheet, (1300, 1460), 520, 150, grid=(2, 1), lit=(0, 1), paint=NIGHT)
    sheet.paper(
        rectangle(-10, 516, 480, 540),
        rectangle(1040, 516, 1510, 540),
        fill="#55567c",
        to="#3a3d63",
        shadow=0.2,
    )
    bridge(sheet, 430, 1090, 534, 170, fill="#77779c")
    for i in range(7):
        x = 500 + i * 87
        lantern(sheet, x, 470 - 118 * (1 - ((x - 760) / 290) ** 2), 15, WARM[i % 3], light=0.6)
    sheet.reflect(540, 460, "#1b2c5c", 0.5)
    ripple_lines(sheet, 545, 1000, "#93a4d8", 110, 0.3)
    sheet.glow(1090, 720, 260, "#ffe6b0", 0.22)
    for x, y, size, colour in (
        (690, 590, 15, "#e66a6a"),
        (840, 610, 18, "#f0a063"),
        (560, 640, 22, "#e66a8a"),
        (980, 655, 25, "#f0a063"),
        (420, 705, 30, "#f0a063"),
        (740, 700, 30, "#e66a6a"),
        (1150, 735, 34, "#e66a8a"),
        (250, 800, 42, "#e66a6a"),
        (600, 800, 44, "#f0a063"),
        (920, 820, 50, "#e66a8a"),
        (1300, 850, 52, "#f0a063"),
        (430, 915, 64, "#e66a8a"),
        (1080, 930, 70, "#e66a6a"),
    ):
        lantern_boat(sheet, x, y, size, colour)
    willow_strands(sheet, (-80, 330), -100, (260, 470), "#22405c", arch=-30)
    willow_strands(sheet, (1230, 1580), -100, (220, 420), "#22405c", sway=-24, arch=-30)
