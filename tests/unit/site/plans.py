"""A work plan with tasks in every state, and one without any."""

from typing import Any

from tests.unit.site.documents import Data, Words, attachment, community, document, image, progress, street

TASKS = [
    ("一、", "依法做好居民委员会换届选举", "Hold the election of the neighbourhood committee", "done", 1),
    (
        "二、",
        "继续开展和谐示范社区创建活动",
        "Go on building harmonious demonstration communities",
        "under_way",
        1,
    ),
    ("（一）", "改善基础设施", "Improve the infrastructure", "done", 2),
    ("（二）", "打造二至三个精品社区", "Build two or three model communities", "delayed", 2),
    ("三、", "打造社区文化品牌", "Build a culture brand", "done", 1),
    ("四、", "", "", "not_started", 1),
    ("五、", "继续做好志愿者登记、培训和管理", "Register, train and manage volunteers", "dropped", 1),
]


UPPER = "00000000-0000-4000-8000-000000000071"


def short(say: Words, number: int, name: str, status: str = "under_way") -> Data:
    """A task as the cards of its plan show it."""
    written = "一、" if say.segment == "zh" else "1."
    return {"anchor": f"task-{number}", "number": written, "name": name, "status": status, "percent": 40}


def beside(say: Words) -> list[Data]:
    """A higher body's plan, a lower body's, and those of the years before and after."""

    def plan(number: int, year: int, title: str, **values: Any) -> Data:
        done = progress(["done", "under_way", "delayed", "not_started", "dropped"][: number - 69])
        extra = {"year": year, "progress": done, "tasks": 2, "implements": [], "implemented": {}}
        detail = {**work_plan(say, full=False)["detail"], "year": year}
        return document(
            say,
            f"page:{number}",
            "work_plan",
            f"plans/p{number}/",
            title,
            detail=detail,
            extra=extra | values.pop("extra", {}),
            **values,
        )

    mine = f"page:16{say.segment}"
    election = say("指导社区换届", "Guide the elections of communities")
    brand = say("办好石桥灯会", "Hold the lantern fair of Shiqiao")
    lower = {"of": mine, "task": tasks(say)[4]["id"], **short(say, 3, brand, "done")}
    return [
        plan(
            71,
            2026,
            say("示范区2026年工作计划", "District Work Plan 2026"),
            extra={"implemented": {UPPER: short(say, 2, election)}},
        ),
        plan(
            72,
            2026,
            say("石桥社区2026年工作计划", "Shiqiao Community Work Plan 2026"),
            issuer=community(say),
            extra={"implements": [lower]},
            relations=[{"kind": "implements", "key": mine}],
        ),
        plan(
            73,
            2025,
            say("柳溪街道2025年社区工作计划", "Liuxi Street Community Work Plan 2025"),
            issuer=street(say),
        ),
        plan(
            74,
            2027,
            say("柳溪街道2027年社区工作计划", "Liuxi Street Community Work Plan 2027"),
            relations=[{"kind": "continues", "key": mine}],
        ),
    ]


def since(say: Words) -> Data:
    """What has changed since the plan of 2025: something of every kind."""
    named = [
        {"id": task["id"], "anchor": task["anchor"], "number": task["number"], "name": task["heading"] or "…"}
        for task in tasks(say)
    ]
    same = {"moved": False, "renumbered": False, "heading": [], "text": []}
    runs = [
        ["kept", say("逐步扩大", "Expand the pilot ")],
        ["removed", say("养老", "slowly")],
        ["added", say("虚拟养老", "to all communities")],
        ["kept", say("服务 …", " …")],
    ]
    before = {"anchor": "task-9", "number": say("六、", "6."), "name": say("旧任务", "An old task")}
    return {
        "key": f"page:73{say.segment}",
        "year": 2025,
        "counts": {"new": 1, "changed": 1, "kept": 2, "dropped": 1},
        "tasks": [
            {**named[0], "kind": "new", "before": None, **same},
            {
                **named[1],
                "kind": "changed",
                "before": before,
                **same,
                "renumbered": True,
                "heading": [["kept", named[1]["name"]]],
                "text": runs,
            },
            {**named[2], "kind": "kept", "before": before, **same, "moved": True},
            {**named[3], "kind": "kept", "before": before, **same},
        ],
        "dropped": [{**before, "status": "done"}],
    }


def entries(say: Words) -> list[Data]:
    text = say("两处坡道完工，居民代表验收。", "Two ramps are finished and were inspected by residents.")
    picture = image(12, say("验收现场", "The inspection"))
    proof = [f"page:10{say.segment}", "page:999"]
    return [
        {"id": 3, "day": "2026-05-20", "text": text, "pictures": [picture], "evidence": proof},
        {"id": 2, "day": "2026-04-02", "text": "", "pictures": [], "evidence": proof[:1]},
        {"id": 1, "day": "2026-03-02", "text": say("开工。", "Work began."), "pictures": [], "evidence": []},
    ]


