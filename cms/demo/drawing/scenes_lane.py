"""Lantern Lane: the lane at nightfall, the guides and the emblem."""

from collections.abc import Sequence

from cms.demo.drawing.nature import hills, moon
from cms.demo.drawing.paper import Sheet, mix
from cms.demo.drawing.people import Figure, person
from cms.demo.drawing.props import GOLD, RED, garland, lantern, stool
from cms.demo.drawing.shapes import Outline, ellipse, rectangle, ribbon, smooth
from cms.demo.drawing.town import DUSK, TILE, house, paving, roof, stepped_gable, window

NIGHTFALL = ("#23305c", "#4d4a80", "#a8688a", "#f0a06f")
WARM = ("#d2402f", "#e8772e", "#f0a63c")


def _lane_side(sheet: Sheet, side: int, gap: float, eave: float, base: float, tone: float) -> None:
    """One house, seen along the lane: a wall with a lit window and an eave that reaches into the lane."""
    centre, outer = sheet.width / 2, -60.0
    inner = centre - gap
    high = base - eave

    def at(points: Outline) -> Outline:
        return points if side < 0 else [(sheet.width - x, y) for x, y in points]

    wall = mix("#e3b795", "#43305a", tone)
    sheet.paper(
        at(rectangle(outer, eave, inner, base)),
        fill=wall,
        to=mix(wall, "#33234a", 0.5),
        shadow=0.35,
        reach=14,
    )
    plinth = rectangle(outer, base - high * 0.13, inner + high * 0.012, base)
    sheet.paper(at(plinth), fill=mix("#8b7580", "#2c2340", tone), to="#3a2c48", shadow=0.25, reach=8)
    size = high * 0.3
    x = inner - size * 1.0
    window(sheet, x if side < 0 else sheet.width - x, eave + high * 0.42, size * 0.8, size, lit=True)
    over, rise = high * 0.16, high * 0.3
    upper = smooth(
        [
            (outer, eave - rise),
            (inner - over * 2.2, eave - rise * 0.85),
            (inner - over * 0.4, eave - rise * 0.3),
            (inner + over, eave - rise * 0.22),
        ]
    )
    lower = smooth([(inner + over, eave - rise * 0.22), (inner - over * 0.2, eave + 4), (outer, eave + 8)])
    tile = mix(TILE, "#1d1a36", tone)
    sheet.paper(
        at([*upper, *lower]),
        fill=mix(tile, "#ffffff", 0.08),
        to=mix(tile, "#000000", 0.2),
        shadow=0.4,
        reach=14,
    )


def _lane(sheet: Sheet) -> None:
    sheet.sky(*NIGHTFALL)
    moon(sheet, 860, 190, 52)
    hills(sheet, 470, 560, ("#6d5a86", "#5a4c78"), rise=50)
    stepped_gable(sheet, 750, 640, 150, 190, wall="#b9a3a8")
    sheet.glow(750, 600, 240, "#ffb45a", 0.7)
    paving(sheet, 628, "#8d7384", "#3f3350", rows=8)
    sheet.glow(750, 720, 420, "#ffae5e", 0.3)


def _lantern_rows(sheet: Sheet, rows: Sequence[tuple[float, float, float, float]]) -> None:
    for i, (gap, eave, base, tone) in enumerate(rows):
        for side in (-1, 1):
            _lane_side(sheet, side, gap, eave, base, tone)
        size = (base - eave) * 0.085
        for side in (-1, 1):
            x = 750 + side * (gap - (base - eave) * 0.09)
            lantern(sheet, x, eave + size * 1.9, size, WARM[i % 3], light=0.5, cord=size * 0.7)


LANE_ROWS = (
    (105, 490, 665, 0.45),
    (165, 440, 720, 0.36),
    (250, 370, 790, 0.28),
    (370, 270, 880, 0.2),
    (520, 120, 1010, 0.14),
)


def lantern_lane(sheet: Sheet) -> None:
    """Lantern Lane at nightfall, lit all the way to the end."""
    _lane(sheet)
    _lantern_rows(sheet, LANE_ROWS[:3])
    garland(sheet, ((515, 372), (750, 428), (985, 372)), 17, 7, WARM, light=0.35)
    person(sheet, 700, 742, 92, Figure("#7d4f6d", "#3a3048", bun=True, skirt=True))
    person(sheet, 752, 760, 64, Figure("#d98b4a", "#3a3048", hair="brown", skin=2))
    _lantern_rows(sheet, LANE_ROWS[3:4])
    person(
        sheet,
        845,
        885,
        190,
        Figure("#4d7f86", "#2f3148", hair="grey", skin=1, hands=((-0.18, 0.42), (0.3, 0.52))),
    )
    lantern(sheet, 902, 820, 22, "#e8772e", light=0.5)
    person(
        sheet,
        620,
        905,
        195,
        Figure("#c4533f", "#372f45", bun=True, skirt=True, hands=((-0.16, 0.44), (0.26, 0.4))),
    )
    person(
        sheet,
        688,
        908,
        126,
        Figure("#f0b04d", "#3c4766", hair="brown", skin=2, hands=((-0.22, 0.55), (0.24, 0.66))),
    )
    lantern(sheet, 722, 838, 17, "#d2402f", light=0.5)
    _lantern_rows(sheet, LANE_ROWS[4:])
    garland(sheet, ((232, 66), (750, 226), (1268, 66)), 34, 7, WARM, light=0.4)


