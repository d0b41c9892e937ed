"""Brands, recruitments and campaigns, full and bare."""

from tests.unit.site.articles import body
from tests.unit.site.documents import Data, Words, attachment, community, document, image, street

TOLD = (
    "values",
    "heritage",
    "people",
    "gallery",
    "recordings",
    "timeline",
    "activities",
    "take_part",
    "partners",
    "press",
)

ACCENT = "#b8651b"


def brand(say: Words, *, full: bool = True) -> Data:
    title = say("柳溪灯巷", "Lantern Lane")
    if not full:
        detail = {
            "slogan": "",
            "emblem": None,
            "founded": "",
            "cover": None,
            "accent": "",
            **{name: [] for name in TOLD},
            "fulfils": None,
        }
        return document(say, "page:19", "brand", "culture/bare/", title, detail=detail, extra={"slogan": ""})
    slogan = say("一巷灯火，万家同温", "One lane of lights warms ten thousand homes")
    return document(
        say,
        "page:18",
        "brand",
        "culture/lantern-lane/",
        title,
        picture=image(14, say("入夜的灯巷", "Lantern Lane at night")),
        issuer=community(say),
        summary=say(
            "石桥巷三百米，家家檐下一盏灯。", "Three hundred metres, and a lantern under every roof."
        ),
        body=body(say)[:1],
        detail={
            "slogan": slogan,
            "emblem": image(15, say("灯巷徽记", "The emblem of Lantern Lane")),
            "cover": cover(14, say("入夜的灯巷", "Lantern Lane at night")),
            "accent": ACCENT,
            "founded": "2016",
            **told(say),
            "values": [
                {
                    "title": say("守望", "Watching over each other"),
                    "text": say(
                        "谁家的灯没亮，邻居会去敲敲门。", "Where a lantern stays dark, a neighbour knocks."
                    ),
                },
                {
                    "title": say("手艺", "Craft"),
                    "text": say(
                        "扎骨、裱纸、写字、挂穗，不丢一道工序。",
                        "Binding, papering, writing, tasselling: no step is lost.",
                    ),
                },
            ],
            "gallery": [
                {
                    "image": image(16, say("手作工坊", "The workshop")) | {"blur": BLUR},
                    "caption": say("从一根竹篾开始", "It begins with a splint of bamboo"),
                },
                {"image": image(17, say("舞狮", "The lion dance")), "caption": ""},
            ],
            "activities": [
                {
                    "anchor": "activity-1",
                    "is_over": False,
                    "title": say("灯巷之夜", "Lantern evening"),
                    "starts_at": "2026-04-25T18:30:00+08:00",
                    "ends_at": "2026-04-25T21:00:00+08:00",
                    "place": say("石桥巷至桥头戏台", "From Shiqiao Lane to the stage"),
                },
                {
                    "anchor": "activity-2",
                    "is_over": True,
                    "title": say("亲子扎灯课", "Lantern class"),
                    "starts_at": "2026-04-12T14:00:00+08:00",
                    "ends_at": None,
                    "place": "",
                },
            ],
            "fulfils": {"key": f"page:16{say.segment}", "anchor": "task-5"},
        },
        relations=[{"kind": "fulfils", "key": f"page:16{say.segment}"}],
        extra={
            "slogan": slogan,
            "accent": ACCENT,
            "fulfils_task": "task-5",
            "next_activity": {
                "title": say("元宵灯会", "Lantern evening"),
                "starts_at": "2027-02-20T18:30:00+08:00",
                "place": say("柳溪巷口", "Entrance of the lane"),
            },
        },
    )


BLUR = "9773686f5f6e9875688f716f94726e90726f"


def cover(number: int, alt: str) -> Data:
    """A picture with its crops."""
    crops = {
        crop: {
            "width": width,
            "height": height,
            "sources": {
                kind: [{"width": width, "url": f"/media/p{number}-{crop}-{width}.{end}"}]
                for kind, end in (("webp", "webp"), ("jpeg", "jpg"))
            },
        }
        for crop, width, height in (("wide", 1600, 800), ("tall", 960, 1200))
    }
    return image(number, alt) | {"blur": BLUR, "crops": crops}


