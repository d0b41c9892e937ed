"""Simple figures without faces."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from cms.demo.drawing.paper import Colour, Sheet, mix
from cms.demo.drawing.shapes import Outline, Point, ellipse, ribbon, smooth

SKIN = ("#eec39a", "#e3b088", "#f2cfa8")
SHOE = "#38302f"
HAIR = {"dark": "#2d2a2e", "grey": "#b9b4ae", "brown": "#4a3428"}

Placing = Callable[[Sequence[Point]], Outline]


@dataclass(frozen=True)
class Figure:
    """How somebody looks. `hands` are places in heights of the figure, to the right of and above the feet."""

    coat: Colour
    trousers: Colour = "#3f4d5c"
    vest: Colour | None = None
    hair: str = "dark"
    bun: bool = False
    hat: Colour | None = None
    skirt: bool = False
    skin: int = 0
    hands: Sequence[Point] = field(default=((-0.17, 0.42), (0.17, 0.42)))
    stride: float = 0.06


def person(sheet: Sheet, x: float, base: float, height: float, look: Figure, *, flip: bool = False) -> None:
    """A standing or walking figure whose feet are at (x, base)."""
    at = _placing(x, base, height, flip)
    for side in (-1, 1):
        foot = side * look.stride
        leg = at(ribbon([(side * 0.045, 0.45), (foot, 0.02)], 0.1, 0.075))
        sheet.paper(leg, fill=look.trousers, to=mix(look.trousers, "#000000", 0.25), shadow=0.12, reach=4)
        sheet.paper(at(ellipse(foot + 0.025, 0.018, 0.055, 0.022)), fill=SHOE)
    _upper_body(sheet, at, look, hem=(0.17, 0.2) if look.skirt else (0.125, 0.4))


def seated(
    sheet: Sheet, x: float, seat: float, height: float, look: Figure, *, flip: bool = False, legs: bool = True
) -> None:
    """A figure on a stool whose seat is at `seat`; behind a table it shows no legs."""
    if legs:
        side = -1 if flip else 1
        knee, foot = x + side * height * 0.2, x + side * height * 0.22
        line = [(x, seat - height * 0.03), (knee, seat - height * 0.03), (foot, seat + height * 0.25)]
        thigh = ribbon(smooth(line, 6), height * 0.12, height * 0.08)
        sheet.paper(thigh, fill=look.trousers, to=mix(look.trousers, "#000000", 0.2), shadow=0.15, reach=5)
        shoe = ellipse(x + side * height * 0.25, seat + height * 0.26, height * 0.06, height * 0.025)
        sheet.paper(shoe, fill=SHOE)
    _upper_body(sheet, _placing(x, seat + height * 0.4, height, flip), look, hem=(0.14, 0.39))


def _placing(x: float, base: float, height: float, flip: bool) -> Placing:
    """Turns points in heights of a figure into places on the sheet."""
    side = -1 if flip else 1

    def at(points: Sequence[Point]) -> Outline:
        return [(x + side * px * height, base - py * height) for px, py in points]

    return at


def _upper_body(sheet: Sheet, at: Placing, look: Figure, hem: Point) -> None:
    """Torso, head and arms; `hem` is half the width of the coat's lower edge, and its height."""
    skin, (wide, low), (behind, front) = SKIN[look.skin], hem, look.hands
    side = [(0.1, 0.79), (0.126, 0.6), (wide, low)]
    torso = [(0, 0.815), *side, (0, low - 0.012), *[(-px, py) for px, py in reversed(side)]]
    dark, light = mix(look.coat, "#000000", 0.1), mix(look.coat, "#ffffff", 0.08)
    _arm(sheet, at, (-0.088, behind), mix(look.coat, "#000000", 0.14), skin)
    sheet.paper(at(smooth(torso, 6, closed=True)), fill=light, to=dark, shadow=0.2, reach=6)
    if look.vest:
        _vest(sheet, at, look.vest)
    sheet.paper(at(ellipse(0, 0.82, 0.035, 0.04)), fill=mix(skin, "#000000", 0.08))
    sheet.paper(at(ellipse(0, 0.895, 0.075, 0.085)), fill=skin, shadow=0.14, reach=4)
    _hair(sheet, at, look)
    _arm(sheet, at, (0.088, front), look.coat, skin)


def _arm(sheet: Sheet, at: Placing, reach: tuple[float, Point], sleeve: Colour, skin: Colour) -> None:
    """An arm from a shoulder to a hand."""
    shoulder, hand = reach
    start = (shoulder, 0.748)
    outward = 0.05 if hand[0] >= shoulder else -0.05
    elbow = ((start[0] + hand[0]) / 2 + outward * 0.6, (start[1] + hand[1]) / 2 - 0.03)
    path = smooth([start, elbow, hand], 6)
    sheet.paper(at(ellipse(*hand, 0.03)), fill=skin)
    sheet.paper(
        at(ribbon(path[:-2], 0.078, 0.06)),
        at(ellipse(*start, 0.036)),
        fill=sleeve,
        to=mix(sleeve, "#000000", 0.1),
        shadow=0.16,
        reach=4,
    )


def _vest(sheet: Sheet, at: Placing, colour: Colour) -> None:
    sides = smooth(
        [(-0.092, 0.8), (-0.03, 0.79), (-0.012, 0.62), (-0.012, 0.42), (-0.125, 0.42), (-0.118, 0.6)],
        5,
        closed=True,
    )
    panels = [sides, [(-px, py) for px, py in sides]]
    sheet.paper(
        *[at(panel) for panel in panels], fill=mix(colour, "#ffffff", 0.1), to=colour, shadow=0.12, reach=3
    )
    bands = [
        [(side * 0.015, 0.57), (side * 0.116, 0.575), (side * 0.118, 0.545), (side * 0.015, 0.54)]
        for side in (-1, 1)
    ]
    sheet.paper(*[at(band) for band in bands], fill="#fff3c4", opacity=0.95)


def _hair(sheet: Sheet, at: Placing, look: Figure) -> None:
    colour = HAIR[look.hair]
    cap = [
        *ellipse(0, 0.9, 0.084, 0.092, start=0, end=180),
        *smooth([(-0.084, 0.9), (-0.02, 0.93), (0.05, 0.925), (0.084, 0.9)], 5),
    ]
    sheet.paper(at(cap), fill=colour)
    if look.bun:
        sheet.paper(at(ellipse(-0.02, 1.0, 0.04, 0.036)), fill=colour)
    if look.hat:
        crown = [*ellipse(0, 0.93, 0.09, 0.085, start=0, end=180)]
        sheet.paper(
            at(crown),
            at(ellipse(0.035, 0.93, 0.125, 0.016)),
            fill=look.hat,
            to=mix(look.hat, "#000000", 0.15),
            shadow=0.15,
            reach=3,
        )
