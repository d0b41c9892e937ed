"""What a web page or an office puts around a text and what is no part of it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from cms.importing.formats.lines import Line
from cms.importing.numbering import marks_at
from cms.importing.wording import columns

HEAD = 12  # lines at the top in which a page's own words are looked for
LONGEST_LINK = 90  # columns of a line in a list of other articles

_BREADCRUMB = re.compile(
    r"^(?:当前位置|现在位置|您(?:现在)?(?:的|所在的?)?位置(?:是)?|位置|You are here|"
    r"Location)?\s*[:：]?\s*(.+)$",
    re.IGNORECASE,
)
_NO_STATIONS = ("正文", "详情", "内容", "浏览文章")
_CRUMB = re.compile(r"\s*(?:>{1,2}|»|›|→|＞{1,2})\s*")
_OTHER_ARTICLES = re.compile(
    r"^[【\[]?(?:recommended articles?|popular articles?|related articles?|hot articles?|"
    r"latest articles?|you may also like|"
    r"相关(?:文章|阅读|推荐|链接|新闻|信息|范文|热词|稿件|文档|资料)|推荐(?:文章|阅读|访问|范文|内容)|"
    r"热门(?:文章|推荐|阅读|标签|范文)|猜你喜欢|"
    r"最新(?:文章|更新|资讯)|精彩推荐|延伸阅读|更多(?:阅读|相关)|阅读排行|热点(?:文章|推荐)|为你推荐|"
    r"大家都在看|本栏目?推荐|随机文章|"
    r"(?:上|下)一(?:篇|页|条)|(?:previous|next) (?:article|page|post))[】\]]?\s*(?:[:：].*|\(.*\)|"
    r"（.*）|More|更多)?$",
    re.IGNORECASE,
)
_ALWAYS = re.compile(
    r"^(?:责任编辑|编辑|作者|审核|初审|终审|复审|校对|来源|信息来源|文章来源|发布(?:时间|日期|机构|"
    r"人)|发表时间|更新(?:时间|日期)|浏览(?:次数|量)?|"
    r"阅读(?:次数|量)?|点击(?:数|次数|率)?|访问(?:次数|量)|字体|字号|字体大小|公开(?:方式|属性|形式|"
    r"类别|范围)|主题分类|索引号|信息索引号|发文机关|成文日期|"
    r"分享(?:到|至)?|标签|关键词|栏目|人气|主动公开|依申请公开|密级|Source|Author|Editor|Published|"
    r"Posted|Views|Tags?|时间(?=[:：]\s*\d{4}))\s*(?:[:：|]|$)",
    re.IGNORECASE,
)
_ALONE = re.compile(
    r"^[【\[（(]?(?:打印(?:本页|此页|本文)?|关闭(?:窗口|本页|页面)?|返回(?:顶部|首页|列表)?|"
    r"收藏(?:本页)?|我要(?:投稿|纠错|评论)|大\s*中\s*小|小\s*中\s*大|"
    r"扫一扫.{0,20}|此件(?:公开|主动公开|依申请公开)发布?|本文(?:地址|网址|链接|来源).*|版权(?:所有|"
    r"声明).*|Copyright.*|©.*|.{0,20}ICP备.*|"
    r"网站(?:地图|标识码).*|主办单位.*|承办单位：.*网.*|技术支持.*|下载地址.*|下载(?:本文|文档|"
    r"附件)?.{0,6}|全文预览已结束|字号[:：].*|"
    r"share|print|back to top|home)[】\]）)]?$",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"(?:时间|日期|来源|作者|阅读|点击|浏览|次数|人气|编辑|字体|字号|Source|Author|Views)\s*[:：]"
)
_RECORD = re.compile(  # the table that a government's page puts above a text
    r"^(?:信息)?(?:索引号|主题分类|信息分类|内容分类|发文机关|发布机构|成文日期|标题|名称|发文字号|文号|发布日期|发文日期|生成日期|生效时间|"
    r"废止时间|有效性|主题词|关键词)[:：]$"
)
_BRACKETED_TITLE = re.compile(
    r"^[【\[](?P<title>[^】\]]{4,40}(?:计划|总结|方案|通知|报告|要点|"
    r"制度)[^】\]]{0,10})[】\]](?P<rest>.{20,})$"
)
_PAGE_NUMBER = re.compile(
    r"^(?:[-—–]\s*\d{1,4}\s*[-—–]|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?|"
    r"Page \d{1,4}(?: of \d{1,4})?|\d{1,3}\s*/\s*\d{1,3})$",
    re.IGNORECASE,
)
_N = r"(?:[一二三四五六七八九十]{1,3}|\d{1,2})"
_PIECE = re.compile(
    rf"^(?P<title>(?:[【\[（(]\s*(?:第\s?{_N}\s?篇|篇\s?{_N}|范文\s?{_N})[：:]?\s*[】\]）)]|(?:篇|"
    rf"范文)\s?{_N}(?![个份名次])|第\s?{_N}\s?篇(?=[\s:：]|$)|"
    rf"[^。，；：]{{0,40}}(?:计划|总结|方案|报告|要点|制度|通知)(?:（[^）]*）)?\s*[【（(]?\s*(?:篇|"
    rf"范文|第)\s?{_N}\s?篇?[】）)]?))\s*[:：、]?\s*(?P<rest>.*)$"
)


def breadcrumb(lines: Sequence[Line]) -> tuple[tuple[str, ...], list[Line]]:
    """The way "A > B" to a page from the lines at its top, and the lines without it."""
    for index, line in enumerate(lines[:HEAD]):
        match = _BREADCRUMB.match(line.text)
        parts = tuple(part for part in _CRUMB.split(match[1]) if part) if match else ()
        short = columns(line.text) <= 120 and all(columns(part) <= 60 for part in parts)
        if _CRUMB.search(line.text) and parts and short and not line.text.startswith(">"):
            way = parts[:-1] if parts[-1] in _NO_STATIONS else parts
            return way, [*lines[:index], *lines[index + 1 :]]
    return (), list(lines)


def without_furniture(lines: Sequence[Line]) -> list[Line]:
    """The lines of the text itself: no lists of other articles, no editors, counters, page numbers and buttons."""
    kept = _once([line for line in _without_other_articles(lines) if not _is_furniture(line, lines)])
    return [piece for line in kept for piece in _pieces(line)]


def _once(lines: Sequence[Line]) -> list[Line]:
    """A page repeats its title above the text: above the first item each line stands once, at its last place."""
    end = next(
        (place for place, line in enumerate(lines[:HEAD]) if marks_at(line.text)), min(HEAD, len(lines))
    )
    top = [line.text for line in lines[:end]]
    return [line for place, line in enumerate(lines) if place >= end or line.text not in top[place + 1 :]]


def _without_other_articles(lines: Sequence[Line]) -> Sequence[Line]:
    """From a heading such as 相关文章 on, as long as nothing but links follows to the end."""
    end = len(lines)
    for index in range(len(lines) - 1, -1, -1):
        text = lines[index].text
        if _OTHER_ARTICLES.match(text):
            end = index
        elif columns(text) > LONGEST_LINK or text[-1] in "。；！":
            break
    return lines[:end]


def _is_furniture(line: Line, lines: Sequence[Line]) -> bool:
    text = line.text
    if line.quoted:
        return False
    if (
        _ALONE.match(text)
        or _PAGE_NUMBER.match(text)
        or (_OTHER_ARTICLES.match(text) and columns(text) < LONGEST_LINK)
    ):
        return True
    if line in lines[:HEAD] and _RECORD.match(re.sub(r"\s", "", line.cells[0] if line.cells else text)):
        return True
    at_edge = (
        line.number <= lines[min(HEAD, len(lines) - 1)].number
        or line.number >= lines[-min(8, len(lines))].number
    )
    if at_edge and len(_FIELD.findall(text)) > 1 and columns(text) <= 120:
        return True
    return at_edge and bool(_ALWAYS.match(text)) and columns(text) <= 120 and text[-1] not in "。；"


def _pieces(line: Line) -> list[Line]:
    """A collection of texts: 工作计划 篇1 opens a text of its own, though the text may begin on the same line."""
    match = None if line.is_apart else _PIECE.match(line.text) or _BRACKETED_TITLE.match(line.text)
    if not match:
        return [line]
    rest = match["rest"].strip()
    if rest and columns(line.text) <= LONGEST_LINK and rest[-1] not in "。；，：:！" and not marks_at(rest):
        return [replace(line, title=True)]
    title = replace(line, text=match["title"].strip(), title=True)
    return [title, replace(line, text=rest, gap=False)] if rest else [title]