def told(say: Words) -> Data:
    """What a brand has besides its story."""
    words = say("镜头从巷口走到桥头。", "The camera walks from the lane to the bridge.")
    link = {
        "file": None,
        "captions": None,
        "poster": None,
        "href": "https://video.example.org/1",
        "text": words,
    }
    return {
        "heritage": [
            {
                "kind": "item",
                "title": say("竹骨檐灯扎制", "Making bamboo lanterns"),
                "recognised": say(
                    "区级非物质文化遗产（2021年）", "Intangible heritage of the district, 2021"
                ),
                "text": say("共十一道工序。", "Eleven steps."),
                "image": image(18, say("扎灯", "Binding a lantern")) | {"blur": BLUR},
            }
        ],
        "people": [
            {
                "name": say("陶砚田", "Tao Yantian"),
                "role": say("裱糊匠", "Paper-hanger"),
                "text": words,
                "picture": None,
            }
        ],
        "recordings": [
            {"kind": "video", "title": say("灯巷之夜", "Lantern evening"), **link},
            {
                "kind": "video",
                "title": say("扎灯", "Binding a lantern"),
                **link,
                "file": attachment(31, say("扎灯", "Binding"), "mp4"),
                "captions": attachment(32, say("字幕", "Captions"), "vtt"),
                "poster": image(19, ""),
                "href": "",
            },
            {
                "kind": "sound",
                "title": say("灯巷小调", "The tune of the lane"),
                "file": attachment(33, say("小调", "The tune"), "wav"),
                "href": "",
                "text": words,
            },
        ],
        "timeline": [{"kind": "milestone", "when": "2016", "text": say("第一批檐灯。", "The first lamps.")}],
        "take_part": [f"page:20{say.segment}"],
        "partners": [
            {"name": say("柳溪戏台", "Liuxi Stage"), "part": "", "href": "https://stage.example.org/"},
            {"name": say("手作工坊", "The workshop"), "part": say("场地", "Rooms"), "href": ""},
        ],
        "press": [
            {
                "title": say("一条巷子怎样自己亮起来", "How a lane lit itself"),
                "medium": say("《柳溪社区报》", "Liuxi Community Paper"),
                "published_on": "2026-02-02",
                "href": "",
            }
        ],
    }


def recruitment(say: Words, *, full: bool = True) -> Data:
    title = say("灯巷讲解员招募", "Guides wanted for Lantern Lane")
    if not full:
        needs = {
            "minimum_age": None,
            "maximum_age": None,
            "skills": "",
            "training": "",
            "health": "",
            "other": "",
        }
        detail = {
            "place": "",
            "starts_on": None,
            "ends_on": None,
            "places": 0,
            "requirements": needs,
            "shifts": [],
            "next_shift": None,
            "contact": "",
            "insurance": "",
            "state": "closed",
        }
        return document(
            say,
            "page:21",
            "recruitment",
            "volunteers/bare/",
            title,
            detail=detail,
            extra={"state": "closed", "next_shift": None, "places": 0, "place": ""},
        )
    place = say("石桥巷口", "The head of Shiqiao Lane")
    return document(
        say,
        "page:20",
        "recruitment",
        "volunteers/guides/",
        title,
        issuer=community(say),
        summary=say(
            "每月最后一个周六晚，为来客讲灯巷的故事。",
            "Tell visitors the story of the lane on the last Saturday of each month.",
        ),
        body=body(say)[4:5],
        detail={
            "place": place,
            "starts_on": "2026-04-01",
            "ends_on": "2026-06-30",
            "places": 9,
            "requirements": {
                "minimum_age": 16,
                "maximum_age": 70,
                "skills": say("普通话清楚", "A clear voice"),
                "training": say("上岗前培训两小时", "Two hours before the first shift"),
                "health": "",
                "other": say("穿平底鞋", "Flat shoes"),
            },
            "shifts": [
                {
                    "id": "1",
                    "anchor": "shift-1",
                    "starts_at": "2026-04-25T18:00:00+08:00",
                    "ends_at": "2026-04-25T21:00:00+08:00",
                    "place": place,
                    "places": 8,
                },
                {
                    "id": "2",
                    "anchor": "shift-2",
                    "starts_at": "2026-05-30T18:00:00+08:00",
                    "ends_at": "2026-05-30T21:00:00+08:00",
                    "place": place,
                    "places": 1,
                    "needs": 4,
                },
            ],
            "is_decided_on": True,
            "trainings": [
                {
                    "id": 4,
                    "name": say("急救", "First aid"),
                    "months": 12,
                    "sessions": [
                        {
                            "starts_at": "2026-04-18T19:00:00+08:00",
                            "ends_at": "2026-04-18T20:30:00+08:00",
                            "place": place,
                            "places": 16,
                        }
                    ],
                },
                {"id": 5, "name": say("手语", "Sign language"), "months": None, "sessions": []},
            ],
            "next_shift": "2026-04-25T18:00:00+08:00",
            "contact": say("石桥社区服务站，0000 1000102", "Shiqiao service station, 0000 1000102"),
            "insurance": say("由街道统一购买意外险", "Accident insurance is provided by the street"),
            "state": "open",
        },
        extra={"state": "open", "next_shift": "2026-04-25T18:00:00+08:00", "places": 9, "place": place},
    )


ENTRY_CATEGORY = "3f0c7d0e-0000-4000-8000-000000000001"


