"""Addresses from titles: pinyin for Chinese, plain ASCII for everything else."""

import re
from importlib import import_module

from django.db.models import Max
from django.db.models.functions import Length
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

LONGEST = 60
NAME_BYTES = 255  # of a folder in the public tree
LONGEST_ADDRESS = (
    600  # characters from the first "/" on, which database and web servers can hold in any script
)
SIGNS = re.compile(r"[^\w']+")
RESERVED = _("The site needs this address for a page of its own. Choose another.")
TOO_LONG = _("The whole address, or one below it, would be too long. Choose a shorter one.")


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


def trouble_with(slug: str, parent: Page | None, page: Page | None = None) -> Promise | None:
    """Why `page`, or a new one, cannot have this address below `parent`, with all that is below it; None: it can."""
    if is_reserved(slug, parent):
        return RESERVED
    if len(slug.encode()) > NAME_BYTES:
        return TOO_LONG
    address = f"{parent.url_path}{slug}/" if parent else ""
    if page and address == page.url_path:
        return None
    return TOO_LONG if len(address) + _reach_below(page) > LONGEST_ADDRESS else None


def _reach_below(page: Page | None) -> int:
    """By how many characters the longest address below a page is longer than its own."""
    if page is None or not page.numchild:
        return 0
    longest = page.get_descendants().aggregate(longest=Max(Length("url_path")))["longest"]
    return int(longest or 0) - len(page.url_path)
