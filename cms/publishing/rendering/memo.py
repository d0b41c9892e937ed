"""`{% memo "footer", root %} … {% endmemo %}`: what many pages have in common is rendered once.

The words after the tag's name say what the block depends on, besides the language, the menu and the site settings.
"""

from collections.abc import Callable

from jinja2 import nodes
from jinja2.ext import Extension
from jinja2.parser import Parser
from jinja2.runtime import Context
from markupsafe import Markup


class Memo(Extension):
    """Keeps blocks in the `memory` that a template is rendered with."""

    tags = {"memo"}

    def parse(self, parser: Parser) -> nodes.Node:
        line = next(parser.stream).lineno
        depends = parser.parse_tuple()
        body = parser.parse_statements(("name:endmemo",), drop_needle=True)
        call = self.call_method("_remembered", [nodes.ContextReference(), depends])
        return nodes.CallBlock(call, [], [], body).set_lineno(line)

    def _remembered(self, context: Context, depends: tuple, caller: Callable[[], str]) -> Markup:
        memory = context["memory"]
        key = (context["locale"], depends)
        if key not in memory:
            memory[key] = caller()
        return Markup(memory[key])  # noqa: S704 - it was rendered with autoescape
