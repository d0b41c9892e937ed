"""Outlines as people leave them: run together, broken, misnumbered, several in a text; read back all the same."""

from hypothesis import assume, given
from hypothesis import strategies as st

from cms.importing.api import read_text
from cms.importing.numerals import to_chinese
from tests.unit.importing.test_round_trip import SETTINGS, found

OUTER = (lambda n: f"{to_chinese(n)}、", lambda n: f"第{to_chinese(n)}章 ", lambda n: f"（{to_chinese(n)}）")
INNER = (
    lambda n: f"{n}、",
    lambda n: f"{n}.",
    lambda n: f"（{n}）",
    lambda n: f"({n})",
    lambda n: chr(ord("①") + n - 1),
    lambda n: f"{to_chinese(n)}是",
    lambda n: f"{n}）",
)
HEADINGS = ("党的建设", "居家养老服务", "环境整治", "志愿服务活动", "邻里文化节", "安全生产检查")
POINTS = (
    "每月走访独居老人",
    "办好社区食堂和图书室",
    "组织消防演练两次",
    "评选文明楼道",
    "修缮老旧楼道灯",
    "开展义诊",
)
LONG = (
    "组织党员和志愿者进楼入户，了解老年人和困难家庭的实际需要，建立台账，逐户落实帮扶措施，并按季度回访",
    "充分利用社区活动室、图书室和小广场，广泛开展居民喜闻乐见的文体活动，丰富居民的业余文化生活，增进邻里感情",
    "对辖区内的出租房屋、沿街商铺和公共场所进行拉网式排查，发现隐患立即整改，不能立即整改的限期整改并跟踪到底",
)

lists = st.lists(st.sampled_from(POINTS), min_size=2, max_size=5, unique=True)
outlines = st.lists(st.tuples(st.sampled_from(HEADINGS), lists), min_size=2, max_size=4)
outer_way, inner_way = st.sampled_from(OUTER), st.sampled_from(INNER)


@SETTINGS
@given(outlines, outer_way, inner_way, st.sampled_from("；。"), st.sampled_from(["\n", "：", "。", ""]))
def test_items_run_together_on_one_line(outline, outer, inner, stop, after_heading):
    lines, expected = ["社区工作计划"], []
    for number, (heading, points) in enumerate(outline, start=1):
        run = stop.join(f"{inner(place)}{point}" for place, point in enumerate(points, start=1))
        lines.append(f"{outer(number)}{heading}{after_heading}{run}。")
        expected.append((1, outer(number).strip(), heading + after_heading.strip()))
        ends = [*[stop] * (len(points) - 1), "。"]
        expected += [
            (2, inner(place), point + end)
            for (place, point), end in zip(enumerate(points, start=1), ends, strict=True)
        ]
    assert found(read_text("\n".join(lines))) == expected


@SETTINGS
@given(outlines, outer_way, st.sampled_from(INNER[:4]), st.integers(22, 34), st.booleans())
def test_lines_broken_in_the_middle_of_a_sentence(outline, outer, inner, width, indented):
    lines, expected = ["社区工作计划"], []
    for number, (heading, points) in enumerate(outline, start=1):
        lines.append(f"{outer(number)}{heading}")
        expected.append((1, outer(number).strip(), heading))
        for place, _point in enumerate(points, start=1):
            sentence = f"{inner(place)}{LONG[place % len(LONG)]}。"
            indent = "　　" if indented else ""
            lines += [
                indent + sentence[:width],
                *(sentence[at : at + width] for at in range(width, len(sentence), width)),
            ]
            expected.append((2, inner(place), f"{LONG[place % len(LONG)]}。"))
    assert found(read_text("\n".join(lines))) == expected


@SETTINGS
@given(
    st.lists(
        st.tuples(st.sampled_from(HEADINGS), st.lists(st.sampled_from(POINTS), min_size=3, max_size=6)),
        min_size=2,
        max_size=4,
    ),
    st.sampled_from(OUTER[:2]),
    st.sampled_from(INNER[:4]),
    st.sampled_from(["missing", "repeated"]),
    st.data(),
)
def test_missing_and_repeated_numbers_stay_as_they_are_and_are_doubts(outline, outer, inner, fault, data):
    lines, expected = ["社区工作计划"], []
    wrong = data.draw(st.integers(0, len(outline) - 1))
    for number, (heading, points) in enumerate(outline, start=1):
        lines.append(f"{outer(number)}{heading}")
        expected.append((1, outer(number).strip(), heading))
        at = data.draw(st.integers(1, len(points) - 1))
        for place, point in enumerate(points, start=1):
            value = place
            if number - 1 == wrong and place > at:
                value = place + 1 if fault == "missing" else place - 1
            lines.append(f"{inner(value)}{point}")
            expected.append((2, inner(value), point))
    reading = read_text("\n".join(lines))
    assert found(reading) == expected
    assert len(reading.warnings) == 1


@SETTINGS
@given(st.lists(outlines, min_size=2, max_size=3), outer_way, inner_way)
def test_several_plans_in_one_text(plans, outer, inner):
    assume(inner is not INNER[5])
    lines, expected = [], []
    for year, outline in enumerate(plans, start=2020):
        lines += [f"柳溪社区{year}年工作计划", "为做好今年工作，制定本计划。"]
        for number, (heading, points) in enumerate(outline, start=1):
            lines.append(f"{outer(number)}{heading}")
            lines += [f"{inner(place)}{point}。" for place, point in enumerate(points, start=1)]
            expected.append((1, outer(number).strip(), heading))
            expected += [(2, inner(place), f"{point}。") for place, point in enumerate(points, start=1)]
    reading = read_text("\n".join(lines))
    assert [plan.year for plan in reading.plans] == list(range(2020, 2020 + len(plans)))
    assert found(reading) == expected


@SETTINGS
@given(outlines, outer_way, st.sampled_from(INNER[:4]), st.booleans(), st.integers(1, 3))
def test_a_cover_notice_a_plan_a_signature_and_attachments(outline, outer, inner, covered, attachments):
    cover = [
        "柳溪街道办事处关于印发《柳溪街道2026年社区工作计划》的通知",
        "柳街发〔2026〕3号",
        "各社区居委会，各有关单位：",
        "现将《柳溪街道2026年社区工作计划》印发给你们，请认真组织实施。",
        "柳溪街道办事处",
        "2026年1月9日",
    ]
    plan = ["柳溪街道2026年社区工作计划", "为做好今年的社区工作，结合实际，制定本计划。"]
    expected = []
    for number, (heading, points) in enumerate(outline, start=1):
        plan.append(f"{outer(number)}{heading}")
        plan += [f"{inner(place)}{point}。" for place, point in enumerate(points, start=1)]
        expected.append((1, outer(number).strip(), heading))
        expected += [(2, inner(place), f"{point}。") for place, point in enumerate(points, start=1)]
    names = [f"任务分工表{place}" for place in range(1, attachments + 1)]
    listed = (
        [f"附件：{names[0]}"]
        if attachments == 1
        else [f"附件：1.{names[0]}", *(f"{place}.{name}" for place, name in enumerate(names[1:], start=2))]
    )
    signed = [] if covered else ["柳溪街道办事处", "2026年1月9日"]
    reading = read_text("\n".join([*(cover if covered else []), *plan, *listed, *signed]))
    (read,) = reading.plans
    assert found(reading) == expected
    assert reading.attachments == tuple(names)
    assert (read.title, read.year, read.issuer) == ("柳溪街道2026年社区工作计划", 2026, "柳溪街道办事处")
    assert read.date == "2026年1月9日"
    assert read.number == ("柳街发〔2026〕3号" if covered else None)
