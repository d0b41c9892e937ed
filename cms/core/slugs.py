"""Addresses from titles: pinyin for Chinese, plain ASCII for everything else."""

from django.utils.text import slugify
from pypinyin import lazy_pinyin

LONGEST = 60


def slug_of(title: str) -> str:
    """A slug of at most 60 characters: "社区工作计划" gives "shequ-gongzuo-jihua"-like pinyin, syllables joined by "-".

    Never empty: a title without any letter or digit gives "page".
    """
    words = lazy_pinyin(title, errors=lambda rest: [f" {rest} "])
    slug = slugify(" ".join(words))
    if len(slug) > LONGEST:
        slug = slug[:LONGEST].rsplit("-", 1)[0]
    return slug.strip("-_") or "page"
