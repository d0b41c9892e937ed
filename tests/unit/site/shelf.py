"""A catalogue that stands on a list of documents instead of a database, and a whole small site."""

from collections.abc import Iterable

from cms.publishing.occasions import occasions_in
from tests.unit.site import activities, articles, elections, plans
from tests.unit.site.documents import LAYOUTS, Data, Words, document, image

LANGS = {"zh-hans": ("zh-Hans", "中文"), "en": ("en", "English")}
ARTICLES = (
    articles.notice,
    articles.page,
    articles.policy,
    plans.work_plan,
    activities.brand,
    activities.recruitment,
    activities.campaign,
    activities.entry,
    elections.election,
)


class Shelf:
    """What cms.publishing.catalogue.Catalogue offers to templates. `elsewhere`: documents of the other language."""

    def __init__(self, locale: str, documents: Iterable[Data] = (), elsewhere: Iterable[Data] = ()):
        self.locale = locale
        self._all = {doc["key"]: doc for doc in documents}
        self._elsewhere = list(elsewhere)

    def menu(self) -> list[Data]:
        return [doc["card"] for doc in self._all.values() if doc["in_menu"]]

    def home(self) -> Data | None:
        return next(iter(self.latest("home")), None)

    def children(self, key: str, limit: int | None = None) -> list[Data]:
        return _listed(self._all.values())[:limit]

    def pinned(self, key: str) -> list[Data]:
        return [card for card in self.children(key) if card["extra"].get("pinned")]

    def children_elsewhere(self, doc: Data, locale: str, limit: int | None = None) -> list[Data]:
        return _listed(self._elsewhere)[:limit]

    def sections(self, key: str) -> list[Data]:
        return [card for card in self.menu()[:1] if card["key"] != key]

    def pages(self, key: str) -> list[Data]:
        return self.latest("page")

    def months(self, key: str) -> list[Data]:
        months = ("2026-03", "2026-02", "2025-12") if self._all else ()
        return [{"month": month, "url": f"/zh/notices/archive/{month}/"} for month in months]

    def months_beside(self, key: str, month: str) -> dict[str, Data | None]:
        later, _this, earlier = (*self.months(key), None, None, None)[:3]
        return {"previous": earlier, "next": later}

    def archive(self, key: str, month: str) -> list[Data]:
        return self.children(key)

    def _plans(self) -> list[Data]:
        return [doc for doc in self._all.values() if doc["type"] == "work_plan"]

    def groups(self, key: str) -> dict[str, list[Data]]:
        section = self.address(key) or ""
        years = sorted({doc["detail"]["year"] for doc in self._plans()}, reverse=True)
        issuers = {doc["issuer"]["slug"]: doc["issuer"]["name"] for doc in self._plans() if doc["issuer"]}
        labels = {"year": {str(year): str(year) for year in years}, "issuer": issuers}
        return {
            kind: [
                {
                    "value": value,
                    "label": label,
                    "count": len(self.filed(key, kind, value)),
                    "url": f"{section}{kind}/{value}/",
                }
                for value, label in found.items()
            ]
            for kind, found in labels.items()
        }

    def filed(self, key: str, kind: str, value: str) -> list[Data]:
        def place(doc: Data) -> str:
            return str(doc["detail"]["year"]) if kind == "year" else (doc["issuer"] or {}).get("slug", "")

        return [doc["card"] for doc in self._plans() if place(doc) == value]

    def filed_beside(self, key: str, kind: str, value: str) -> dict[str, Data | None]:
        found = {group["value"]: group for group in self.groups(key)[kind]}
        earlier, later = str(int(value) - 1), str(int(value) + 1)
        return {"previous": found.get(earlier), "next": found.get(later)}

    def issued(self, issuer: str, kind: str, locale: str | None = None) -> list[Data]:
        return self.latest(kind, 5, locale)

    def organisations(self) -> list[Data]:
        return self.latest("organisation")

    def activities(self, month: str) -> list[Data]:
        own = [(doc, one) for doc in self._all.values() for one in occasions_in(doc)]
        return [
            one
            | {"key": doc["key"], "url": doc["url"], "page": doc["title"], "issuer": doc["card"]["issuer"]}
            for doc, one in own
        ]

    def activity_months(self) -> list[str]:
        return ["2026-04", "2026-03"] if self._all else []

    def activities_beside(self, month: str) -> tuple[str | None, str | None]:
        return ("2026-02", None) if self._all else (None, None)

    def years(self, locale: str | None = None) -> list[str]:
        found = self._elsewhere if locale not in (None, self.locale) else self._all
        return ["2026", "2025"] if found else []

    def year(self, year: str) -> list[Data]:
        months = [month for month in self.months("") if month["month"].startswith(year)]
        return [{"section": card, "months": months} for card in self.menu()]

    def latest(self, kind: str, limit: int = 10, locale: str | None = None) -> list[Data]:
        found = self._elsewhere if locale not in (None, self.locale) else self._all.values()
        return [doc["card"] for doc in found if doc["type"] == kind][:limit]

    def ordered(self, kind: str, limit: int = 10, locale: str | None = None) -> list[Data]:
        return self.latest(kind, limit, locale)

    def with_activities(self, limit: int = 10, locale: str | None = None) -> list[Data]:
        brands = self.latest("brand", locale=locale)
        return [card for card in brands if card["extra"].get("next_activity")][:limit]

    def entries(self, key: str) -> list[Data]:
        found = [doc for doc in self._all.values() if doc["type"] == "entry"]
        return [doc["card"] | {"translation_key": doc["translation_key"]} for doc in found]

    def neighbours(self, doc: Data) -> dict[str, Data | None]:
        cards = self.children("")
        return {"previous": cards[0], "next": cards[-1]} if cards else {"previous": None, "next": None}

    def related(self, key: str, limit: int = 5) -> list[Data]:
        return self.children("")[:limit]

    def by_relation(self, kind: str, key: str) -> list[Data]:
        return [doc["card"] for doc in self._all.values() if {"kind": kind, "key": key} in doc["relations"]]

    def translations(self, doc: Data) -> list[dict[str, str]]:
        if not self._all:
            return []
        own, other = ("zh", "en") if self.locale == "zh-hans" else ("en", "zh-hans")
        lang, label = LANGS[other]
        url = doc["url"].replace(f"/{own}/", f"/{other[:2]}/", 1)
        return [{"locale": other, "lang": lang, "label": label, "url": url}]

    def nearest(self, doc: Data, locale: str) -> str | None:
        return None

    def paper(self, key: str) -> Data | None:
        url = self.address(key)
        return {"url": f"{url}2026.pdf", "size": 340_000} if url and key in self._all else None

    def get(self, key: str) -> Data | None:
        return next(iter(self.cards([key])), None)

    def cards(self, keys: Iterable[str]) -> list[Data]:
        return [self._all[key]["card"] for key in keys if key in self._all]

    def address(self, key: str) -> str | None:
        return self._all[key]["url"] if key in self._all else None


