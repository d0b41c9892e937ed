"""Templates into Python: Jinja2, with the code that it makes kept to what our templates need.

Documents are plain dicts and lists, and no function of ours asks for the context. Jinja2 is ready for more, at each
place of each page: that is half of its time.
"""

import hashlib
import json
from collections.abc import Callable, MutableMapping
from contextlib import suppress
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined, nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context
from markupsafe import Markup, _escape_inner, escape

from cms.core.languages import LANGUAGES
from cms.publishing.rendering import accent, formats, typography, words
from cms.publishing.rendering.linked import linked, linked_list
from cms.publishing.rendering.memo import Memo

WORTH_JOINING = 4  # pieces


def environment(folder: Path, locale: str, compiled: Path | None) -> Environment:
    """Compiles and keeps the templates of site/ (`folder`) in one language.

    `compiled` is a folder where compiled templates are kept, for other processes and the next start.
    """
    made = Compiler(
        bytecode_cache=_kept(compiled, folder, locale) if compiled else None,
        loader=FileSystemLoader(folder / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        extensions=[words.Words, Memo, "jinja2.ext.do", "jinja2.ext.loopcontrols"],
    )
    made.code_generator_class, made.context_class = PlainCode, PlainContext
    made.words = words.catalogue(folder / "locale", locale)  # type: ignore[attr-defined]
    made.written, made.joined = written, Joined  # type: ignore[attr-defined]
    language = LANGUAGES[locale]
    made.globals |= {"plural": partial(plural, locale), "languages": LANGUAGES, "locale": locale}
    made.globals |= {"lang": language.lang, "dir_segment": language.segment}
    made.globals["gap"] = formats.GAP[locale]
    made.globals |= {"linked": linked, "linked_list": linked_list}
    made.globals |= {"weeks": formats.weeks, "last_day": formats.last_day}
    made.globals["tongue"] = partial(typography.tongue, locale=locale)
    made.globals["written_days"] = partial(formats.written_days, locale=locale)
    made.globals["accent_sheet"] = accent.address
    made.globals["other_locale"] = next(other for other in LANGUAGES if other != locale)
    made.filters |= {
        "fill": fill,
        "date": partial(formats.written_date, locale=locale),
        "day": partial(formats.written_day, locale=locale),
        "datetime": partial(formats.written_datetime, locale=locale),
        "time": partial(formats.written_time, locale=locale),
        "month": partial(formats.written_month, locale=locale),
        "weekday": partial(formats.weekday, locale=locale),
        "number": partial(formats.written_number, locale=locale),
        "size": partial(formats.written_size, locale=locale),
        "shuffled": shuffled,
        "unbroken": typography.unbroken,
        "with_calls": typography.with_calls,
    }
    return made


def fill(words: str, **values: object) -> str:
    """ "{count} tasks" with its values; autoescape still applies to the result."""
    return words.format(**values)


def shuffled(cards: list[dict[str, Any]], seed: str) -> list[dict[str, Any]]:
    """Cards in an order that follows from the seed and from nothing that they say; without a seed as they are.

    Each has each place equally often over many seeds, and what comes or goes changes no other two's order.
    """
    if not seed:
        return cards
    return sorted(cards, key=lambda card: sha256(f"{seed} {card['translation_key']}".encode()).digest())


def plural(locale: str, count: float, one: str, many: str) -> str:
    """The form for `count`, with {n} filled in. Chinese has one form: translate both alike."""
    return (one if count == 1 else many).format(n=formats.written_number(count, locale))


def written(value: Any) -> str:
    """A value as it stands in HTML: escaped, unless it is markup.

    As markupsafe's `escape`, but for the Markup around the result, which is joined at once and costs most of the time.
    """
    if type(value) is str:
        return _escape_inner(value)
    return value if type(value) is Markup else escape(value)


class Compiler(Environment):
    """Gives a template the globals as a dict: Jinja2's chain of dicts is gone through in Python for each page."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}


class PlainCode(CodeGenerator):
    """Makes `doc["title"]` one look into a dict and a call a call, escapes by `written`, and joins early."""

    def visit_Call(  # noqa: N802 - Jinja2 calls it so
        self, node: nodes.Call, frame: Frame, forward_caller: bool = False
    ) -> None:
        """None of our functions asks for the context, which Jinja2 would find out anew at each call."""
        if forward_caller or node.dyn_args is not None or node.dyn_kwargs is not None:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:  # noqa: N802 - Jinja2 calls it so
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            self.visit(node.node, frame)
            self.write(f"[{node.arg.value!r}]")
        else:
            super().visit_Getitem(node, frame)

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802
        """What stands together is one piece: each is handed on through all the blocks and templates around it."""
        if frame.buffer is not None or frame.require_output_check or len(node.nodes) < WORTH_JOINING:
            super().visit_Output(node, frame)
            return
        joined = frame.copy()
        joined.buffer = "yield environment.joined"  # to which Jinja2 says `.extend(…)`
        super().visit_Output(node, joined)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write("environment.written(")


class Joined:
    """Stands for the buffer that Jinja2 adds pieces to: gives them joined instead."""

    extend = staticmethod("".join)
    append = staticmethod(str)


class PlainContext(Context):
    """Calls functions as they are. None of ours asks for the context, which Jinja2 finds out anew at each call."""

    def call(self, called: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if kwargs:  # what a loop or a block has set is for those who ask for the context
            kwargs.pop("_loop_vars", None)
            kwargs.pop("_block_vars", None)
        return called(*args, **kwargs)


class KeptTemplates(FileSystemBytecodeCache):
    """Compiled templates in a folder, where they can be kept: a full disk or a folder without leave is no trouble."""

    def load_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            Path(self.directory).mkdir(parents=True, exist_ok=True)
            super().dump_bytecode(bucket)


def _kept(compiled: Path, folder: Path, locale: str) -> KeptTemplates:
    """A place of their own for templates with the same words and code: Jinja2 looks at a template's source only."""
    said = json.dumps(words.catalogue(folder / "locale", locale), sort_keys=True)
    digest = hashlib.sha256(said.encode() + Path(__file__).read_bytes()).hexdigest()
    return KeptTemplates(str(compiled / f"{locale}-{digest[:16]}"))
