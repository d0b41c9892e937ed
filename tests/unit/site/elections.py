"""An election, full and bare."""

from tests.unit.site.articles import body
from tests.unit.site.documents import Data, Words, community, document


def _step(
    number: int, title: str, first: str, last: str, state: str, place: str = "", text: str = ""
) -> Data:
    return {
        "anchor": f"step-{number}",
        "kind": "other",
        "title": title,
        "starts_at": f"2026-{first}T00:00:00+08:00",
        "ends_at": f"2026-{last}T00:00:00+08:00",
        "place": place,
        "text": text,
        "state": state,
    }


def election(say: Words, *, full: bool = True) -> Data:
    title = say("石桥社区居民委员会换届选举", "Election of the residents’ committee of Shiqiao")
    label = say("全体选民", "All voters")
    if not full:
        detail = {
            **dict.fromkeys(("committee", "posts", "contact", "current_step"), ""),
            "method_label": label,
            "election_day": None,
            "voter_list": {"place": "", "hours": "", "from": None, "until": None},
            **{name: [] for name in ("steps", "polls", "candidates", "questions")},
            "names_are_gone": False,
            "result": None,
            "state": "upcoming",
            "ends_at": None,
        }
        extra = {"state": "upcoming", "stage": "", "ends_at": None, "day": None}
        return document(say, "page:27", "election", "campaigns/bare-e/", title, detail=detail, extra=extra)
    hall = say("石桥社区活动室", "Common room of Shiqiao")
    detail = {
        "committee": say("石桥社区居民委员会", "Residents’ committee of Shiqiao"),
        "posts": say("主任一名、委员四名", "A chair and four members"),
        "method_label": label,
        "election_day": "2026-04-12",
        "contact": "0000 1000102",
        "voter_list": {"place": hall, "hours": "8:00–20:00", "from": "2026-03-23", "until": "2026-03-27"},
        "steps": [
            _step(1, say("选民名单公布", "List of voters"), "03-23", "03-28", "past", hall),
            _step(2, say("提名候选人", "Nomination"), "03-30", "04-03", "current", "", say("联名", "By ten")),
            _step(3, say("投票选举", "Voting"), "04-12", "04-13", "future"),
        ],
        "polls": [
            {
                "anchor": "poll-1",
                "title": say("一号投票站", "Polling place 1"),
                "place": hall,
                "starts_at": "2026-04-12T08:00:00+08:00",
                "ends_at": "2026-04-12T16:00:00+08:00",
                "serves": say("石桥里1至9号楼", "1–9 Shiqiao Li"),
                "access": say("有坡道", "Ramp"),
                "state": "future",
            }
        ],
        "candidates": [
            {
                "name": say("陈禾", "Chen He"),
                "post": say("主任", "Chair"),
                "text": "",
                "votes": 812,
                "is_elected": True,
            }
        ],
        "names_are_gone": False,
        "result": {
            "on": "2026-04-13",
            "voters": 1800,
            "cast": 1312,
            "valid": 1290,
            "turnout": 72.9,
            "text": "",
        },
        "questions": [{"question": say("能网上投吗？", "On line?"), "answer": say("不能。", "No.")}],
        "state": "running",
        "current_step": say("提名候选人", "Nomination"),
        "ends_at": "2026-04-03T00:00:00+08:00",
    }
    stage = detail["current_step"]
    extra = {"state": "running", "stage": stage, "ends_at": detail["ends_at"], "day": "2026-04-12"}
    return document(
        say,
        "page:26",
        "election",
        "campaigns/election/",
        title,
        issuer=community(say),
        body=body(say)[:1],
        detail=detail,
        extra=extra,
    )
