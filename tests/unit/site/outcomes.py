"""A campaign whose list is up for objections, and one that is over."""

from tests.unit.site import activities
from tests.unit.site.documents import Data, Words


def outcome(say: Words, state: str) -> Data:
    """The result of the full campaign: two of three entries on its list, one of them by hand."""
    named = state != "names_gone"
    titles = [
        say("石桥巷7号小院", "Courtyard at 7 Shiqiao Lane"),
        say("柳荫花圃", "Garden of Liuyin"),
        say("晴川屋顶", "Roof of Qingchuan"),
    ]
    titles = titles if named else [""] * 3
    parts = [
        {"number": 1, "points": "90.00", "gives": "36.00"},
        {"number": 2, "points": None, "gives": None},
    ]
    lines = [
        {
            "entry": f"e{number}",
            "category": activities.ENTRY_CATEGORY,
            "title": title,
            "key": f"page:24{say.segment}" if number == 0 and named else "",
            "rank": number + 1,
            "is_tied": False,
            "score": f"{90 - number}.50",
            "votes": 120 - number,
            "sheets": 5,
            "missing": 0,
            "conflicts": 1,
            "parts": parts,
            "is_listed": number < 2,
        }
        for number, title in enumerate(titles)
    ]
    listed = [
        {name: line[name] for name in ("key", "title", "category", "score", "rank")}
        | {
            "is_by_rule": line["entry"] == "e0",
            "reason": "" if line["entry"] == "e0" else say("并列", "Tied"),
        }
        for line in lines[:2]
    ]
    objection = {
        "number": 1,
        "about": "facts",
        "received_at": "2026-04-17T09:00:00+08:00",
        "answered_at": "2026-04-18T09:00:00+08:00",
        "is_upheld": False,
        "answer": say("经核实，情况属实无误。", "It was looked into and is as stated."),
    }
    kinds = (("appointed", "office", 5), ("submitted", "reviewer", 15), ("published", "office", 1))
    numbers = {"nominated": 30, "refused": 6, "admitted": 3, "reviewers": 5, "sheets": 15, "missing": 1}
    return {
        "state": state,
        "published_at": "2026-04-16T09:00:00+08:00",
        "commended_at": "2026-04-26T09:00:00+08:00",
        "list": listed if named else [],
        "record": {
            "numbers": {**numbers, "conflicts": 1, "ballots": 812, "excluded": 4, "places": 1},
            "missing_reason": say("一名评委因病缺席", "A reviewer was ill"),
            "criteria": [
                {"number": 1, "title": say("绿化养护", "Care of plants"), "weight": 40, "is_vote": False},
                {"number": 2, "title": say("公众投票", "Public vote"), "weight": 60, "is_vote": True},
            ],
            "lines": lines,
            "changes": [{"title": titles[1], "added": say("并列", "Tied"), "taken_off": ""}],
            "objections": [objection],
            "steps": [
                {"kind": kind, "at": "2026-04-16T09:00:00+08:00", "by": by, "times": times, "data": {}}
                for kind, by, times in kinds
            ]
            + [
                {
                    "kind": "objected",
                    "at": "2026-04-17T09:00:00+08:00",
                    "by": "resident",
                    "times": 1,
                    "data": {"number": 1},
                }
            ],
        },
    }


def campaign(say: Words, state: str) -> Data:
    """The full campaign with a result, in the stage in which objections are taken."""
    doc = activities.campaign(say)
    stages = [
        stage | {"state": "current" if stage["kind"] == "publicity_period" else "past"}
        for stage in doc["detail"]["stages"]
    ]
    return doc | {"detail": doc["detail"] | {"outcome": outcome(say, state), "stages": stages}}


def objection(say: Words, state: str) -> Data:
    """What a resident reads of theirs."""
    return {
        "campaign": {"title": say("绿色十佳评选", "Green Top Ten"), "url": f"/{say.segment}/"},
        "objection": {
            "number": 1,
            "code": "x" * 24,
            "about": say("参评内容不属实", "What is said of an entry is not true"),
            "state": state,
            "text": say("去年就没有人照看了。", "Nobody has looked after it since last year."),
            "answer": say("已核实。", "It was looked into.") if state == "answered" else "",
            "is_upheld": False if state == "answered" else None,
            "received_at": "2026-04-17T09:00:00+08:00",
            "answered_at": "2026-04-18T09:00:00+08:00" if state == "answered" else None,
        },
    }
