"""The pages of a vote: the ballot, its receipt, looking it up, and that there is none now."""

from tests.unit.site import residents
from tests.unit.site.documents import Data, Words


def vote(say: Words, state: str) -> Data:
    return {
        "path": "vote/22/",
        "title": say("2026年“绿色十佳”评选", "Green Top Ten 2026"),
        "url": f"/{say.segment}/notices/x/",
        "state": state,
        "opens": "2026-03-21T00:00:00+08:00",
        "closes": "2026-04-15T18:00:00+08:00",
    }


def pages(say: Words, shared: Data) -> dict[str, Data]:
    """{template: what it is given}: a ballot sent back, its receipt, and what was found by it."""
    form, missing = residents.form(say), say("请至少选择一项。", "Please choose at least one.")
    receipt = residents.field(say, "receipt", "回执码", "Receipt")
    entries = [
        {
            "title": say("石桥巷7号小院", "Courtyard at 7 Shiqiao Lane"),
            "nominee": say("王秀兰", "Wang Xiulan"),
        },
        {"title": say("柳溪一村12号楼天台菜园", "Roof garden of building 12"), "nominee": ""},
    ]
    choices = residents.field(say, "category_1", "庭院", "Courtyards", "checkboxes", errors=[missing])
    category = {
        "title": choices["label"],
        "entries": [
            entry | {"id": number, "url": f"/{say.segment}/notices/x/"}
            for number, entry in enumerate(entries)
        ],
        "field": choices,
    }
    wrong = form | {"errors": [{"id": choices["first"], "message": missing}]}
    done = {"receipt": "7K2M-9Q4A-4T3D-H8W2-C3P5", "mark": "9f2d20e4b1a7" * 4, "replaces": True}
    found = {"mark": done["mark"], "reason": "", "choices": [entry["title"] for entry in entries]}
    return {
        "vote": shared | {"vote": vote(say, "open"), "form": wrong, "each": 2, "categories": [category]},
        "voted": shared | {"vote": vote(say, "open"), "done": done},
        "ballot": shared
        | {"vote": vote(say, "closed"), "form": {**form, "fields": {"receipt": receipt}}}
        | {"is_counted": True, "found": found},
        "no_vote": shared | {"vote": vote(say, "closed"), "is_sent": True},
        "no_cookie": shared,
    }
