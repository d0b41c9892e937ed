"""The office's own words as search uses them, and bringing the index in line with them."""

from collections.abc import Iterator
from functools import cache, reduce
from operator import or_

import opencc
from django.db import transaction
from django.db.models import Q

from cms.core.models import Organisation
from cms.discovery.kept import Kept
from cms.discovery.own_words import GivenName, OwnName, Synonyms
from cms.publishing import pending
from cms.publishing.batches import batched
from cms.publishing.models import StoredDocument
from search.api import Lexicon, make_lexicon

ASKED_AT_ONCE = 50


def fresh() -> Lexicon:
    """The words as they are now: what staff wrote down, and the names of organisations and cultural brands."""
    return make_lexicon(_names(), (group.said for group in Synonyms.objects.all()))


@Kept
def recent() -> Lexicon:
    """The words as they were some seconds ago."""
    return fresh()


def _names() -> Iterator[str]:
    yield from OwnName.objects.values_list("name", flat=True)
    yield from Organisation.objects.values_list("name_zh", flat=True)
    for card in StoredDocument.objects.filter(type="brand", locale="zh-hans").cards():
        yield card["title"]


@transaction.atomic
def give_names() -> int:
    """Ask for the documents that hold a new or a dropped name to be indexed again. Returns how many."""
    wanted, given = set(fresh().names), set(GivenName.objects.values_list("name", flat=True))
    if wanted == given:
        return 0
    keys: set[str] = set()
    for names in batched(sorted(wanted ^ given), ASKED_AT_ONCE):
        written = {form for name in names for form in (name, _converter().convert(name))}
        holding = reduce(or_, (Q(data__contains=form) for form in sorted(written)))
        keys.update(StoredDocument.objects.filter(holding).values_list("key", flat=True))
    GivenName.objects.filter(name__in=given - wanted).delete()
    GivenName.objects.bulk_create((GivenName(name) for name in wanted - given), ignore_conflicts=True)
    pending.ask("search", keys)
    return len(keys)


@cache
def _converter() -> opencc.OpenCC:
    """From simplified to traditional; 26 MB, which only the worker needs."""
    return opencc.OpenCC("s2t")
