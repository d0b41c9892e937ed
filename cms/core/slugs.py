"""Addresses from titles: pinyin for Chinese, plain ASCII for everything else."""

import re
from importlib import import_module

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

LONGEST = 60
SIGNS = re.compile(r"[^\w']+")
RESERVED = _("The site needs this address for a page of its own. Choose another.")


def slug_of(title: str) -> str:
    """A slug of at most 60 characters: "社区工作计划" gives "shequ-gongzuo-jihua"-like pinyin, syllables
    joined by "-".

    Never empty: a title without any letter or digit gives "page".
    """
    # Its dictionary takes 55 MB, which only those who make addresses need.
    lazy_pinyin = import_module("pypinyin").lazy_pinyin
    words = lazy_pinyin(SIGNS.sub(" ", title), errors=lambda rest: f" {rest} ")
    slug = slugify(" ".join(words))
    if len(slug) > LONGEST:
        slug = slug[:LONGEST].rsplit("-", 1)[0]
    return slug.strip("-_") or "page"


def is_reserved(slug: str, parent: Page | None) -> bool:
    """Whether the built site needs this address below `parent` for a list of its own, such as "archive"."""
    return parent is not None and slug in getattr(parent.specific_class, "reserved_slugs", ())