def tasks(say: Words) -> list[Data]:
    text = say(
        "<p>在市局的指导下，结合实际、因地制宜，逐步扩大虚拟养老服务试点社区范围，积极兴建养老设施，满足老年人的生活需求，"
        "逐步实现家庭养老与社区服务的紧密结合，使社区成为老年人安享晚年、共享天伦的最佳归宿。</p>",
        "<p>Under the guidance of the Municipal Bureau, gradually expand the pilot of "
        "virtual old-age service, establish facilities for the elderly and join care at home with the services of "
        "the community.</p>",
    )
    return [
        {
            "id": f"00000000-0000-4000-8000-00000000000{number}",
            "anchor": f"task-{number}",
            "number": written if say.segment == "zh" else f"{number}.",
            "heading": say(chinese, english),
            "html": text,
            "level": level,
            "unit": community(say)["name"] if number % 2 else "",
            "helpers": say("物业公司、区图书馆", "The property company, the district library")
            if number == 1
            else "",
            "begins_on": "2026-03-01" if number == 1 else None,
            "due_on": f"2026-{number + 3:02}-30" if number != 3 else None,
            "target": say("2-3个社区", "2–3 communities") if number in {1, 4} else "",
            "reached": "2" if number == 4 else None,
            "status": status,
            "percent": {"done": 100, "dropped": None, "delayed": 66}.get(status, 0),
            "overdue": status == "delayed",
            "reason": say("并入市级平台。", "Now part of the city's platform.")
            if status == "dropped"
            else "",
            "entries": entries(say) if number == 3 else [],
            "implements": [{"key": f"page:71{say.segment}", "task": UPPER}] if number == 1 else [],
            "parts": progress(["done", "delayed"]) if number == 2 else None,
            "below": progress(["done", "under_way"]) if number == 5 else None,
        }
        for number, (written, chinese, english, status, level) in enumerate(TASKS, start=1)
    ]


def work_plan(say: Words, *, full: bool = True) -> Data:
    title = say("柳溪街道2026年社区工作计划", "Liuxi Street Community Work Plan 2026")
    if not full:
        detail = {
            "year": 2026,
            "number": "",
            "date": None,
            "preamble": "",
            "tasks": [],
            "closing": "",
            "progress": progress([]),
            "previous": "",
            "since": None,
            "original": None,
        }
        extra = {"year": 2026, "progress": progress([]), "tasks": 0}
        return document(say, "page:17", "work_plan", "plans/bare/", title, detail=detail, extra=extra)
    done = progress([task["status"] for task in tasks(say)])
    original = attachment(23, say("2026年工作计划（原件）", "Work plan 2026 (original)"))
    return document(
        say,
        "page:16",
        "work_plan",
        "plans/2026/",
        title,
        issuer=street(say),
        summary=say(
            "七项任务，逐项写明责任单位、时限和进度。", "Seven tasks with units, dates and progress."
        ),
        attachments=[original],
        detail={
            "year": 2026,
            "number": "柳街发〔2026〕1号",
            "date": "2026-01-15",
            "preamble": say(
                "<p>2026年，社区工作要以居民的日常为出发点和落脚点，重点抓好以下工作：</p>",
                "<p>In 2026 our work starts from the daily life of residents. These tasks matter most:</p>",
            ),
            "tasks": tasks(say),
            "closing": say(
                "<p>各社区要把任务分解到月、责任落实到人。</p>",
                "<p>Each community divides its tasks by month and names who is responsible.</p>",
            ),
            "progress": done,
            "previous": f"page:73{say.segment}",
            "since": since(say),
            "original": original,
        },
        extra={"year": 2026, "progress": done, "tasks": len(TASKS), "implements": [], "implemented": {}},
        relations=[
            {"kind": "continues", "key": f"page:73{say.segment}"},
            {"kind": "implements", "key": f"page:71{say.segment}"},
            {"kind": "evidence", "key": f"page:10{say.segment}"},
        ],
    )


def long_plan(say: Words) -> Data:
    """A hundred tasks on six levels, with headings as long as they may be."""
    doc, sample = work_plan(say), tasks(say)[1]
    heading = (
        say("继续深入开展和谐示范社区创建活动并不断完善各项配套服务", "Go on building model communities ") * 6
    )
    made = [
        {
            **sample,
            "id": f"long-{number}",
            "anchor": f"task-{number}",
            "number": f"{number}.",
            "level": number % 6 + 1,
            "heading": heading[:255] if number % 3 == 0 else sample["heading"] if number % 3 == 1 else "",
        }
        for number in range(1, 101)
    ]
    return doc | {"detail": {**doc["detail"], "tasks": made, "since": None}}