def campaign(say: Words, *, full: bool = True) -> Data:
    title = say("2026年“绿色十佳”评选", "Green Top Ten 2026")
    label = say("评选表彰", "Contest")
    if not full:
        detail = {
            "kind": "other",
            "kind_label": label,
            "approval_basis": "",
            "vote": None,
            "shows_votes": False,
            "categories": [],
            "criteria": [],
            "stages": [],
            "state": "upcoming",
            "open": [],
            "order": "",
            "current_stage": "",
            "ends_at": None,
        }
        return document(
            say,
            "page:23",
            "campaign",
            "campaigns/bare/",
            title,
            detail=detail,
            extra={"state": "upcoming", "stage": "", "ends_at": None},
        )
    stages = [
        ("publicity", "宣传发动", "Announcement", "02-01", "02-28", "past"),
        ("nomination", "居民推荐", "Nomination", "03-01", "03-20", "past"),
        ("vote", "公开投票", "Public vote", "03-21", "04-15", "current"),
        ("publicity_period", "结果公示", "Publicity period", "04-16", "04-25", "future"),
    ]
    return document(
        say,
        "page:22",
        "campaign",
        "campaigns/green-2026/",
        title,
        issuer=street(say),
        summary=say(
            "推荐身边爱绿护绿的人家、楼道和院落。",
            "Nominate homes, stairways and courtyards that care for green.",
        ),
        body=body(say)[:1],
        detail={
            "kind": "green_top_ten",
            "kind_label": label,
            "approval_basis": say("柳街发〔2026〕6号", "LJF [2026] No. 6"),
            "vote": vote(say),
            "shows_votes": False,
            "categories": [
                {"id": ENTRY_CATEGORY, "anchor": "category-1", "title": say("庭院", "Courtyards"), "text": ""}
            ],
            "criteria": [
                {
                    "title": say("绿化养护", "Care of plants"),
                    "weight": 40,
                    "text": say("长势良好，不占公共通道。", "Growing well, and in nobody's way."),
                },
                {"title": say("邻里参与", "Neighbours taking part"), "weight": 60, "text": ""},
            ],
            "stages": [
                {
                    "kind": kind,
                    "title": say(chinese, english),
                    "starts_at": f"2026-{start}T09:00:00+08:00",
                    "ends_at": f"2026-{end}T18:00:00+08:00",
                    "text": say("请在服务站或网上办理。", "At the service station or on line."),
                    "state": state,
                }
                for kind, chinese, english, start, end, state in stages
            ],
            "state": "running",
            "open": ["vote"],
            "order": "2026-04-01",
            "current_stage": say("公开投票", "Public vote"),
            "ends_at": "2026-04-15T18:00:00+08:00",
        },
        extra={
            "state": "running",
            "stage": say("公开投票", "Public vote"),
            "ends_at": "2026-04-15T18:00:00+08:00",
            "categories": [
                {"id": ENTRY_CATEGORY, "anchor": "category-1", "title": say("庭院", "Courtyards"), "text": ""}
            ],
        },
    )


def vote(say: Words) -> Data:
    """One that is over and counted, with ballots that don't count, and others that are looked at."""
    names = [
        (say("石桥巷7号小院", "Courtyard at 7 Shiqiao Lane"), "page:24", 1204),
        (say("柳溪一村12号楼天台菜园", "Roof garden of No. 12, Liuxi First Village"), "page:25", 87),
        ("", "", 3),
    ]
    entries = [{"title": title, "key": key, "votes": votes} for title, key, votes in names]
    return {
        "state": "closed",
        "opens": "2026-03-21T09:00:00+08:00",
        "closes": "2026-04-15T18:00:00+08:00",
        "count": {
            "number": 2,
            "ballots": 1320,
            "excluded": 26,
            "undecided": 14,
            "digest": "0" * 64,
            "at": "2026-04-15T18:00:10+08:00",
            "categories": {ENTRY_CATEGORY: entries[:2], "": entries[2:]},
        },
    }


def entry(say: Words, *, full: bool = True) -> Data:
    """Of the full campaign, as its section tells."""
    title = say("石桥巷7号小院", "Courtyard at 7 Shiqiao Lane")
    detail = {
        "category": ENTRY_CATEGORY if full else "",
        "nominee": title,
        "kind": "group",
        "kind_label": say("集体或地方", "Group or place"),
        "votes": 1204 if full else None,
        "gallery": [],
    }
    if full:
        detail["gallery"] = [
            {"image": image(50 + number, say("院子里的花架", "The pergola")), "caption": ""}
            for number in range(2)
        ]
    extra = {name: detail[name] for name in ("category", "nominee", "kind_label")}
    number = 24 if full else 25
    return document(
        say,
        f"page:{number}",
        "entry",
        f"campaigns/green-2026/{number}/",
        title,
        body=body(say)[:1] if full else [],
        detail=detail,
        extra=extra,
    )
