"""What pages tell programs: that a guide is one, where it is."""

import json

import pytest

from cms.publishing.rendering.linked import linked
from tests.unit.site import articles
from tests.unit.site.documents import Words, site

STEPS = "<p>带上身份证。</p><ol><li>到<b>服务站</b>取号；</li><li>填写 A &amp; B 表。</li></ol>"


def told(title, *texts):
    doc = articles.page(Words("zh-hans"), full=False)
    doc |= {"title": title, "body": [{"type": "text", "html": html} for html in texts]}
    return json.loads(linked(doc, site("zh-hans"), "zh-Hans", "首页"))["@graph"][0]


def test_a_guide_with_numbered_steps_is_told_as_such():
    guide = told("居住证办理流程", STEPS)
    assert (guide["@type"], guide["name"]) == ("HowTo", "居住证办理流程")
    assert [(step["position"], step["text"]) for step in guide["step"]] == [
        (1, "到服务站取号；"),
        (2, "填写 A & B 表。"),
    ]


@pytest.mark.parametrize(
    ("title", "texts"),
    [
        ("社区简介", [STEPS]),
        ("居住证办理流程", ["<p>请到服务站办理。</p>"]),
        ("居住证办理流程", [STEPS, STEPS]),
        ("居住证办理流程", ["<ol><li>取号<ul><li>一楼</li></ul></li></ol>"]),
    ],
)
def test_what_may_be_no_guide_is_not_told_as_one(title, texts):
    assert told(title, *texts)["@type"] == "WebPage"
