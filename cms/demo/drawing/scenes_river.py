"""The river: the picture of the home page, and those of volunteers and communities by the water."""

from cms.demo.drawing.nature import (
    birds,
    cloud,
    egret,
    hills,
    lotus,
    reeds,
    ripple_lines,
    sun,
    tree,
    willow,
    willow_strands,
)
from cms.demo.drawing.paper import Sheet
from cms.demo.drawing.people import Figure, person
from cms.demo.drawing.props import rowing_boat
from cms.demo.drawing.shapes import ellipse, hill, rectangle, ribbon, smooth
from cms.demo.drawing.town import bridge, house, stepped_gable

VEST = "#e0432f"

SPRING = ("#2f6f5e", "#4f9274", "#86b77d")
CROWN = ("#2d6a58", "#44866a", "#6ba578")


def liuxi_river(sheet: Sheet) -> None:
    """Morning on the Liuxi: white houses, the stone bridge, willows and egrets."""
    sheet.sky("#f8d9b0", "#fbe9cf", "#dcebe0", "#b5d9d2")
    sun(sheet, 1330, 250, 92, "#f26b4a", "#ffd9a3")
    hills(sheet, 380, 560, ("#bcd6cb", "#9cc4b8", "#7bb0a4"))
    for x, y, length, opacity in ((900, 110, 230, 0.8), (1690, 170, 300, 0.85), (1120, 330, 240, 0.75)):
        cloud(sheet, x, y, length, "#fffaf0", opacity)
    birds(sheet, ((1020, 215, 46), (1085, 245, 34), (1130, 205, 28)), "#4a5a60")
    for x, height in ((560, 170), (860, 190), (1510, 180), (1730, 210), (1940, 180)):
        tree(sheet, x, 655, height, CROWN)
    house(sheet, (420, 560), 660, 112, grid=(2, 1))
    house(sheet, (596, 740), 660, 150, grid=(2, 1))
    house(sheet, (752, 856), 660, 178, grid=(1, 1))
    stepped_gable(sheet, 922, 660, 118, 232)
    house(sheet, (968, 1072), 660, 118, grid=(2, 1))
    house(sheet, (1550, 1694), 660, 150, grid=(2, 1))
    stepped_gable(sheet, 1752, 660, 124, 246)
    house(sheet, (1806, 1940), 660, 132, grid=(2, 1))
    bank = "#c7bda4"
    sheet.paper(
        rectangle(-10, 656, 1110, 682), rectangle(1460, 656, 2010, 682), fill=bank, to="#9d937c", shadow=0.25
    )
    bridge(sheet, 1045, 1525, 676, 190)
    sheet.reflect(682, 318, "#5fa79d", 0.5)
    ripple_lines(sheet, 690, 1000, "#e9f4ea", 90, 0.42)
    ripple_lines(sheet, 700, 1000, "#2f7d76", 60, 0.3)
    rowing_boat(sheet, 820, 790, 230)
    ripple_lines(sheet, 792, 830, "#e9f4ea", 10, 0.5)
    for x, y, size in ((1250, 880, 66), (1370, 915, 84), (1180, 930, 74), (1500, 870, 52), (1640, 950, 76)):
        lotus(sheet, x, y, size, "#4d9a7c")
    egret(sheet, 1440, 885, 0.95)
    egret(sheet, 1700, 900, 0.78, flip=True)
    _near_bank(sheet)


def _near_bank(sheet: Sheet) -> None:
    land = smooth([(-60, 830), (150, 812), (360, 850), (520, 915), (640, 1010)], 14)
    sheet.paper([*land, (-60, 1010)], fill="#5f9a6b", to="#2d6654", shadow=0.35, reach=18)
    path = smooth([(-60, 905), (140, 880), (310, 925), (420, 1010)], 14)
    sheet.paper([*path, (-60, 1010)], fill="#e2cfa6", to="#c9ad7c", shadow=0.12)
    willow(sheet, 150, 905, 850, SPRING)
    reeds(sheet, 500, 940, 120, "#3c7d5c")
    reeds(sheet, 585, 1000, 150, "#2f6f57")
    sheet.paper(
        hill(2000, [1120, 1130, 1120, 1100, 1040, 975], 1100),
        fill="#4b8c66",
        to="#2d6654",
        shadow=0.3,
        reach=14,
    )
    reeds(sheet, 1885, 985, 170, "#35785a")
    reeds(sheet, 1965, 975, 140, "#4b9068")
    willow_strands(sheet, (1640, 2060), -120, (260, 480), "#3f8367", sway=-26, arch=-40)
    willow_strands(sheet, (1760, 2060), -130, (220, 420), "#86b77d", sway=-20, arch=-30)