def lantern_guides(sheet: Sheet) -> None:
    """A guide in a vest leads guests from the bridge into the lane."""
    sheet.sky(*NIGHTFALL)
    moon(sheet, 240, 170, 58)
    hills(sheet, 400, 500, ("#6d5a86", "#574a76"), rise=60)
    house(sheet, (60, 300), 700, 250, grid=(2, 2), lit=(0, 3), paint=DUSK)
    stepped_gable(sheet, 390, 700, 180, 380, wall="#c3adb0")
    house(sheet, (480, 700), 700, 190, grid=(2, 1), lit=(0, 1), paint=DUSK)
    house(sheet, (790, 1040), 700, 270, grid=(2, 2), lit=(1, 2), paint=DUSK)
    stepped_gable(sheet, 1130, 700, 180, 360, wall="#c3adb0")
    house(sheet, (1220, 1460), 700, 210, grid=(2, 1), lit=(0, 1), paint=DUSK)
    garland(sheet, ((-20, 330), (370, 440), (750, 350), (1130, 440), (1520, 330)), 30, 11, WARM, light=0.4)
    paving(sheet, 690, "#8d7384", "#3f3350", rows=6)
    sheet.glow(760, 860, 560, "#ffae5e", 0.35)
    guests = (
        (640, 900, 330, Figure("#5f86a0", "#32384f", hair="grey", skin=1)),
        (770, 930, 330, Figure("#c45f72", "#3a3450", bun=True, skirt=True)),
        (
            870,
            935,
            215,
            Figure("#f0b04d", "#3c4766", hair="brown", skin=2, hands=((-0.24, 0.6), (0.2, 0.45))),
        ),
        (985, 915, 345, Figure("#6f9a78", "#363349", hat="#e9d9b0", skin=2)),
        (1110, 940, 330, Figure("#8a74ae", "#343049", bun=True, skirt=True, skin=1)),
        (1225, 915, 340, Figure("#d9a25a", "#3b3f55", hair="grey")),
        (1330, 945, 220, Figure("#de7d66", "#3c4766", skin=2, hands=((-0.22, 0.5), (0.2, 0.9)))),
    )
    for x, base, height, look in guests:
        person(sheet, x, base, height, look, flip=True)
    sheet.paper(ribbon([(330, 860), (262, 462)], 8, 6), fill="#6b442c", shadow=0.2, reach=4)
    lantern(sheet, 262, 520, 50, RED, light=0.7, cord=14)
    person(
        sheet,
        420,
        940,
        410,
        Figure("#f2ead8", "#2f4058", "#e0432f", bun=True, hands=((-0.24, 0.5), (0.27, 0.86)), stride=0.09),
    )
    for x in (95, 1445):
        stool(sheet, x, 985, 80)


def emblem_lantern_lane(sheet: Sheet) -> None:
    """The emblem: a lantern under an eave, over the stream."""
    sheet.sky("#f8efdd", "#f3e4c8")
    sheet.paper(ellipse(500, 500, 440), fill="#24365f", to="#6a4a78", shadow=0.3, reach=22)
    sheet.paper(ribbon(ellipse(500, 500, 418), 7), fill=GOLD)
    sheet.glow(500, 540, 400, "#ffb45a", 0.45)
    for i, colour in enumerate(("#3f8f8b", "#57a79c", "#86c3b1")):
        top = 742 + 46 * i
        half = (400**2 - (top - 500) ** 2) ** 0.5
        wave = smooth([(500 - half + 2 * half * n / 8, top + (14 if n % 2 else -10)) for n in range(9)], 8)
        low = ellipse(500, 500, 400, start=0, end=180)
        bottom = [(x, y) for x, y in low if y > top]
        sheet.paper([*wave, *bottom], fill=colour, shadow=0.25, reach=10)
    lantern(sheet, 500, 530, 150, RED, light=0.4, cord=90)
    roof(sheet, 250, 750, 330, 205, overhang=56)
