"""Published documents for measurements: a Chinese site of any size, put into the database as publishing would."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from bench._search_corpus import BODIES, KINDS, NAMES, SUBJECTS
from cms.core.documents import Data, PublishedDocument
from cms.publishing.models import RelatedDocuments, StoredDocument
from cms.publishing.rendering import frames

SECTIONS = 20
IN_MENU = 6
YEARS = 10
PARAGRAPHS = 8
HOME = {"key": "page:2", "title": "邻里", "url": "/zh/"}
ISSUER = {"key": "organisation:1", "name": "柳溪街道", "slug": "liuxi"}
SENTENCES = (
    "为进一步做好{subject}工作，现将有关事项通知如下，请各社区认真组织实施。",
    "各社区要结合实际制定方案，明确责任人，按时完成{subject}的各项任务。",
    "居民可以就近到服务站咨询{subject}事宜，也可以拨打值班电话了解情况。",
    "本次{subject}活动自发布之日起开始，由街道统一安排，社区负责落实。",
    "请各有关单位于月底前将{subject}工作的总结报送街道办公室备案。",
)


def fill(count: int, seed: int = 1) -> None:
    """Replace what is published by a home page, 20 sections and `count` notices; each is like five others."""
    chance = random.Random(seed)
    frames.renew()
    with transaction.atomic():
        StoredDocument.objects.all().delete()
        RelatedDocuments.objects.all().delete()
        _store([home(), *(section(number) for number in range(SECTIONS))])
        some: list[PublishedDocument] = []
        for document in notices(count, chance):
            some.append(document)
            if len(some) == 1000:
                _store(some)
                some = []
        _store(some)
        keys = [key_of(number) for number in range(count)]
        RelatedDocuments.objects.bulk_create(
            (RelatedDocuments(key=key, keys=chance.sample(keys, min(5, count))) for key in keys),
            batch_size=1000,
        )


def key_of(number: int) -> str:
    return f"page:{number + 1000}"


def notices(count: int, chance: random.Random) -> Iterator[PublishedDocument]:
    """Notices of the last ten years, spread over the sections."""
    now = datetime(2026, 6, 1, 9, tzinfo=timezone.get_default_timezone())
    for number in range(count):
        published = now - timedelta(minutes=YEARS * 365 * 24 * 60 * (count - number) // count)
        yield notice(number, published, chance)


def notice(number: int, published: datetime, chance: random.Random, title: str = "") -> PublishedDocument:
    place = section(number % SECTIONS)
    subject = chance.choice(SUBJECTS.split())
    title = title or _title(subject, number, chance)
    texts = ["".join(chance.choices(SENTENCES, k=4)).format(subject=subject) for _number in range(PARAGRAPHS)]
    moment = published.isoformat(timespec="seconds")
    summary = texts[0][:100]
    card = {
        "key": key_of(number), "type": "notice", "locale": "zh-hans", "url": f"{place.url}{number}/", "title": title,
        "summary": summary, "date": moment[:10], "published_at": moment, "issuer": ISSUER["name"],
        "section": place.title, "image": None, "state": "",
        "extra": {"kind": "notice", "pinned": False, "deadline": None},
    }  # fmt: skip
    step = {"key": place.key, "title": place.title, "url": place.url}
    return PublishedDocument(
        key=card["key"], type="notice", locale="zh-hans", translation_key=str(UUID(int=number + 1000)), url=card["url"],
        title=title, summary=summary, issuer=ISSUER, section=step, breadcrumb=[HOME, step], published_at=moment,
        updated_at=moment, body=[{"type": "text", "html": "".join(f"<p>{text}</p>" for text in texts), "files": []}],
        text="\n".join(texts), facets={"type": "notice", "year": published.year}, tags=_tags(card), card=card,
        detail={"kind": "notice", "pinned": False, "deadline": None, "contact": ""},
    )  # fmt: skip


def section(number: int) -> PublishedDocument:
    card = _place(f"page:{number + 100}", f"/zh/s{number}/", "section", f"{BODIES.split()[number % 8]}公告")
    return PublishedDocument(
        key=card["key"], type="section", locale="zh-hans", translation_key=str(UUID(int=number + 100)), url=card["url"],
        title=card["title"], published_at=card["published_at"], breadcrumb=[HOME], in_menu=number < IN_MENU, card=card,
        tags=_tags(card), detail={"layout": "list", "description": ""},
    )  # fmt: skip


def home() -> PublishedDocument:
    card = _place(HOME["key"], HOME["url"], "home", HOME["title"])
    return PublishedDocument(
        key=card["key"], type="home", locale="zh-hans", translation_key=str(UUID(int=2)), url=card["url"],
        title=card["title"], published_at=card["published_at"], card=card, tags=_tags(card),
        detail={"welcome": "", "image": None, "links": []},
    )  # fmt: skip


def _place(key: str, url: str, kind: str, title: str) -> Data:
    moment = "2016-01-01T09:00:00+08:00"
    return {
        "key": key, "type": kind, "locale": "zh-hans", "url": url, "title": title, "summary": "", "date": moment[:10],
        "published_at": moment, "issuer": "", "section": "", "image": None, "state": "", "extra": {},
    }  # fmt: skip


def _tags(card: Data) -> Data:
    return {
        "ArticleTitle": card["title"], "PubDate": card["published_at"][:16].replace("T", " "),
        "ContentSource": card["issuer"], "Keywords": "", "Description": card["summary"],
    }  # fmt: skip


def _title(subject: str, number: int, chance: random.Random) -> str:
    place = chance.choice(NAMES.split()) + chance.choice(BODIES.split())
    return f"{place}关于{subject}{chance.choice(KINDS)[1]}（{number}）"


def _store(documents: list[PublishedDocument]) -> None:
    StoredDocument.objects.bulk_create(
        [StoredDocument.from_document(document, document.key) for document in documents], batch_size=500
    )
