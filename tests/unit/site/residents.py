"""What residents' pages are given: forms with and without errors, and a volunteer with shifts."""

from cms.core.qr import svg
from tests.unit.site import outcomes
from tests.unit.site.documents import Data, Words


def field(say: Words, name: str, chinese: str, english: str, kind: str = "text", **values) -> Data:
    choices = [
        {"value": "1", "label": say("第一项", "The first"), "chosen": True},
        {"value": "2", "label": say("第二项", "The second"), "chosen": False},
    ]
    several = kind in ("checkboxes", "radios", "select")
    defaults = {
        "name": name,
        "id": f"id_{name}",
        "first": f"id_{name}_0" if several else f"id_{name}",
        "kind": kind,
        "label": say(chinese, english),
        "help": "",
        "required": True,
        "errors": [],
        "value": "",
        "choices": choices if several else [],
        "attributes": {},
    }
    return defaults | values


def form(say: Words, *, wrong: bool = False) -> Data:
    """All fields that any page asks for; `wrong`: sent back with what is to be put right."""
    missing = [say("请填写姓名。", "Please give your name.")] if wrong else []
    known = [
        field(say, "phone", "手机号码", "Mobile number", "tel", attributes={"autocomplete": "tel"}),
        field(say, "code", "验证码", "Code", attributes={"inputmode": "numeric", "maxlength": "6"}),
        field(say, "number", "证书编号", "Certificate number"),
        field(say, "shifts", "选择班次", "Choose shifts", "checkboxes"),
        field(say, "name", "姓名", "Name", errors=missing, help=say("与身份证一致", "As on your card")),
        field(say, "birth_year", "出生年份", "Year of birth", "number"),
        field(say, "email", "电子邮箱", "E-mail", "email", required=False),
        field(say, "abilities", "特长", "What you are good at", "checkboxes", required=False),
        field(say, "skills", "其他特长", "Skills", "textarea", required=False, attributes={"rows": "3"}),
        field(say, "availability", "可服务时间", "When you are free", "textarea", required=False),
        field(say, "guardian_name", "监护人姓名", "Name of a parent", required=False),
        field(say, "guardian_phone", "监护人手机", "Number of a parent", "tel", required=False),
        field(say, "whom", "推荐谁", "Whom do you nominate?", "radios"),
        field(say, "category", "类别", "Category", "radios"),
        field(say, "kind", "对象", "Who or what is it?", "radios"),
        field(say, "nominee", "被推荐人", "Name of the nominee", required=False),
        field(say, "nominee_phone", "被推荐人手机", "Number of the nominee", "tel", required=False),
        field(say, "story", "事迹", "What they do", "textarea", attributes={"rows": "8"}),
        field(say, "about", "异议内容", "What you object to", "radios"),
        field(say, "text", "异议说明", "Your objection", "textarea", attributes={"rows": "8"}),
        field(say, "naming", "署名方式", "How the name is shown", "radios"),
        field(say, "on_behalf", "推荐单位", "Organisation", required=False),
        field(say, "publish", "同意公开", "It may be published", "checkbox"),
        field(say, "picture", "照片", "Picture", "file", attributes={"accept": "image/*"}),
        field(say, "description", "照片内容", "What it shows"),
        field(say, "agreed", "同意", "I agree", "checkbox"),
        field(say, "meets", "我符合报名要求", "I meet the requirements", "checkbox"),
        field(say, "record", "同意记录服务时长", "My hours may be recorded", "checkbox"),
        field(say, "mention", "表彰方式", "How I may be mentioned", "radios"),
    ]
    errors = [{"id": "id_name", "message": missing[0]}] if wrong else []
    guard = {"ticket": "ticket", "trap": "website", "bits": 0}
    return {"fields": {one["name"]: one for one in known}, "errors": errors, "guard": guard}


