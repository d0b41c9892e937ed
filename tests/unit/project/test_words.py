"""The admin speaks Chinese throughout: our own words, and what Wagtail's translation leaves in English.

`cms/locale` holds the words of this project. `cms/locale/wagtail` holds words of installed packages: those that
their own Chinese lacks, and those that it gets wrong for this office.
"""

import ast
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import pytest
from babel.messages.pofile import read_po
from django.apps import apps
from django.utils import translation

PROJECT = Path(__file__).parents[3]
LOCALE = PROJECT / "cms" / "locale"
OURS = LOCALE / "zh_Hans" / "LC_MESSAGES" / "django.po"
WAGTAIL = LOCALE / "wagtail" / "zh_Hans" / "LC_MESSAGES"
CATALOGUES = [OURS, WAGTAIL / "django.po", WAGTAIL / "djangojs.po"]

# What each of Django's functions takes before its values: c a context, s the words, p the plural of them.
ARGUMENTS = {"gettext": "s", "ngettext": "sp", "pgettext": "cs", "npgettext": "csp"}
ARGUMENTS |= {f"{name}_lazy": taken for name, taken in ARGUMENTS.items()} | {"gettext_noop": "s"}

TRANS = re.compile(r"""{%\s*trans(?:late)?\s+(?P<words>"[^"]*"|'[^']*')(?P<rest>.*?)%}""")
BLOCK = re.compile(
    r"{%\s*blocktrans(?:late)?\b(?P<rest>[^%]*)%}(?P<words>.*?)"
    r"(?:{%\s*plural\s*%}(?P<plural>.*?))?{%\s*endblocktrans(?:late)?\s*%}",
    re.DOTALL,
)
CONTEXT = re.compile(r"""\bcontext\s+(?:"([^"]*)"|'([^']*)')""")

PLACE = re.compile(r"%\(\w+\)[a-z]|%[sdr]|{\w+}|</?[a-z]+")
HALF_WIDTH = re.compile(r"[一-鿿”）](?:[,:;!?()\"']|\.(?![\w%]))|[,:;!?()\"'][一-鿿“（]")


class Words(NamedTuple):
    """What makes a message: its context ("" for none), its words and their plural ("" for none)."""

    context: str
    words: str
    plural: str = ""


def asked_in_python(source: str) -> list[Words]:
    """The words that the translating functions are called with, whatever names the module gives them."""
    tree = ast.parse(source)
    taken = {
        alias.asname or alias.name: ARGUMENTS[alias.name]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.name in ARGUMENTS
    }
    asked = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in taken:
            literals = [arg.value if isinstance(arg, ast.Constant) else "" for arg in node.args]
            given = dict(zip(taken[node.func.id], literals, strict=False))
            asked.append(Words(given.get("c", ""), given["s"], given.get("p", "")))
    return asked


def asked_in_template(source: str) -> list[Words]:
    asked = []
    for found in TRANS.finditer(source):
        asked.append(Words(_context(found["rest"]), found["words"][1:-1].replace("%", "%%")))
    for found in BLOCK.finditer(source):
        trimmed = "trimmed" in found["rest"].split()
        words, plural = (_block_words(found[part] or "", trimmed) for part in ("words", "plural"))
        asked.append(Words(_context(found["rest"]), words, plural))
    return asked


def _context(rest: str) -> str:
    found = CONTEXT.search(rest)
    return (found[1] or found[2]) if found else ""


def _block_words(source: str, trimmed: bool) -> str:
    if trimmed:
        source = " ".join(line.strip() for line in source.strip().splitlines())
    return re.sub(r"{{\s*(\w+)[^}]*}}", r"%(\1)s", source.replace("%", "%%"))


@cache
def asked_in(folder: Path) -> set[Words]:
    """Everything that the Python files and Django templates below a folder ask for."""
    python = [words for path in folder.rglob("*.py") for words in asked_in_python(path.read_text())]
    templates = [path for path in folder.rglob("*.html") if "templates" in path.parts]
    return {*python, *(words for path in templates for words in asked_in_template(path.read_text()))}


@cache
def catalogue(path: Path) -> dict[Words, str]:
    """{words: translation} of a .po file; a plural has one form in Chinese."""
    with path.open("rb") as source:
        messages = [message for message in read_po(source, locale="zh_Hans") if message.id]
    return {
        Words(message.context or "", *([message.id] if isinstance(message.id, str) else message.id)): (
            message.string if isinstance(message.string, str) else message.string[0]
        )
        for message in messages
    }


def installed(domain: str, language: str) -> dict[Words, str]:
    """The words that the installed packages bring themselves, in one of the two languages."""
    found = {}
    for app in apps.get_app_configs():
        path = Path(app.path) / "locale" / language / "LC_MESSAGES" / f"{domain}.po"
        if not app.name.startswith("cms.") and path.is_file():
            found |= catalogue(path)
    return found


