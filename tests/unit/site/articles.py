"""Notices, standard pages and policies, full and bare, of realistic long words."""

from tests.unit.site.documents import Data, Words, attachment, community, document, image, street


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
                "<p>Residents who live alone or can't walk well may ask volunteers for water:</p><ul>"
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
