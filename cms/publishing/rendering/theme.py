"""The theme made from one colour, whatever it is: text can be read on every ground that the site has."""

from collections.abc import Collection

PAPERS = ("#fefefd", "#f3f4f0", "#ffffff")  # --paper, --wash and --raised of tokens.css, by day
NIGHTS = ("#14171a", "#1b1f21", "#1f2426")  # and by night
AA, AAA = 4.6, 7.1  # WCAG asks for 4.5 and 7; what is rounded must not fall below


def theme_css(colour: str) -> str:
    """The custom properties that the sheets draw all colour from, light and dark, of "#rrggbb"."""
    light, dark = _light(colour), _dark(colour)
    return (
        f":root{{{_properties(light)}}}\n@media (prefers-color-scheme:dark){{:root{{{_properties(dark)}}}}}\n"
    )


def _light(colour: str) -> dict[str, str]:
    tint = mix(colour, "#ffffff", 0.93)
    return {
        "theme": readable(colour, PAPERS),
        "theme-ink": "#ffffff",
        "theme-strong": readable(mix(colour, "#000000", 0.25), (*PAPERS, tint), AAA),
        "theme-tint": tint,
        "theme-line": mix(colour, "#ffffff", 0.7),
    }


def _dark(colour: str) -> dict[str, str]:
    night = NIGHTS[0]
    tint = mix(colour, night, 0.86)
    return {
        "theme": readable(mix(colour, "#ffffff", 0.3), NIGHTS),
        "theme-ink": night,
        "theme-strong": readable(mix(colour, "#ffffff", 0.45), (*NIGHTS, tint), AAA),
        "theme-tint": tint,
        "theme-line": mix(colour, night, 0.6),
    }


def _properties(values: dict[str, str]) -> str:
    return ";".join(f"--{name}:{value}" for name, value in values.items())


def luminance(colour: str) -> float:
    """Relative luminance of "#rrggbb", 0 to 1. Source: WCAG 2.2, definition of relative luminance."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21. Source: WCAG 2.2, definition of contrast ratio."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def mix(colour: str, other: str, share: float) -> str:
    """`colour` with `share` (0 to 1) of `other` in it."""
    parts = ((int(colour[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in parts)


def readable(colour: str, grounds: Collection[str], ratio: float = AA) -> str:
    """The colour, moved towards black or white just as far as it must be to be read on all `grounds` at that
    contrast.
    """
    towards = "#000000" if min(map(luminance, grounds)) > 0.18 else "#ffffff"
    return next(
        found
        for step in range(101)
        if min(contrast(found := mix(colour, towards, step / 100), ground) for ground in grounds) >= ratio
        or step == 100
    )
