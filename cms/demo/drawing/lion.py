"""The lion that two people dance."""

import math
from collections.abc import Callable

from cms.demo.drawing.paper import Colour, Sheet, mix
from cms.demo.drawing.shapes import Outline, ellipse, leaf, moved, ribbon, smooth

Placing = Callable[[Outline], Outline]


def lion(
    sheet: Sheet, x: float, base: float, size: float, coat: Colour, mane: Colour, *, flip: bool = False
) -> None:
    """A dancing lion, its head to the right: legs under a cloth of scales; `size` 1 is 330 units long."""

    def place(outline: Outline) -> Outline:
        return moved(outline, x, base, scale=size, flip=flip)

    gold = "#f3c24f"
    for leg_x, lift in ((-120, 0), (-86, 18), (66, 26), (104, 0)):
        leg = smooth([(leg_x, -96), (leg_x + 7, -48 - lift), (leg_x + 2, -8 - lift)], 6)
        sheet.paper(place(ribbon(leg, 40, 26)), fill=coat, to=mix(coat, "#000000", 0.15), shadow=0.2, reach=5)
        fringes = [leaf(leg_x - 12 + 9 * i, -26 - lift, 22, 90, 0.3) for i in range(4)]
        sheet.paper(*map(place, fringes), fill=gold)
        sheet.paper(place(ellipse(leg_x + 8, -4 - lift, 20, 9)), fill="#2f2b33")
    tail = smooth([(-160, -150), (-196, -196), (-176, -232)], 8)
    sheet.paper(
        place(ribbon(tail, 16, 8)),
        *[place(leaf(-176, -226, 40, angle, 0.25)) for angle in (-150, -110, -70, -40)],
        fill=gold,
        shadow=0.2,
        reach=5,
    )
    _lion_cloth(sheet, place, coat, gold)
    _lion_head(sheet, place, coat, mane, gold)


def _lion_cloth(sheet: Sheet, place: Placing, coat: Colour, gold: Colour) -> None:
    """The cloth of scales with its fringe."""
    body = smooth(
        [
            (-168, -110),
            (-164, -168),
            (-110, -198),
            (-30, -190),
            (50, -206),
            (110, -190),
            (120, -120),
            (60, -96),
            (-40, -104),
            (-110, -92),
        ],
        8,
        closed=True,
    )
    sheet.paper(
        place(body), fill=mix(coat, "#ffffff", 0.12), to=mix(coat, "#000000", 0.1), shadow=0.3, reach=10
    )
    scales = []
    for row in range(4):
        for i in range(9):
            cx, cy = -142 + i * 26 + (13 if row % 2 else 0), -176 + row * 20
            scales.append(ribbon(ellipse(cx, cy, 12, 11, start=10, end=170), 3))
    sheet.paper(*map(place, scales), fill=mix(coat, "#fff2c2", 0.55), opacity=0.85)
    hem = [leaf(-150 + i * 21, -102 + 6 * math.sin(i), 26, 90, 0.34) for i in range(12)]
    sheet.paper(*map(place, hem), fill=gold, shadow=0.15, reach=4)


def _lion_head(sheet: Sheet, place: Placing, coat: Colour, mane: Colour, gold: Colour) -> None:
    centre_x, centre_y = 132, -196
    for radius, colour, count in ((92, mane, 18), (76, mix(mane, "#ffffff", 0.4), 16)):
        tufts = [
            leaf(
                centre_x + (radius - 44) * math.cos(a),
                centre_y + (radius - 44) * math.sin(a),
                56,
                math.degrees(a),
                0.3,
            )
            for a in (2 * math.pi * i / count for i in range(count))
        ]
        sheet.paper(
            *map(place, tufts),
            place(ellipse(centre_x, centre_y, radius - 26)),
            fill=colour,
            shadow=0.2,
            reach=6,
        )
    sheet.paper(
        place(ellipse(centre_x, centre_y, 62, 58)),
        fill=coat,
        to=mix(coat, "#000000", 0.12),
        shadow=0.25,
        reach=6,
    )
    _lion_mouth(sheet, place, gold)
    for side in (-1, 1):
        eye_x = 132 + side * 27
        sheet.paper(place(ellipse(eye_x, -220, 19, 20)), fill="#fffdf5", shadow=0.2, reach=4)
        sheet.paper(place(ellipse(eye_x + 2, -218, 10, 11)), fill="#23202a")
        sheet.paper(place(ellipse(eye_x + 5, -222, 3.4)), fill="#ffffff")
        brow = smooth([(eye_x - side * 16, -238), (eye_x + side * 4, -250), (eye_x + side * 26, -238)], 6)
        sheet.paper(place(ribbon(brow, 9, 4)), fill=gold)
        sheet.paper(
            place(leaf(132 + side * 48, -236, 44, -60 if side > 0 else -120, 0.34)),
            fill=coat,
            shadow=0.2,
            reach=4,
        )
    sheet.paper(place(leaf(132, -238, 52, -90, 0.24)), fill=gold, shadow=0.2, reach=4)
    sheet.paper(place(ellipse(132, -252, 12)), fill="#fffdf5")


def _lion_mouth(sheet: Sheet, place: Placing, gold: Colour) -> None:
    jaw = smooth([(90, -178), (132, -166), (178, -178), (168, -136), (132, -120), (98, -136)], 6, closed=True)
    sheet.paper(place(jaw), fill="#7d1f1d")
    sheet.paper(
        place(smooth([(104, -138), (132, -150), (160, -138), (132, -122)], 6, closed=True)), fill="#f08a72"
    )
    teeth = [place(leaf(100 + 16 * i, -172, 15, 90, 0.45)) for i in range(5)]
    sheet.paper(*teeth, fill="#fffaf0")
    lip = smooth([(82, -182), (132, -164), (184, -182), (178, -196), (132, -184), (88, -196)], 6, closed=True)
    sheet.paper(place(lip), fill="#fffaf0", to="#f1dfc4", shadow=0.2, reach=4)
    sheet.paper(place(ellipse(132, -196, 17, 12)), fill=gold, shadow=0.25, reach=4)