def shift(say: Words, number: int, state: str = "confirmed") -> Data:
    training = {"id": 4, "name": say("急救", "First aid")}
    return {
        "id": number,
        "title": say("灯巷讲解员招募", "Guides wanted for Lantern Lane"),
        "starts_at": "2026-04-25T18:00:00+08:00",
        "ends_at": "2026-04-25T21:00:00+08:00",
        "place": say("石桥巷口", "The head of Shiqiao Lane"),
        "free": 3 - number,
        "waiting": number,
        "state": state,
        "position": 2 if state == "waiting" else None,
        "message": say("请提前十分钟到场。", "Please come ten minutes early.") if number == 1 else "",
        "offer_until": "2026-04-20T18:00:00+08:00",
        "removed": False,
        "uid": "00000000-0000-4000-8000-000000000001",
        "here": number == 0,
        "over": False,
        "is_training": number == 2,
        "to_come": state != "cancelled",
        "lacks": training if state == "offered" else None,
        "needs": training if number == 3 else None,
        "is_decided_on": number == 3,
    }


def served(say: Words) -> Data:
    """Hours with a correction, a certificate and a request."""
    title, body = say("灯巷讲解员招募", "Guides wanted for Lantern Lane"), say("石桥社区", "Shiqiao")
    correction = {
        "hours": -0.5,
        "why": say("时间记录有误", "Noted wrongly"),
        "at": "2026-03-02T18:00:00+08:00",
    }
    entry = {"title": title, "day": "2026-03-01", "hours": 1.5, "first": 2, "corrections": [correction]}
    common = {"issuer": body, "hours": 1.5, "day": "2026-03-02T18:00:00+08:00"}
    return {
        "served": {"hours": 101.5, "stars": 1, "of": 5, "next": 198.5, "entries": [entry]},
        "card": svg("https://example.org/", say("我的二维码", "My QR code")),
        "issuers": [{"id": 1, "name": body}],
        "certificates": [
            {"id": 1, "number": "2026-12345678", "state": "issued", "why": "", **common},
            {"id": 2, "number": None, "state": "declined", "why": say("没有时长", "No hours"), **common},
        ],
    }


def certificate(say: Words) -> Data:
    """What stands on a certificate."""
    service = {"title": say("灯巷讲解员招募", "Guides wanted"), "first": "2026-03-01", "last": "2026-04-01"}
    address = "https://example.org/zh/my/verify/2026-12345678/0123456789/"
    return {
        "number": "2026-12345678",
        "code": "0123456789",
        "name": say("陈禾", "Chen He"),
        "volunteer": "2026000017",
        "hours": 101.5,
        "services": [service | {"shifts": 40, "hours": 101.5}],
        "issuer": say("石桥社区", "Shiqiao"),
        "in_charge": say("周建国", "Zhou Jianguo"),
        "handler": say("林晓", "Lin Xiao"),
        "contact": "0000-1000102",
        "issued_on": "2026-05-01",
        "address": address,
        "qr": svg(address, address),
    }


def nomination(say: Words, **values) -> Data:
    told = {
        "id": 7,
        "campaign": say("最美邻里评选", "Best Neighbours"),
        "nominee": say("王秀兰", "Wang Xiulan"),
        "is_self": False,
        "state": "asked",
        "stands": True,
        "can_withdraw": True,
        "consent": "awaited",
        "message": say("请补充一张近照。", "Please add a recent picture."),
        "sent_at": "2026-03-02T09:30:00+08:00",
        "kind": say("个人", "Person"),
        "category": say("庭院", "Courtyards"),
        "story": say(
            "十年来每天清扫楼道。\n还种花。", "She has swept the stairs for ten years.\nAnd plants flowers."
        ),
        "naming": say("只写姓", "Family name only"),
        "is_person": True,
        "pictures": [{"id": 1, "description": say("开花的院子", "The courtyard"), "may_be_shown": True}],
        "url": f"/{say.segment}/notices/x/",
        "name": say("李强", "Li Qiang"),
        "on_behalf": "",
    }
    return told | values


