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
        asked = [nodes.ContextReference(), depends]
        known = nodes.Output([self.call_method("_recalled", asked)])
        unknown = nodes.CallBlock(self.call_method("_remembered", asked), [], [], body)
        # The body becomes a function each time that it may be called: only where it will be.
        test = self.call_method("_is_known", asked)
        return nodes.If(test, [known], [], [unknown]).set_lineno(line)

    def _is_known(self, context: Context, depends: tuple) -> bool:
        return (context["locale"], depends) in context["memory"]

    def _recalled(self, context: Context, depends: tuple) -> Markup:
        block: Markup = context["memory"][context["locale"], depends]
        return block

    def _remembered(self, context: Context, depends: tuple, caller: Callable[[], str]) -> Markup:
        block = context["memory"][context["locale"], depends] = Markup(caller())  # noqa: S704 - autoescaped
        return block
