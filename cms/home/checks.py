"""What must hold of the trees: each language's home page stands at that language's address."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from cms.core.languages import LANGUAGES
from cms.home.models import HomePage


@register(Tags.database)
def check_home_pages(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """An error for each language whose home page is missing or has another slug than its segment."""
    return [error for alias in databases or () if _has_table(alias) for error in _errors(alias)]


def _has_table(alias: str) -> bool:
    return HomePage._meta.db_table in connections[alias].introspection.table_names()


def _errors(alias: str) -> list[CheckMessage]:
    rows = HomePage.objects.using(alias).values_list("locale__language_code", "slug")
    slugs = dict(rows)
    if not slugs:
        return []  # the table is there, its rows come with a later migration
    return [
        Error(
            f"The home page of “{language.locale}” must have the slug “{language.segment}”, "
            + (f"not “{slugs[language.locale]}”." if language.locale in slugs else "but there is none."),
            hint="Addresses of all public pages begin with it. Mend it in the admin under Pages.",
            id="home.E001",
        )
        for language in LANGUAGES.values()
        if slugs.get(language.locale) != language.segment
    ]