def nominating(say: Words, shared: Data) -> dict[str, Data]:
    """The pages of who nominates and who is nominated."""
    wrong, one = form(say, wrong=True), nomination(say)
    campaign = {"id": 22, "title": one["campaign"], "url": f"/{say.segment}/notices/x/"}
    asked = form(say)
    asked["fields"] = {name: asked["fields"][name] for name in ("naming", "agreed")}
    return {
        "nominate": shared | {"form": wrong, "campaign": campaign, "is_open": True, "is_to_come": False},
        "nominations": shared
        | {
            "phone": "138****8000",
            "nominations": [one, nomination(say, state="accepted", consent="given")],
            "objections": [
                {
                    "code": "x" * 24,
                    "number": 1,
                    "campaign": one["campaign"],
                    "state": "examined",
                    "received_at": "2026-04-02T09:30:00+08:00",
                }
            ],
        },
        "forget_campaigns": shared | {"phone": "138****8000", "asked": True},
        "nomination": shared | {"nomination": one, "can_change": True, "most": 5, "done": True},
        "nomination_change": shared | {"nomination": one},
        "objection": shared | {"form": wrong, "campaign": campaign | {"number": 22}, "is_open": True},
        "objection_state": shared | outcomes.objection(say, "answered"),
        "consent": shared | {"form": asked, "nomination": one, "secret": "x" * 24},
    }


def shared(say: Words) -> Data:
    """What every one of these pages is given."""
    return {"csrf": "token", "action": f"/{say.segment}/my/", "form": form(say)}


def pages(say: Words) -> dict[str, Data]:
    """{template: what it is given}."""
    common = shared(say)
    volunteer = {"id": 1, "name": say("陈禾", "Chen He"), "number": "00000017"}
    applications = [
        shift(say, number, state) for number, state in enumerate(("confirmed", "offered", "waiting"))
    ]
    trained = [
        {
            "name": say("急救", "First aid"),
            "since": "2025-03-01",
            "until": until,
            "counts": until != "2026-02-28",
        }
        for until in (None, "2027-03-01", "2026-02-28")
    ]
    mine = (
        volunteer
        | served(say)
        | {
            "to_come": applications,
            "past": [shift(say, 3, "cancelled")],
            "trained": trained,
            "remarks": [
                {
                    "kind": say("表彰", "Commendation"),
                    "day": "2026-03-02",
                    "words": say("全年未缺一班。", "Not one shift missed in a year."),
                }
            ],
        }
    )
    call = {
        "path": "sign-up/20/",
        "title": applications[0]["title"],
        "url": f"/{say.segment}/notices/x/",
        "state": "open",
        "training": None,
    }
    to_come = [{"id": 4, "name": say("急救", "First aid"), "first": "2026-04-18T09:00:00+08:00"}]
    needs = {"skills": say("普通话清楚", "Clear speech"), "training": "", "health": "", "other": ""}
    told = {
        "number": "2026-12345678",
        "name": "陈*",
        "hours": 101.5,
        "first": "2026-03-01",
        "last": "2026-04-01",
    }
    told |= {"issuer_zh": "石桥社区", "issuer_en": "Shiqiao", "issued_on": "2026-05-01"}
    people = [
        {"id": 1, "name": say("陈禾", "Chen He"), "came_at": "2026-04-25T18:00:00+08:00", "went_at": None}
    ]
    return {
        **nominating(say, common),
        "place": common
        | {"shift": applications[0], "people": people, "elsewhere": f"my/place/{applications[0]['uid']}/"},
        "certificate": common | {"one": certificate(say), "pk": 1, "desk": False},
        "verify": common | {"standing": "valid", "told": told, "often": False},
        "phone": common | {"onward": ""},
        "code": common | {"number": "138****8000"},
        "data": common | {"volunteer": volunteer},
        "forget": common | {"volunteer": volunteer, "agreed": say("同意记录", "Recording"), "asked": True},
        "service": common
        | {"phone": "138****8000", "volunteers": [mine], "trainings": to_come, "done": True},
        "sign_up": common
        | {"form": form(say, wrong=True), "call": call, "needs": needs}
        | {"shifts": [shift(say, 0), shift(say, 3)]},
    }
