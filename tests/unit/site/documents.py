"""The parts of invented documents: both languages, once full and once with nothing but a title."""

from typing import Any

Data = dict[str, Any]

SEGMENTS = {"zh-hans": "zh", "en": "en"}
TYPES = (
    "home",
    "section",
    "page",
    "notice",
    "policy",
    "work_plan",
    "brand",
    "recruitment",
    "campaign",
    "entry",
    "election",
    "popular",
    "organisation",
)
LAYOUTS = ("list", "plans", "policies", "cards")
FACETS = ("type", "year", "issuer", "state")


class Words:
    """Picks one of two wordings: `say("中文", "English")`."""

    def __init__(self, locale: str):
        self.locale, self.segment = locale, SEGMENTS[locale]

    def __call__(self, chinese: str, english: str) -> str:
        return chinese if self.locale == "zh-hans" else english


def site(locale: str, *, full: bool = True) -> Data:
    say = Words(locale)
    contact = {
        "address": say(
            "示范区柳溪路18号便民服务中心", "Service Centre, 18 Liuxi Road, Demonstration District"
        ),
        "phone": "0000 1000100",
        "email": "office@liuxi.example.org",
        "hours": say("工作日 8:30—12:00，14:00—17:30", "Working days 8:30–12:00 and 14:00–17:30"),
    }
    return {
        "name": say("柳溪邻里", "Liuxi Neighbours"),
        "tagline": say("柳溪街道的邻里事，都在这里", "Everything that concerns the neighbours")
        if full
        else "",
        "domain": "https://liuxi.example.org",
        "id_code": "DEMO000001" if full else "",
        "footer": say(
            "本站为演示内容，街道与社区均为虚构。", "This is demonstration content; all places are invented."
        )
        if full
        else "",
        "filing": [{"label": say("演示站点，未备案", "Demonstration site, not filed"), "href": ""}]
        if full
        else [],
        "contact": contact if full else dict.fromkeys(contact, ""),
        "theme": "#9f2d20",
    }


def image(number: int, alt: str, *, focal: list[float] | None = None) -> Data:
    sizes = {"webp": "webp", "jpeg": "jpg"}
    return {
        "media": "image",
        "id": number,
        "alt": alt,
        "decorative": not alt,
        "credit": "Linli",
        "width": 1600,
        "height": 1200,
        "focal": focal,
        "sources": {
            kind: [{"width": width, "url": f"/media/p{number}-{width}.{end}"} for width in (400, 800, 1600)]
            for kind, end in sizes.items()
        },
    }


def attachment(number: int, title: str, extension: str = "docx", size: int = 248_000) -> Data:
    return {
        "media": "attachment",
        "id": number,
        "title": title,
        "url": f"/files/a{number}/file.{extension}",
        "name": f"file.{extension}",
        "extension": extension,
        "size": size,
    }


def document(say: Words, key: str, kind: str, path: str, title: str, **values: Any) -> Data:
    """A document with its card; `extra` is the card's, everything else the document's own."""
    url = f"/{say.segment}/{path}"
    extra, state = values.pop("extra", {}), values.get("detail", {}).get("state", "")
    issuer = values.pop("issuer", None)
    home = {
        "key": f"page:1{say.segment}",
        "title": say("柳溪邻里", "Liuxi Neighbours"),
        "url": f"/{say.segment}/",
    }
    above = [home] if path else []
    if path.count("/") > 1:
        above.append(
            {
                "key": f"page:2{say.segment}",
                "title": say("栏目", "Section"),
                "url": url.rsplit("/", 2)[0] + "/",
            }
        )
    summary, published = values.pop("summary", ""), values.pop("published_at", "2026-03-02T09:30:00+08:00")
    card = {
        "key": f"{key}{say.segment}",
        "type": kind,
        "locale": say.locale,
        "url": url,
        "title": title,
        "summary": summary,
        "date": published[:10],
        "published_at": published,
        "issuer": issuer["name"] if issuer else "",
        "section": above[-1]["title"] if len(above) > 1 else "",
        "image": values.pop("picture", None),
        "state": state,
        "extra": extra,
    }
    defaults = {
        "version": 1,
        "key": card["key"],
        "type": kind,
        "locale": say.locale,
        "translation_key": f"translation-{key}",
        "url": url,
        "title": title,
        "summary": summary,
        "issuer": issuer,
        "section": above[-1] if len(above) > 1 else None,
        "breadcrumb": above,
        "topics": [],
        "published_at": published,
        "updated_at": published,
        "changes_at": None,
        "body": [],
        "text": "",
        "facets": {},
        "tags": {"ArticleTitle": title, "PubDate": published[:16].replace("T", " ")},
        "attachments": [],
        "images": [],
        "relations": [],
        "in_menu": kind == "section",
        "card": card,
        "detail": {},
    }
    return defaults | values


def street(say: Words) -> Data:
    return {"slug": "liuxi-street", "name": say("柳溪街道办事处", "Liuxi Street Office"), "level": "street"}


def community(say: Words) -> Data:
    return {
        "slug": "shiqiao",
        "name": say("石桥社区居民委员会", "Shiqiao Neighbourhood Committee"),
        "level": "community",
    }


def progress(statuses: list[str]) -> Data:
    counted = {
        name: statuses.count(name) for name in ("done", "under_way", "delayed", "not_started", "dropped")
    }
    total = len(statuses)
    asked = total - counted["dropped"]
    return {"total": total, **counted, "percent": round(100 * counted["done"] / asked) if asked else 0}
