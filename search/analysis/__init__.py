"""From text to terms, the same for every engine and for queries as for documents. Pure functions."""

from importlib.metadata import version

_CHAIN = "3"
_DATA = ("rjieba", "opencc", "PyStemmer", "pypinyin")

VERSION = "+".join([_CHAIN, *(f"{package}-{version(package)}" for package in _DATA)])
"""Differs whenever the same text could give other terms, because of this code or of the dictionaries it
relies on: an index of another version has to be rebuilt."""