def _listed(documents: Iterable[Data]) -> list[Data]:
    unlisted = ("home", "section", "page", "popular", "organisation")
    return [doc["card"] for doc in documents if doc["type"] not in unlisted]


def home(say: Words, *, full: bool = True) -> Data:
    detail = {"welcome": "", "image": None, "links": []}
    if full:
        detail = {
            "welcome": say(
                "<p>一条溪，三座桥，三个社区，一万一千户人家。停水供暖、换届选举、灯巷夜游、邻里长桌——柳溪的大事小情，都在这里写明白。</p>",
                "<p>One stream, three bridges, three communities. What happens here is written down here.</p>",
            ),
            "image": image(10, say("柳溪上的三座桥", "The three bridges over the Liuxi"), focal=[50.0, 40.0]),
            "links": [
                {
                    "label": say("我要做志愿者", "Become a volunteer"),
                    "href": f"linli:page:20{say.segment}",
                    "description": say("看看正在招募的班次", "See the shifts that need hands"),
                },
                {
                    "label": say("查政策、看规则", "Policies and rules"),
                    "href": f"linli:page:14{say.segment}",
                    "description": say("现行有效与已废止一目了然", "What is in force and what is repealed"),
                },
                {
                    "label": say("已撤下的页面", "A page withdrawn"),
                    "href": "linli:page:999",
                    "description": "",
                },
            ],
        }
    return document(say, "page:1", "home", "", say("柳溪邻里", "Liuxi Neighbours"), detail=detail, tags={})


def section(say: Words, layout: str = "list", *, full: bool = True) -> Data:
    titles = {
        "list": say("通知公告", "Notices"),
        "plans": say("社区工作计划", "Community work plan"),
        "policies": say("政策文件", "Policies"),
        "cards": say("文化品牌", "Cultural brands"),
    }
    description = say(
        "<p>街道和三个社区发布的内容，急事当天发，常事提前三天发。</p>",
        "<p>What the street and its communities publish.</p>",
    )
    tags = {
        "ColumnName": titles[layout],
        "ColumnDescription": titles[layout],
        "ColumnType": say("信息公开", "Information"),
    }
    detail = {"layout": layout, "description": description if full else ""}
    number = 2 + LAYOUTS.index(layout)
    return document(say, f"page:{number}0", "section", f"{layout}/", titles[layout], detail=detail, tags=tags)


