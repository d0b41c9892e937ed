"""Any outline, in any way of numbering, written as a text, a page or a Word file, is read back as itself."""

from collections.abc import Callable
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.importing.api import Reading, read_bytes, read_html, read_text
from cms.importing.numerals import ORDINALS, to_chinese, to_roman
from tests.unit.importing import word

HEADINGS = (
    "加强组织领导",
    "完善服务设施，方便居民办事。",
    "宣传发动",
    "“邻里节”活动",
    "做到有人管、有人问；",
    "环境整治（北区）",
    "建立2-3个示范点",
    "比例达到98.5%",
    "2019年底前完成。",
    "Improve the reading room.",
    "高一、高二学生参加",
    "开展3.12植树活动",
    "落实责任：",
)
BODIES = (
    "各单位密切配合，形成合力。",
    "时间：9月18日—23日",
    "组织志愿者清扫街巷。",
    "Two more words follow here.",
)

# Each way of numbering: how it writes a number, and how Word is told to. Ways that stand for the same depth in
# official texts are in one group; an outline takes at most one of a group, from the outside in.
GROUPS: tuple[tuple[tuple[Callable[[int], str], str, str], ...], ...] = (
    (
        (lambda n: f"第{to_chinese(n)}章 ", "chineseCounting", "第%{}章"),
        (lambda n: f"第{n}章　", "decimal", "第%{}章"),
    ),
    ((lambda n: f"第{to_chinese(n)}节 ", "chineseCounting", "第%{}节"),),
    (
        (lambda n: f"第{to_chinese(n)}条　", "chineseCounting", "第%{}条"),
        (lambda n: f"Article {n} ", "decimal", "Article %{}"),
        (lambda n: f"第{to_chinese(n)}阶段：", "chineseCounting", "第%{}阶段："),
        (lambda n: f"任务{to_chinese(n)}：", "chineseCounting", "任务%{}："),
        (lambda n: f"{to_chinese(n)}月份：", "chineseCounting", "%{}月份："),
    ),
    (
        (lambda n: f"{to_chinese(n)}、", "chineseCounting", "%{}、"),
        (lambda n: f"{to_chinese(n)}．", "japaneseCounting", "%{}．"),
        (lambda n: f"{to_roman(n).upper()}. ", "upperRoman", "%{}."),
        (lambda n: f"{chr(ord('A') + n - 1)}. ", "upperLetter", "%{}."),
    ),
    (
        (lambda n: f"（{to_chinese(n)}）", "chineseCountingThousand", "（%{}）"),
        (lambda n: f"({to_chinese(n)})", "taiwaneseCounting", "(%{})"),
    ),
    (
        (lambda n: f"{n}.", "decimal", "%{}."),
        (lambda n: f"{n}、", "decimal", "%{}、"),
        (lambda n: f"{n}．", "decimal", "%{}．"),
        (lambda n: f"{chr(ord('０') + n)}．", "decimalFullWidth", "%{}．"),
    ),
    ((lambda n: f"（{n}）", "decimal", "（%{}）"), (lambda n: f"({n})", "decimal", "(%{})")),
    (
        (lambda n: chr(ord("①") + n - 1), "decimalEnclosedCircle", "%{}"),
        (lambda n: f"{n}）", "decimal", "%{}）"),
        (lambda n: f"{n}) ", "decimal", "%{})"),
        (lambda n: f"{chr(ord('a') + n - 1)}. ", "lowerLetter", "%{}."),
        (lambda n: f"{chr(ord('a') + n - 1)}) ", "lowerLetter", "%{})"),
        (lambda n: f"{ORDINALS[n - 1].capitalize()}, ", "ordinalText", "%{},"),
        (lambda n: f"{to_chinese(n)}是", "chineseCounting", "%{}是"),
    ),
)


@dataclass
class Node:
    """An item of a generated outline."""

    heading: str
    bodies: list[str]
    nodes: list["Node"] = field(default_factory=list)


def _nodes(depth: int) -> st.SearchStrategy[list[Node]]:
    inner = st.just([]) if depth == 1 else st.one_of(st.just([]), _nodes(depth - 1))
    node = st.builds(Node, st.sampled_from(HEADINGS), st.lists(st.sampled_from(BODIES), max_size=1), inner)
    return st.lists(node, min_size=2, max_size=4)


@st.composite
def outlines(draw: st.DrawFn) -> tuple[list[Node], list[tuple[Callable[[int], str], str, str]]]:
    """A tree and a way of numbering for each depth of it."""
    chosen = sorted(draw(st.sets(st.integers(0, len(GROUPS) - 1), min_size=1, max_size=4)))
    ways = [draw(st.sampled_from(GROUPS[group])) for group in chosen]
    return draw(_nodes(len(ways))), ways


def rows(nodes: list[Node], depth: int = 0) -> list[tuple[int, int, str, list[str]]]:
    """Depth from 0, number, heading and text of each item, in order."""
    found = []
    for number, node in enumerate(nodes, start=1):
        found.append((depth, number, node.heading, node.bodies))
        found += rows(node.nodes, depth + 1)
    return found


def expected(
    nodes: list[Node], ways: list[tuple[Callable[[int], str], str, str]]
) -> list[tuple[int, str, str]]:
    return [
        (depth + 1, ways[depth][0](number).strip(), heading)
        for depth, number, heading, _bodies in rows(nodes)
    ]


def found(reading: Reading) -> list[tuple[int, str, str]]:
    return [(item.level, item.number, item.heading) for plan in reading.plans for item in plan.items()]


def paragraphs(nodes: list[Node], ways: list[tuple[Callable[[int], str], str, str]]) -> list[str]:
    return [
        text
        for depth, number, heading, bodies in rows(nodes)
        for text in (ways[depth][0](number) + heading, *bodies)
    ]


SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@SETTINGS
@given(outlines(), st.sampled_from(["\n", "\n\n", "\r\n", "\n　　"]))
def test_as_a_text(outline, separator):
    nodes, ways = outline
    text = separator.join(["社区工作计划", *paragraphs(nodes, ways)])
    assert found(read_text(text)) == expected(nodes, ways)


@SETTINGS
@given(outlines(), st.sampled_from(["p", "div", "br"]))
def test_as_a_page(outline, element):
    nodes, ways = outline
    texts = [escape(text) for text in ["社区工作计划", *paragraphs(nodes, ways)]]
    page = (
        "<br>".join(texts) if element == "br" else "".join(f"<{element}>{text}</{element}>" for text in texts)
    )
    assert found(read_html(f"<html><body><div>{page}</div></body></html>")) == expected(nodes, ways)


# What a saved page has around its text.
SITE = """<html><head><title>网站</title><style>p{{}}</style></head><body><div class="header"><div class="nav">
<a href="/">首页</a><a href="/a">一、机构</a><a href="/b">二、政策</a></div></div>
<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/c">工作计划</a></div>
<div class="content"><h1>社区工作计划</h1><div class="info">发布时间：2026-01-09 来源：街道 浏览：12</div>{}</div>
<div class="related"><h3>相关文章</h3><ul><li><a href="1">一、旧计划</a></li></ul></div>
<div class="footer">版权所有 某某街道</div><script>var a = "一、脚本";</script></body></html>"""


@SETTINGS
@given(outlines(), st.sampled_from(["plain", "word", "table"]))
def test_as_a_saved_page(outline, look):
    nodes, ways = outline
    texts = [escape(text) for text in paragraphs(nodes, ways)]
    if look == "word":  # as Word saves pages: spans cut a number from its heading
        texts = [f"<b><span>{text[:1]}</span></b><span>{text[1:]}<o:p></o:p></span>" for text in texts]
    body = "".join(f"<p class='MsoNormal'>&nbsp;&nbsp;{text}</p>" for text in texts)
    if look == "table":
        body = f"<table><tr><td>{body}</td></tr></table>"
    reading = read_bytes(SITE.format(body).encode("gb18030"), "page.html")
    assert found(reading) == expected(nodes, ways)
    assert (reading.plans[0].title, reading.breadcrumb) == ("社区工作计划", ("首页", "工作计划"))


@SETTINGS
@given(outlines(), st.sampled_from(["", "**"]))
def test_as_markdown(outline, emphasis):
    nodes, ways = outline
    texts = [f"{emphasis}{text.strip()}{emphasis}" for text in paragraphs(nodes, ways)]
    source = "\n\n".join(["# 社区工作计划", *texts])
    assert found(read_bytes(source.encode(), "plan.md")) == expected(nodes, ways)


@SETTINGS
@given(outlines())
def test_as_a_word_file_whose_numbers_belong_to_styles(outline):
    nodes, ways = outline
    levels = "".join(
        word.level(depth, way[1], way[2].format(depth + 1), extra=f'<w:pStyle w:val="L{depth}"/>')
        for depth, way in enumerate(ways)
    )
    styles = {f"L{depth}": '<w:numPr><w:numId w:val="1"/></w:numPr>' for depth in range(len(ways))}
    blocks = [word.paragraph("社区工作计划")]
    for depth, _number, heading, bodies in rows(nodes):
        blocks += [word.paragraph(heading, style=f"L{depth}"), *map(word.paragraph, bodies)]
    numbers = word.numbering({0: levels}, {1: (0, "")})
    data = word.document(*blocks, numbers=numbers, style=word.styles(**styles))
    assert found(read_bytes(data, "plan.docx")) == expected(nodes, ways)


@SETTINGS
@given(outlines())
def test_as_a_form_in_a_word_table(outline):
    nodes, ways = outline
    cell = "".join(word.paragraph(text) for text in paragraphs(nodes, ways))
    form = f"<w:tbl><w:tr><w:tc>{word.paragraph('计划内容')}</w:tc><w:tc>{cell}</w:tc></w:tr></w:tbl>"
    data = word.document(word.paragraph("社区工作计划"), form)
    assert found(read_bytes(data, "plan.docx")) == expected(nodes, ways)


@SETTINGS
@given(outlines())
def test_as_a_word_file_with_typed_numbers(outline):
    nodes, ways = outline
    blocks = [word.paragraph(text) for text in ["社区工作计划", *paragraphs(nodes, ways)]]
    assert found(read_bytes(word.document(*blocks), "plan.docx")) == expected(nodes, ways)


@SETTINGS
@given(outlines())
def test_as_a_word_file_with_automatic_numbers(outline):
    nodes, ways = outline
    levels = "".join(word.level(depth, way[1], way[2].format(depth + 1)) for depth, way in enumerate(ways))
    blocks = [word.paragraph("社区工作计划")]
    for depth, _number, heading, bodies in rows(nodes):
        blocks += [word.paragraph(heading, number=(1, depth)), *map(word.paragraph, bodies)]
    data = word.document(*blocks, numbers=word.numbering({0: levels}, {1: (0, "")}))
    assert found(read_bytes(data, "plan.docx")) == expected(nodes, ways)


@SETTINGS
@given(outlines())
def test_nothing_of_the_text_is_lost(outline):
    nodes, ways = outline
    plan = read_text("\n".join(["社区工作计划", *paragraphs(nodes, ways)])).plans[0]
    read = "\n\n".join(
        [*(item.text for item in plan.items() if item.text), *([plan.closing] if plan.closing else [])]
    )
    assert read == "\n\n".join(body for _depth, _number, _heading, bodies in rows(nodes) for body in bodies)
