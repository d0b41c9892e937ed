"""Full and bare articles of every type, made of realistic long words."""

from tests.unit.site.documents import Data, Words, attachment, community, document, image, progress, street


def body(say: Words) -> list[Data]:
    """One block of every kind."""
    return [
        {
            "type": "text",
            "html": say(
                "<p>因溪桥路供水主管更换阀门，<strong>3月8日（星期日）9:00至17:00</strong>，石桥社区一至七号楼暂停供水。"
                "请提前储水，停水期间请关好家中水龙头，避免恢复供水时跑水；高层住户恢复供水可能略晚，请谅解。"
                '有疑问可以<a href="linli:page:5zh">查看办事指南</a>。</p>',
                "<p>A valve of the water main in Xiqiao Road will be replaced. <strong>On Sunday 8 March, from 9:00 to "
                "17:00</strong>, buildings 1 to 7 of Shiqiao Community will have no water. Please store what you need "
                "and keep your taps closed, so that nothing floods when the water returns; it may reach upper floors "
                'a little later. More is in <a href="linli:page:5en">the guide</a>.</p>',
            ),
        },
        {"type": "heading", "level": 2, "text": say("停水范围", "Which buildings"), "anchor": "range"},
        {
            "type": "table",
            "caption": say("各楼停水与送水时间", "When the water goes and returns"),
            "header": [
                say("楼栋", "Building"),
                say("停水", "Off"),
                say("恢复", "On"),
                say("临时取水点", "Where to fetch water"),
            ],
            "first_column_is_header": True,
            "rows": [
                [
                    say("一至三号楼", "1 to 3"),
                    "9:00",
                    "15:00",
                    say("社区服务站门前", "In front of the service station"),
                ],
                [
                    say("四至七号楼", "4 to 7"),
                    "9:00",
                    "17:00",
                    say("桥头小广场", "The small square at the bridge"),
                ],
            ],
        },
        {
            "type": "heading",
            "level": 2,
            "text": say("送水上门", "Water brought to your door"),
            "anchor": "help",
        },
        {
            "type": "text",
            "html": say(
                "<p>独居、高龄和行动不便的居民可以预约志愿者送水：</p><ul><li>电话预约，每户每次两桶；</li>"
                "<li>请在<em>停水前一天</em>下午五点前告知楼栋和门牌；</li><li>志愿者佩戴工作证，不收取任何费用。</li></ul>",
                "<p>Residents who live alone, are very old or can't walk well may ask volunteers to bring water:</p><ul>"
                "<li>Call us; two buckets for each home.</li><li>Tell us your building and door <em>by five the day "
                "before</em>.</li><li>Volunteers wear a badge and take no money.</li></ul>",
            ),
        },
        {
            "type": "image",
            "image": image(
                11, say("桥头的临时取水点", "The place to fetch water at the bridge"), focal=[20.0, 60.0]
            ),
            "caption": say("桥头取水点，有台阶，请慢行", "The place at the bridge has steps; mind your feet"),
        },
        {
            "type": "heading",
            "level": 3,
            "text": say("取水点一览", "Where to fetch water"),
            "anchor": "places",
        },
        {
            "type": "gallery",
            "images": [
                {"image": image(12, say("服务站门前", "The service station")), "caption": ""},
                {"image": image(13, ""), "caption": say("桥头小广场", "The small square")},
            ],
        },
        {
            "type": "quote",
            "text": say(
                "灯笼不值钱，值钱的是有人给你留灯。",
                "A lantern is worth little; that somebody leaves it lit for you is worth much.",
            ),
            "attribution": say("石桥巷居民", "A resident of Shiqiao Lane"),
        },
        {
            "type": "attachment",
            "attachment": attachment(21, say("停水范围图", "Map of the buildings"), "pdf", 1_300_000),
        },
        {"type": "action", "label": say("预约送水", "Ask for water"), "href": f"linli:page:6{say.segment}"},
        {
            "type": "video",
            "title": say("如何关闭入户总阀", "How to close the valve of your home"),
            "href": "https://video.example.org/valve",
            "description": say(
                "三分钟演示：找到水表井，顺时针拧紧阀门。",
                "Three minutes: find the meter and turn the valve clockwise.",
            ),
        },
    ]


def notice(say: Words, *, full: bool = True) -> Data:
    title = say(
        "关于石桥社区一至七号楼3月8日暂停供水的通知",
        "Water off in buildings 1 to 7 of Shiqiao Community on 8 March",
    )
    if not full:
        detail = {"kind": "notice", "pinned": False, "deadline": None, "contact": ""}
        return document(
            say, "page:11", "notice", "notices/bare/", title, detail=detail, extra={"kind": "notice"}
        )
    return document(
        say,
        "page:10",
        "notice",
        "notices/water-cut/",
        title,
        summary=say(
            "溪桥路供水主管更换阀门，3月8日9:00至17:00停水，可预约志愿者送水。",
            "A valve is replaced; volunteers bring water on request.",
        ),
        issuer=community(say),
        topics=[
            {"slug": "daily", "name": say("日常服务", "Daily services")},
            {"slug": "water", "name": say("供水", "Water")},
        ],
        updated_at="2026-03-05T17:02:00+08:00",
        body=body(say),
        attachments=[
            attachment(21, say("停水范围图", "Map of the buildings"), "pdf", 1_300_000),
            attachment(22, say("送水预约表", "Form for asking for water"), "xlsx"),
        ],
        detail={
            "kind": "notice",
            "pinned": True,
            "deadline": "2026-03-07",
            "contact": say("石桥社区服务站，0000 1000102", "Shiqiao service station, 0000 1000102"),
        },
        extra={"kind": "notice", "pinned": True, "deadline": "2026-03-07"},
        tags={
            "ArticleTitle": title,
            "PubDate": "2026-03-02 09:30",
            "ContentSource": community(say)["name"],
            "Keywords": "",
            "Description": say("石桥社区停水通知", "Water off in Shiqiao"),
        },
    )