def organisation(say: Words, *, full: bool = True, above: bool = False) -> Data:
    """A community, or the street above it."""

    def words(chinese: str, english: str, lang: str = "") -> Data:
        return {"text": say(chinese, english) if full else "", "lang": lang if full else ""}

    level, number = ("street", 3) if above else ("community", 4)
    name = say("柳溪街道", "Liuxi Street") if above else say("石桥社区", "Shiqiao Community")
    detail = {
        "slug": "liuxi" if above else "shiqiao",
        "level": level,
        "name": {"text": name, "lang": ""},
        "about": words("管理石桥巷的公共事务。", "它的职责尚无译文。", say("", "zh-Hans")),
        "address": words("石桥巷22号", "22 Shiqiao Lane"),
        "hours": words("每日8:30—12:00", "Daily 8:30–12:00"),
        "phone": "0000-1000102" if full else "",
        "people": [{"name": words("陈禾", "Chen He"), "duty": words("安全", "Safety"), "phone": "0000-1"}]
        * full,
    }
    key = f"organisation:{number}:"
    street_key = "" if above or not full else f"organisation:3:{say.segment}"
    extra = {
        "level": level,
        "above": street_key,
        "lang": "",
        "address": detail["address"],
        "phone": detail["phone"],
    }
    relations = [{"kind": "belongs_to", "key": street_key}] if street_key else []
    path = f"organisations/{detail['slug']}/"
    return document(
        say, key, "organisation", path, name, detail=detail, extra=extra, relations=relations, tags={}
    )


def street(say: Words, *, full: bool = True) -> Data:
    return organisation(say, full=full, above=True)


def popular(say: Words, *, full: bool = True) -> Data:
    items = [f"page:{number}{say.segment}" for number in (10, 16, 18)] if full else []
    return document(
        say,
        "popular:",
        "popular",
        "popular/",
        say("热门文章", "Popular articles"),
        detail={"items": items, "counted": True},
    )


def honours(say: Words) -> Data:
    names = [("欧阳秀英", 320.25, 2), ("陈志远", 300, 2), ("林晓", 104.5, 1), ("周建国", 2, 0)]
    return document(
        say,
        "honours:",
        "honours",
        "honours/",
        say("志愿者光荣榜", "Honour roll of volunteers"),
        detail={"names": [{"name": name, "hours": hours, "stars": stars} for name, hours, stars in names]},
    )


def everything(locale: str) -> list[Data]:
    """A site with one full document of each type and a section of each layout."""
    say = Words(locale)
    sections = [section(say, layout) for layout in LAYOUTS]
    return [
        home(say),
        *sections,
        *(make(say) for make in ARTICLES),
        popular(say),
        street(say),
        organisation(say),
    ]


def narrowed(locale: str) -> Data:
    """What narrows a search to policies in force of the years from 2020 on, of one section."""
    section = Words(locale)("政策文件", "Policies")
    values = {"type": "policy", "state": "in_force", "section": "page:6", "date_from": "2020-01-01"}
    return {
        "filters": {name: (value,) for name, value in values.items()},
        "chosen": [
            {"name": name, "value": value, "label": section, "href": f"?without={name}"}
            for name, value in values.items()
        ],
    }


def found(locale: str, *, total: int = 23) -> Data:
    """What the search page gets for "养老"."""
    say = Words(locale)
    plan = plans.work_plan(say)
    hit = {
        "key": plan["key"],
        "url": f"{plan['url']}#task-6",
        "title": plan["title"],
        "title_html": plan["title"],
        "snippet": say(
            "逐步扩大虚拟<mark>养老</mark>服务试点",
            "expand the pilot of virtual <mark>old-age</mark> service",
        ),
        "type": "work_plan",
        "locale": locale,
        "lang": LANGS[locale][0],
        "date": "2026-03-02",
        "issuer": plan["issuer"]["name"],
        "section": say("社区工作计划", "Community work plan"),
        "state": "",
        "part": "task-6",
        "part_html": say(
            "四、进一步加强虚拟<mark>养老</mark>服务", "6. Virtual <mark>old-age</mark> service"
        ),
    }
    old = articles.policy(say)
    policy_hit = hit | {
        "url": old["url"],
        "title_html": old["title"],
        "type": "policy",
        "state": "repealed",
        "part": None,
        "part_html": "",
    }
    values = {
        "type": ("work_plan", "policy"),
        "year": ("2026", "2019"),
        "issuer": ("liuxi-street",),
        "state": ("repealed",),
        "locale": ("zh-hans", "en"),
    }
    return {
        "total": total,
        "page": 2,
        "pages": 3,
        "available": True,
        "hits": [hit, policy_hit] if total else [],
        "facets": [
            {
                "name": name,
                "values": [
                    {
                        "value": value,
                        "label": {"zh-hans": "中文", "en": "English"}.get(value, value),
                        "count": 12,
                        "selected": value == "policy",
                        "href": f"?{name}={value}",
                    }
                    for value in values[name]
                ],
            }
            for name in values
        ]
        if total
        else [],
        "sorts": {sort: f"?sort={sort}" for sort in ("relevance", "newest", "oldest")},
        "elsewhere": False,
        "unfiltered": 0,
        "suggestion": {"text": say("养老服务", "elderly"), "href": "?q=x"} if not total else None,
        "previous": "?page=1" if total else None,
        "next": "?page=3" if total else None,
    }
