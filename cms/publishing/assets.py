"""Styles, scripts and icons under names that hold their hash, and the theme made from one colour."""

import hashlib
from functools import cached_property
from pathlib import Path

THEME = "theme.css"
SERVED = {".css", ".js", ".svg", ".png", ".ico", ".webp", ".jpg", ".webmanifest"}


class Assets:
    """The files of site/assets. `files` {plain name: file}, `names` {plain name: hashed name}."""

    def __init__(self, folder: Path):
        self.files = {
            file.relative_to(folder).as_posix(): file
            for file in sorted(folder.rglob("*"))
            if file.is_file() and file.suffix in SERVED
        }

    @cached_property
    def names(self) -> dict[str, str]:
        return {name: hashed(name, file.read_bytes()) for name, file in self.files.items()}

    def theme_name(self, colour: str) -> str:
        return hashed(THEME, theme_css(colour).encode())

    def named_with(self, colour: str) -> dict[str, str]:
        """All names, the theme's among them."""
        return {**self.names, THEME: self.theme_name(colour)}


def hashed(name: str, content: bytes) -> str:
    """ "site.css" as site.0123abcd.css."""
    stem, dot, extension = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:10]}{dot}{extension}"


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


def readable(colour: str, on: str, ratio: float = 4.6) -> str:
    """The colour, moved towards black or white just as far as it must be to be read on `on` at that
    contrast.
    """
    towards = "#000000" if luminance(on) > 0.18 else "#ffffff"
    return next(
        found
        for step in range(101)
        if contrast(found := mix(colour, towards, step / 100), on) >= ratio or step == 100
    )


def theme_css(colour: str) -> str:
    """The custom properties that site.css draws all colour from, light and dark. Contrasts hold for any
    colour.
    """
    paper, night = "#ffffff", "#14171a"
    light = {
        "theme": readable(colour, paper),
        "theme-ink": "#ffffff",
        "theme-strong": readable(mix(colour, "#000000", 0.25), paper, 7),
        "theme-tint": mix(colour, paper, 0.93),
        "theme-line": mix(colour, paper, 0.7),
    }
    dark = {
        "theme": readable(mix(colour, "#ffffff", 0.3), night),
        "theme-ink": night,
        "theme-strong": readable(mix(colour, "#ffffff", 0.45), night, 7),
        "theme-tint": mix(colour, night, 0.86),
        "theme-line": mix(colour, night, 0.6),
    }
    return (
        f":root{{{_properties(light)}}}\n@media (prefers-color-scheme:dark){{:root{{{_properties(dark)}}}}}\n"
    )


def _properties(values: dict[str, str]) -> str:
    return ";".join(f"--{name}:{value}" for name, value in values.items())