def page(say: Words, *, full: bool = True) -> Data:
    title = say("联系我们", "Contact us")
    if not full:
        return document(say, "page:13", "page", "about/bare/", title)
    return document(say, "page:5", "page", "about/contact/", title, body=body(say)[:5], issuer=street(say))


def policy(say: Words, *, full: bool = True) -> Data:
    title = say("柳溪街道居民议事会规则", "Rules of the Residents' Council of Liuxi Street")
    if not full:
        blank = dict.fromkeys(("index_number", "subject", "issuing_body", "number"), "")
        detail = (
            blank
            | dict.fromkeys(("signed_on", "effective_on", "repealed_on"))
            | {"state": "in_force", "keywords": []}
        )
        return document(say, "page:15", "policy", "policies/bare/", title, detail=detail)
    return document(
        say,
        "page:14",
        "policy",
        "policies/council-2019/",
        title,
        issuer=street(say),
        body=body(say)[:2]
        + body(say)[3:5]
        + [{"type": "heading", "level": 2, "text": say("附则", "Final provisions"), "anchor": "final"}],
        relations=[{"kind": "explained_by", "key": f"page:5{say.segment}"}],
        detail={
            "index_number": "LX-2019-003",
            "subject": say("民政、社区治理", "Civil affairs, community governance"),
            "issuing_body": street(say)["name"],
            "signed_on": "2019-03-01",
            "number": "柳街发〔2019〕3号",
            "effective_on": "2019-04-01",
            "repealed_on": "2024-06-01",
            "state": "repealed",
            "keywords": [say("议事会", "council"), say("居民自治", "self-government")],
        },
        extra={"number": "柳街发〔2019〕3号", "state": "repealed", "effective_on": "2019-04-01"},
    )


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


def tasks(say: Words) -> list[Data]:
    text = say(
        "<p>在市局的指导下，结合实际、因地制宜，逐步扩大虚拟养老服务试点社区范围，积极兴建养老设施，满足老年人的生活需求，"
        "逐步实现家庭养老与社区服务的紧密结合，使社区成为老年人安享晚年、共享天伦的最佳归宿。</p>",
        "<p>Under the guidance of the Municipal Bureau, according to the actual situation, gradually expand the pilot of "
        "virtual old-age service, establish facilities for the elderly and join care at home closely with the services of "
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
            "due_on": f"2026-{number + 3:02}-30" if number != 3 else None,
            "status": status,
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
                "<p>In 2026 the work of the communities starts from the daily life of residents. The following tasks matter most:</p>",
            ),
            "tasks": tasks(say),
            "closing": say(
                "<p>各社区要把任务分解到月、责任落实到人。</p>",
                "<p>Each community divides its tasks by month and names who is responsible.</p>",
            ),
            "progress": done,
            "original": original,
        },
        extra={"year": 2026, "progress": done, "tasks": len(TASKS)},
    )


def brand(say: Words, *, full: bool = True) -> Data:
    title = say("柳溪灯巷", "Lantern Lane")
    if not full:
        detail = {
            "slogan": "",
            "emblem": None,
            "founded": "",
            "values": [],
            "gallery": [],
            "activities": [],
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
            "founded": "2016",
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
                    "image": image(16, say("手作工坊", "The workshop")),
                    "caption": say("从一根竹篾开始", "It begins with a splint of bamboo"),
                }
            ],
            "activities": [
                {
                    "title": say("灯巷之夜", "Lantern evening"),
                    "starts_at": "2026-04-25T18:30:00+08:00",
                    "ends_at": "2026-04-25T21:00:00+08:00",
                    "place": say("石桥巷至桥头戏台", "From Shiqiao Lane to the stage"),
                },
                {
                    "title": say("亲子扎灯课", "Lantern class"),
                    "starts_at": "2026-04-12T14:00:00+08:00",
                    "ends_at": None,
                    "place": "",
                },
            ],
            "fulfils": {"key": f"page:16{say.segment}", "anchor": "task-5"},
        },
        relations=[{"kind": "fulfils", "key": f"page:16{say.segment}"}],
        extra={"slogan": slogan},
    )


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
                },
            ],
            "next_shift": "2026-04-25T18:00:00+08:00",
            "contact": say("石桥社区服务站，0000 1000102", "Shiqiao service station, 0000 1000102"),
            "insurance": say("由街道统一购买意外险", "Accident insurance is provided by the street"),
            "state": "open",
        },
        extra={"state": "open", "next_shift": "2026-04-25T18:00:00+08:00", "places": 9, "place": place},
    )


def campaign(say: Words, *, full: bool = True) -> Data:
    title = say("2026年“绿色十佳”评选", "Green Top Ten 2026")
    label = say("评选表彰", "Contest")
    if not full:
        detail = {
            "kind": "other",
            "kind_label": label,
            "approval_basis": "",
            "criteria": [],
            "stages": [],
            "state": "upcoming",
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
            "current_stage": say("公开投票", "Public vote"),
            "ends_at": "2026-04-15T18:00:00+08:00",
        },
        extra={
            "state": "running",
            "stage": say("公开投票", "Public vote"),
            "ends_at": "2026-04-15T18:00:00+08:00",
        },
    )
