"""The two large dictionaries of Chinese. Whoever first needs one loads it: a build of the site does without 90 MB."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from types import ModuleType


@cache
def characters() -> dict[int, str]:
    """{code point: its readings, with commas between}."""
    readings: dict[int, str] = import_module("pypinyin.constants").PINYIN_DICT
    return readings


@cache
def phrases() -> dict[str, list[list[str]]]:
    """{word: the readings of each of its characters}."""
    readings: dict[str, list[list[str]]] = import_module("pypinyin.constants").PHRASES_DICT
    return readings


@cache
def segmenter() -> ModuleType:
    """rjieba, which cuts Chinese into words."""
    return import_module("rjieba")
