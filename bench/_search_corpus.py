"""The documents that search is measured with: a file of one's own, or text made here without downloads.

Made Chinese text has the shape of an office's (notices, policies, plans), with words drawn from the dictionary of
pinyin readings, so that rare words, homophones and near misses are as frequent as in life. English text is the Python
reference that comes with every Python.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from pydoc_data.topics import topics

import opencc
import rjieba
from pypinyin.constants import PHRASES_DICT

from bench._search_texts import Corpus
from search.documents import SearchDocument

ENGLISH = 0.15
"""The share of English documents, as long as the reference lasts."""

TRADITIONAL = 0.1
"""The share of Chinese documents in traditional characters."""

NAMES = "清河 青年 和平 万柏 长风 兴华 建设 新城 东湖 西山 南寨 北营 金桥 银杏 梧桐 桃园 杏林 柳巷 文庙 古城 滨河 学府"
BODIES = "社区 街道 小区 居委会 服务站 物业管理处 文化站 卫生服务中心"
SUBJECTS = (
    "高龄津贴发放 垃圾分类 志愿者招募 换届选举 停水检修 消防演练 助餐服务 绿化养护 文化节 法律援助 健康体检 "
    "读书活动 物业收费 停车管理 养犬登记 电梯维修 疫苗接种 技能培训 环境整治 安全生产 信息公开 困难救助 儿童托管 "
    "公租房申请 居住证办理 老旧小区改造 噪声投诉 网格管理 民主协商 廉政教育"
)
KINDS = [
    ("notice", "的通知"),
    ("notice", "公告"),
    ("policy", "管理办法"),
    ("policy", "实施细则"),
    ("work_plan", "工作计划"),
]
SENTENCES = (
    "为进一步做好{subject}工作，{place}决定从{date}起开展{word}和{word}专项行动。",
    "凡符合{word}条件的居民，可以持本人身份证到{place}申请{word}，工作人员应当在{number}个工作日内答复。",
    "第{number}条 {place}应当建立健全{word}制度，加强对{word}、{word}的监督检查。",
    "{place}的{word}设在{name}路{number}号，每周{weekday}开放，联系人为值班人员。",
    "有关单位要高度重视{word}，密切配合，确保{subject}取得实效。",
    "各网格长要逐户走访，了解{word}、{word}情况，及时上报{word}问题。",
    "违反前款规定，造成{word}的，由{place}责令改正；情节严重的，依照{word}的规定处理。",
    "活动期间将举办{word}讲座{number}场，参加者可以领取{word}一份。",
    "据统计，去年{place}共受理{word}{number}件，办结率达到百分之{number}。",
    "居民对{word}有意见的，可以在{date}前以书面形式提出。",
    "本着{word}的原则，{place}将{word}与{word}结合起来，形成{word}的长效机制。",
)
FACTS = (
    ("{place}{word}服务点的开放时间是每周{weekday}下午。", "{place}{word}服务点什么时候开放？"),
    ("{place}{word}热线由{name}路值班室负责接听，号码另行公布。", "{place}{word}热线是谁负责接听的？"),
    ("{place}今年安排{number}万元用于{word}改造，年底前完工。", "{place}今年用多少钱进行{word}改造？"),
)


def make_corpus(count: int, seed: int = 1) -> Corpus:
    """`count` documents, the same for the same seed."""
    documents, questions = [], {}
    for document, asked in _make(count, random.Random(seed)):
        documents.append(document)
        if asked:
            questions[document.key] = asked
    return Corpus(documents, questions)


def _make(count: int, chance: random.Random) -> Iterator[tuple[SearchDocument, list[str]]]:
    words = sorted(word for word in PHRASES_DICT if 2 <= len(word) <= 4 and rjieba.has_word(word))
    chance.shuffle(words)
    to_traditional = opencc.OpenCC("s2t")
    english = list(english_sections())
    chance.shuffle(english)
    for number in range(count):
        key = f"made:{number}"
        if english and chance.random() < ENGLISH:
            yield _document(key, "page", "en", *english.pop(), chance), []
            continue
        kind, title, text, asked = _chinese(words, chance)
        if chance.random() < TRADITIONAL:
            title, text = to_traditional.convert(title), to_traditional.convert(text)
        yield _document(key, kind, "zh-hans", title, text, chance), asked


def _document(
    key: str, kind: str, locale: str, title: str, text: str, chance: random.Random
) -> SearchDocument:
    year, issuer = chance.randint(2015, 2026), chance.randrange(12)
    return SearchDocument(
        key=key,
        type=kind,
        locale=locale,
        url=f"/{key}/",
        title=title,
        text=text,
        issuer=f"issuer-{issuer}",
        issuer_name=f"第{issuer}社区",
        section=kind,
        topics=tuple(f"topic-{topic}" for topic in chance.sample(range(20), 2)),
        year=year,
        published_at=f"{year}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}T09:00:00+08:00",
        state=chance.choice(["in_force", "in_force", "in_force", "repealed"]) if kind == "policy" else "",
    )


def _chinese(words: list[str], chance: random.Random) -> tuple[str, str, str, list[str]]:
    place = chance.choice(NAMES.split()) + chance.choice(NAMES.split()) + chance.choice(BODIES.split())
    subject = chance.choice(SUBJECTS.split())

    def word() -> str:
        # Few words are frequent and most are rare, as in any language.
        return words[min(int(chance.paretovariate(0.35)), len(words)) - 1]

    def filled(template: str) -> str:
        while "{word}" in template:
            template = template.replace("{word}", word(), 1)
        return template.format(
            place=place,
            subject=subject,
            name=chance.choice(NAMES.split()),
            number=chance.randint(2, 99),
            date=f"{chance.randint(1, 12)}月{chance.randint(1, 28)}日",
            weekday=chance.choice("一二三四五六"),
        )

    kind, ending = chance.choice(KINDS)
    title = (
        f"{place}关于{word()}和{subject}{ending}"
        if chance.random() < 0.6
        else f"{place}{word()}{subject}{ending}"
    )
    sentences = [filled(chance.choice(SENTENCES)) for _ in range(chance.randint(6, 40))]
    fact, question = chance.choice(FACTS)
    named = word()
    sentences.insert(chance.randrange(len(sentences)), filled(fact.replace("{word}", named)))
    return kind, title, "\n".join(sentences), [filled(question.replace("{word}", named))]


def english_sections() -> Iterator[tuple[str, str]]:
    """Sections of the Python reference, three paragraphs each, under the topic and their first words."""
    for topic, text in sorted(topics.items()):
        paragraphs = [" ".join(paragraph.split()) for paragraph in text.split("\n\n") if len(paragraph) > 60]
        for start in range(0, len(paragraphs), 3):
            some = paragraphs[start : start + 3]
            yield f"{topic.replace('-', ' ')}: {' '.join(some[0].split()[:8])}", "\n".join(some)


def read_corpus(path: Path) -> Corpus:
    """A corpus of lines like `{"title", "body", "type", "date", "locale", "section", "questions": [...]}`."""
    documents, questions = [], {}
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            data = json.loads(line)
            key = f"line:{number}"
            documents.append(
                SearchDocument(
                    key=key,
                    type=data.get("type", "page"),
                    locale=data.get("locale", "zh-hans"),
                    url=f"/{key}/",
                    title=data["title"],
                    text=data["body"],
                    section=data.get("section", ""),
                    published_at=data.get("date"),
                    year=int(data["date"][:4]) if data.get("date") else None,
                )
            )
            if data.get("questions"):
                questions[key] = data["questions"]
    return Corpus(documents, questions)