def singular(words: Words) -> tuple[str, str]:
    """What a message is found by."""
    return words.context, words.words


@pytest.mark.parametrize(
    ("source", "asked"),
    [
        ('from django.utils.translation import gettext as _\n_("One " "day")', Words("", "One day")),
        (
            'from django.utils.translation import ngettext\nngettext("%(n)d day", "%(n)d days", n)',
            Words("", "%(n)d day", "%(n)d days"),
        ),
        (
            'from django.utils.translation import pgettext_lazy as p\np("stage", "Review")',
            Words("stage", "Review"),
        ),
    ],
)
def test_the_words_of_a_module_are_found(source, asked):
    assert asked_in_python(source) == [asked]


@pytest.mark.parametrize(
    ("source", "asked"),
    [
        ('{% trans "One day" %}', Words("", "One day")),
        ("{% translate 'Review' context 'stage' as name %}", Words("stage", "Review")),
        ("{% blocktrans with a=b.c %}Of {{ a }}{% endblocktrans %}", Words("", "Of %(a)s")),
        (
            "{% blocktrans trimmed count n=rows|length %}\n {{ n }}\n row{% plural %}{{ n }} rows{% endblocktrans %}",
            Words("", "%(n)s row", "%(n)s rows"),
        ),
    ],
)
def test_the_words_of_a_template_are_found(source, asked):
    assert asked_in_template(source) == [asked]


def test_every_call_names_its_words():
    """Words put together while the program runs would reach nobody's catalogue."""
    assert [words for words in asked_in(PROJECT / "cms") if not words.words] == []


def test_every_word_of_the_project_is_in_chinese_and_none_is_left_over():
    assert len(asked_in(PROJECT / "cms")) > 250
    assert asked_in(PROJECT / "cms") == set(catalogue(OURS))


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_every_word_of_installed_packages_is_in_chinese(domain):
    needed = installed(domain, "en")
    translated = {
        singular(words)
        for source in (installed(domain, "zh_Hans"), catalogue(WAGTAIL / f"{domain}.po"), catalogue(OURS))
        for words, chinese in source.items()
        if chinese
    }

    assert len(needed) > 80
    assert {words for words in needed if singular(words) not in translated} == set()


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_words_for_installed_packages_are_asked_for_by_one(domain):
    known = {singular(words) for words in installed(domain, "en")}
    for name in ("axes", "django_filters"):
        known |= {singular(words) for words in asked_in(Path(find_spec(name).origin).parent)}

    assert {words for words in catalogue(WAGTAIL / f"{domain}.po") if singular(words) not in known} == set()


def test_one_word_has_one_home():
    both = set(map(singular, catalogue(OURS))) & set(map(singular, catalogue(WAGTAIL / "django.po")))

    assert both == set()


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.relative_to(LOCALE).as_posix())
class TestCatalogue:
    def test_nothing_is_doubtful_or_out_of_use(self, path):
        text = path.read_text()

        assert "#, fuzzy" not in text
        assert "#~" not in text

    def test_nothing_is_empty(self, path):
        assert [words for words, chinese in catalogue(path).items() if not chinese.strip()] == []

    def test_places_for_values_are_kept(self, path):
        """Chinese has one form for all numbers, so it may hold what either English form holds.

        A count of a list needs no noun, and Wagtail sometimes has none to give.
        """
        wrong = []
        for words, chinese in catalogue(path).items():
            one, many, kept = (
                set(PLACE.findall(text)) for text in (words.words, words.plural or words.words, chinese)
            )
            spared = {"%(model_name)s"} if "%(items_count)s" in kept else set()
            if not (one & many) - spared <= kept <= one | many:
                wrong.append(chinese)

        assert wrong == []

    def test_it_can_be_compiled(self, path):
        """`make setup` stops at what Babel calls an error."""
        with path.open("rb") as source:
            assert list(read_po(source, locale="zh_Hans").check()) == []

    def test_punctuation_between_chinese_is_full_width(self, path):
        texts = (re.sub(r"<[^>]*>", "", chinese) for chinese in catalogue(path).values())

        assert [text for text in texts if HALF_WIDTH.search(text)] == []


def test_the_compiled_words_reach_the_reader():
    """The default language is Chinese; English is spoken as it is written, without a catalogue."""
    with translation.override("zh-hans"):
        assert translation.gettext("Import a document") == "导入文档"
        assert translation.gettext("Search all pages…") == "搜索全部页面…"
        assert translation.gettext("live") == "已发布"
        assert translation.ngettext(
            "%(count)d draft was made. Look at it, then publish it.", "", 2
        ).startswith("已")
    with translation.override("en"):
        assert translation.gettext("Import a document") == "Import a document"
