"""Outlines as lists of points. Units are those of the sheet: its height is 1000, x to the right, y down."""

import math
from collections.abc import Sequence
from random import Random

Point = tuple[float, float]
Outline = list[Point]


def ellipse(
    x: float, y: float, rx: float, ry: float | None = None, *, start: float = 0, end: float = 360
) -> Outline:
    """An ellipse about (x, y), or the part of it between two angles in degrees, clockwise from the right."""
    ry = rx if ry is None else ry
    steps = max(12, int(abs(end - start) / 4))
    angles = (math.radians(start + (end - start) * step / steps) for step in range(steps + 1))
    return [(x + rx * math.cos(angle), y + ry * math.sin(angle)) for angle in angles]


def rectangle(left: float, top: float, right: float, bottom: float, radius: float = 0) -> Outline:
    """A rectangle, its corners rounded by `radius`."""
    if not radius:
        return [(left, top), (right, top), (right, bottom), (left, bottom)]
    corners = [(right, bottom, 0), (left, bottom, 90), (left, top, 180), (right, top, 270)]
    centres = {0: (-1, -1), 90: (1, -1), 180: (1, 1), 270: (-1, 1)}
    return [
        point
        for x, y, angle in corners
        for point in ellipse(
            x + centres[angle][0] * radius,
            y + centres[angle][1] * radius,
            radius,
            start=angle,
            end=angle + 90,
        )
    ]


def smooth(points: Sequence[Point], steps: int = 12, *, closed: bool = False) -> Outline:
    """A Catmull-Rom curve through the points."""
    last = len(points) - 1
    pick = (lambda i: points[i % len(points)]) if closed else (lambda i: points[min(max(i, 0), last)])
    curve: Outline = []
    for i in range(len(points) if closed else last):
        before, here, there, after = (pick(i + offset) for offset in (-1, 0, 1, 2))
        curve += [_spline(before, here, there, after, step / steps) for step in range(steps)]
    return curve if closed else [*curve, points[-1]]


def _spline(before: Point, here: Point, there: Point, after: Point, t: float) -> Point:
    def along(a: float, b: float, c: float, d: float) -> float:
        return 0.5 * (
            2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3
        )

    return along(before[0], here[0], there[0], after[0]), along(before[1], here[1], there[1], after[1])


def ribbon(points: Sequence[Point], width: float, end_width: float | None = None) -> Outline:
    """A line with a body, from `width` at its first point to `end_width` at its last."""
    end_width = width if end_width is None else end_width
    left: Outline = []
    right: Outline = []
    for i, (x, y) in enumerate(points):
        (ax, ay), (bx, by) = points[max(i - 1, 0)], points[min(i + 1, len(points) - 1)]
        length = math.hypot(bx - ax, by - ay) or 1
        half = (width + (end_width - width) * i / max(len(points) - 1, 1)) / 2
        dx, dy = -(by - ay) / length * half, (bx - ax) / length * half
        left.append((x + dx, y + dy))
        right.append((x - dx, y - dy))
    return left + right[::-1]


def leaf(x: float, y: float, length: float, angle: float, fullness: float = 0.3) -> Outline:
    """A pointed leaf that grows from (x, y) towards `angle` (degrees)."""
    turn = math.radians(angle)
    half = [(0, 0), (0.3, fullness * 0.8), (0.55, fullness), (0.8, fullness * 0.55), (1, 0)]
    shape = smooth(half, 4) + [(a, -b) for a, b in reversed(smooth(half, 4))]
    cos, sin = math.cos(turn) * length, math.sin(turn) * length
    return [(x + a * cos - b * sin, y + a * sin + b * cos) for a, b in shape]


def blob(
    x: float, y: float, rx: float, ry: float, rng: Random, bumps: int = 9, rough: float = 0.16
) -> Outline:
    """A rounded, uneven shape such as the crown of a tree."""
    points = []
    for i in range(bumps):
        angle = 2 * math.pi * (i + rng.uniform(-0.2, 0.2)) / bumps
        reach = 1 + rng.uniform(-rough, rough)
        points.append((x + rx * reach * math.cos(angle), y + ry * reach * math.sin(angle)))
    return smooth(points, 10, closed=True)


def hill(width: float, heights: Sequence[float], bottom: float) -> Outline:
    """Land below a smooth line through the given heights, evenly spaced and a little wider than the sheet."""
    step = (width + 200) / (len(heights) - 1)
    return [
        *smooth([(-100 + i * step, y) for i, y in enumerate(heights)]),
        (width + 100, bottom),
        (-100, bottom),
    ]


def moved(outline: Outline, dx: float = 0, dy: float = 0, *, scale: float = 1, flip: bool = False) -> Outline:
    """The outline scaled about the origin (and mirrored), then moved."""
    side = -scale if flip else scale
    return [(x * side + dx, y * scale + dy) for x, y in outline]