def river_care(sheet: Sheet) -> None:
    """Volunteers in vests along the bank, with tongs and bags."""
    sheet.sky("#cfe6ea", "#e6f1e6", "#fbeecd", "#f7dfae")
    sun(sheet, 330, 200, 70, "#f7a64a", "#ffe3a8")
    hills(sheet, 330, 470, ("#b6d5c4", "#92bfa8"), rise=70)
    cloud(sheet, 760, 130, 300, "#fffdf5", 0.95)
    cloud(sheet, 1250, 210, 240, "#fffdf5", 0.9)
    birds(sheet, ((980, 190, 44), (1040, 220, 32), (1085, 180, 28)), "#55666a")
    _far_bank(sheet)
    egret(sheet, 1150, 690, 0.7)
    egret(sheet, 1060, 660, 0.5, flip=True)
    bank = smooth([(-60, 735), (240, 712), (620, 742), (1000, 722), (1560, 660)], 14)
    sheet.paper([*bank, (1560, 1100), (-60, 1100)], fill="#7fb27a", to="#4d8a61", shadow=0.3, reach=14)
    path = smooth([(-60, 850), (300, 822), (760, 850), (1200, 812), (1560, 790)], 14)
    sheet.paper(
        [*path, (1560, 950), *smooth([(1200, 968), (760, 1000), (300, 975), (-60, 1000)], 14)],
        fill="#ecdbb4",
        to="#d8c191",
        shadow=0.15,
    )
    for x, base, size in ((60, 742, 90), (690, 760, 70), (1250, 720, 110), (1345, 708, 80)):
        reeds(sheet, x, base, size, "#3c7d5c")
    _bin_bag(sheet, 240, 900, 66, "#5aa06d")
    _bin_bag(sheet, 900, 880, 58, "#4a87a8")
    _volunteers(sheet)
    for x, base, size in ((90, 1010, 120), (540, 1010, 80), (1420, 1010, 150), (1200, 1016, 90)):
        reeds(sheet, x, base, size, "#2f6f57", 11)
    willow_strands(sheet, (-60, 330), -90, (190, 330), "#4f9274", arch=-40)
    willow_strands(sheet, (-60, 250), -90, (150, 290), "#8fc085", arch=-30)


def _volunteers(sheet: Sheet) -> None:
    _volunteer(
        sheet,
        350,
        915,
        400,
        Figure("#f4efe2", "#3c5068", VEST, hands=((0.26, 0.5), (0.4, 0.32)), bun=True, stride=0.1),
    )
    _volunteer(
        sheet,
        700,
        880,
        350,
        Figure("#7fa7b8", "#544a44", VEST, "grey", hat="#f1e3bd", hands=((-0.2, 0.36), (0.36, 0.33)), skin=1),
    )
    _volunteer(
        sheet,
        1060,
        870,
        370,
        Figure("#e9b35a", "#38506b", VEST, hands=((0.24, 0.5), (0.4, 0.34)), stride=0.09, skin=2),
        flip=True,
    )
    person(
        sheet,
        1310,
        850,
        255,
        Figure("#d9736b", "#4d5f7c", VEST, "brown", hands=((-0.2, 0.42), (0.24, 0.95)), skin=2),
    )


def _far_bank(sheet: Sheet) -> None:
    """The other side of the river, and its reflection."""
    for x, height in ((90, 230), (260, 190), (470, 210), (1180, 220), (1400, 250)):
        tree(sheet, x, 560, height, CROWN)
    house(sheet, (560, 700), 556, 120, grid=(2, 1))
    stepped_gable(sheet, 760, 556, 110, 200)
    house(sheet, (815, 960), 556, 105, grid=(2, 1))
    sheet.paper(rectangle(-10, 550, 1510, 572), fill="#c8bea5", to="#9d937c", shadow=0.2)
    sheet.reflect(572, 180, "#62aaa3", 0.5)
    ripple_lines(sheet, 576, 760, "#ecf6ee", 60, 0.5)


def _volunteer(
    sheet: Sheet, x: float, base: float, height: float, look: Figure, *, flip: bool = False
) -> None:
    """A figure with tongs in the front hand, whose tips nearly touch the ground."""
    side = -1 if flip else 1
    hand_x, hand_y = x + side * look.hands[1][0] * height, base - look.hands[1][1] * height
    tips = [[(hand_x, hand_y), (hand_x + side * (50 + gap), base + 4)] for gap in (-7, 7)]
    sheet.paper(*[ribbon(tip, 5, 3.5) for tip in tips], fill="#59636b", shadow=0.15, reach=4)
    person(sheet, x, base, height, look, flip=flip)


def _bin_bag(sheet: Sheet, x: float, base: float, size: float, fill: str) -> None:
    outline = [
        (-0.5, 0),
        (-0.62, -0.5),
        (-0.3, -0.98),
        (-0.1, -1.1),
        (0.1, -1.1),
        (0.3, -0.98),
        (0.62, -0.5),
        (0.5, 0),
    ]
    bag = smooth([(x + px * size, base + py * size) for px, py in outline], 8, closed=True)
    sheet.paper(bag, fill=fill, to="#2f5a55", shadow=0.3, reach=8)
    sheet.paper(ellipse(x, base - size * 1.05, size * 0.2, size * 0.07), fill="#f4efe2")


def harmonious_community(sheet: Sheet) -> None:
    """Both banks joined by the bridge, and neighbours hand in hand on it."""
    sheet.sky("#fbd7a9", "#fce9cc", "#e2eedf", "#c3e0d6")
    sun(sheet, 750, 300, 150, "#f58a55", "#ffe0ad")
    hills(sheet, 420, 560, ("#bcd8c8", "#98c4b0", "#79ae9b"), rise=80)
    cloud(sheet, 330, 190, 280, "#fffaf0", 0.9)
    cloud(sheet, 1200, 150, 330, "#fffaf0", 0.9)
    birds(sheet, ((560, 180, 40), (620, 210, 30), (930, 190, 36)), "#4a5a60")
    for x, height in ((60, 250), (330, 220), (1190, 230), (1430, 260)):
        tree(sheet, x, 700, height, CROWN)
    house(sheet, (70, 210), 700, 170, grid=(2, 1))
    stepped_gable(sheet, 275, 700, 130, 270)
    house(sheet, (320, 440), 700, 130, grid=(2, 1))
    house(sheet, (1070, 1190), 700, 140, grid=(2, 1))
    stepped_gable(sheet, 1245, 700, 130, 280)
    house(sheet, (1300, 1450), 700, 165, grid=(2, 1))
    sheet.paper(
        rectangle(-10, 694, 440, 724),
        rectangle(1060, 694, 1510, 724),
        fill="#c8bea5",
        to="#9d937c",
        shadow=0.2,
    )
    looks = (
        Figure("#c9473b", "#3c4c63", hands=((-0.3, 0.5), (0.3, 0.5)), bun=True),
        Figure("#f2b84f", "#5a4a44", hair="brown", hands=((-0.32, 0.55), (0.32, 0.55)), skin=2),
        Figure("#4f8f8b", "#39465a", hair="grey", hands=((-0.3, 0.5), (0.3, 0.5)), skin=1),
        Figure("#7d6aa8", "#4b4a58", hands=((-0.3, 0.5), (0.3, 0.5)), skirt=True, bun=True),
        Figure("#e98a6b", "#3f5a6c", hair="brown", hands=((-0.32, 0.55), (0.32, 0.55)), skin=2),
        Figure("#5b8ec2", "#3a4254", hands=((-0.3, 0.5), (0.3, 0.5)), skin=1),
    )
    places = (
        (545, 600, 170),
        (640, 545, 120),
        (716, 515, 178),
        (812, 517, 172),
        (888, 548, 116),
        (970, 606, 172),
    )
    for look, (x, base, height) in zip(looks, places, strict=True):
        person(sheet, x, base, height, look)
    bridge(sheet, 400, 1100, 716, 215)
    sheet.reflect(724, 276, "#5fa79d", 0.45)
    ripple_lines(sheet, 730, 1000, "#eff7ee", 90, 0.5)
    for x, y, size in ((560, 900, 90), (700, 950, 78), (930, 915, 84), (1080, 960, 100)):
        lotus(sheet, x, y, size, "#4d9a7c")
    reeds(sheet, 60, 1010, 190, "#35785a")
    reeds(sheet, 1440, 1010, 200, "#35785a")
    for left, right, sway in ((-80, 260, 24), (1240, 1580, -24)):
        willow_strands(sheet, (left, right), -100, (230, 420), "#3f8367", sway=sway, arch=-30)
        willow_strands(sheet, (left, right), -110, (170, 340), "#86b77d", sway=sway, arch=-30)
