"""Statements about documents that the ORM has no words for."""

from collections.abc import Iterable, Mapping
from typing import Any

import orjson
from django.db import connection
from django.db.models import Aggregate, BinaryField, CharField, Func, Lookup, QuerySet, TextField

from cms.publishing.models import StoredDocument

WHOLE = 100_000
Queries = Mapping[str, QuerySet]


class Utf8(Func):
    """A text as the bytes that the database keeps: JSON is read from bytes, so nothing is decoded twice."""

    template = "convert_to(%(expressions)s, 'UTF8')"
    output_field = BinaryField()

    def as_sqlite(self, compiler: Any, connection: Any, **options: Any) -> Any:
        return self.as_sql(compiler, connection, template="CAST(%(expressions)s AS BLOB)", **options)


class Lines(Aggregate):
    """Texts as one, each on a line, in their order: SQLite reads them off an index."""

    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **options: Any) -> Any:
        return self.as_sql(
            compiler, connection, template="GROUP_CONCAT(%(expressions)s, CHAR(10))", **options
        )

    def as_postgresql(self, compiler: Any, connection: Any, **options: Any) -> Any:
        ordered = """STRING_AGG(%(expressions)s, CHR(10) ORDER BY %(expressions)s COLLATE "C")"""
        return self.as_sql(compiler, connection, template=ordered, **options)


@CharField.register_lookup
class Among(Lookup):
    """`key__among=keys`: as `key__in`, with all of them in one value. Hundreds cost more to say than to find."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        column, values = self.process_lhs(compiler, connection)
        every = orjson.dumps([*self.rhs]).decode()
        return f"{column} IN (SELECT value FROM json_each(%s))", [*values, every]  # noqa: S608 - no value is in it

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        column, values = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s)", [*values, [*self.rhs]]


class Together:
    """Some columns of several queries as one statement, which can be asked any number of times.

    The ORM's own union refuses parts that are ordered and cut on SQLite.
    """

    def __init__(self, columns: Iterable[str], queries: Queries) -> None:
        parts: list[str] = []
        self._names = [*queries]
        self._parameters: list[Any] = []
        for number, query in enumerate(queries.values()):
            cut = (
                query if query.query.is_sliced else query[:WHOLE]
            )  # without a limit, SQLite drops a part's order
            sql, values = cut.values_list(*columns).query.sql_with_params()
            parts.append(f"SELECT {number}, part.* FROM ({sql}) part")  # noqa: S608 - SQL that the ORM made
            self._parameters += values
        self._sql = " UNION ALL ".join(parts)

    def rows(self) -> dict[str, list[tuple]]:
        """{name: rows in the query's order}, as of now."""
        found: list[list[tuple]] = [[] for _name in self._names]
        with connection.cursor() as cursor:
            cursor.execute(self._sql, self._parameters)
            for number, *row in cursor:
                found[number].append(tuple(row))
        return dict(zip(self._names, found, strict=True))


def months_of(parent: str) -> list[str]:
    """The months of what a section lists, newest first."""
    return steps("month", "parent = %s AND listed", [parent])


def sections_by_month() -> list[tuple[str, bytes, list[str]]]:
    """(key, card, the months of what it lists, newest first) of each section that lists anything.

    As in `steps`, each month of each section is one step down an index.
    """
    table = connection.ops.quote_name(StoredDocument._meta.db_table)
    lines, card = (
        ("STRING_AGG(value, CHR(10) ORDER BY value DESC)", "convert_to(card, 'UTF8')")
        if connection.vendor == "postgresql"
        else ("GROUP_CONCAT(value, CHAR(10))", "CAST(card AS BLOB)")
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT key, {card}, (
                WITH RECURSIVE step(value) AS (
                    SELECT MAX(month) FROM {table} WHERE parent = section.key AND listed
                    UNION ALL
                    SELECT (SELECT MAX(month) FROM {table}
                            WHERE parent = section.key AND listed AND month < step.value)
                    FROM step WHERE step.value IS NOT NULL
                ) SELECT {lines} FROM step WHERE value IS NOT NULL
            ) FROM {table} section WHERE type = 'section' ORDER BY key"""  # noqa: S608 - no value is in it
        )
        return [
            (key, bytes(card), sorted(months.split("\n"), reverse=True))
            for key, card, months in cursor
            if months
        ]


def steps(column: str, which: str = "1 = 1", parameters: Iterable[Any] = ()) -> list[Any]:
    """The different values of an indexed column of the documents, the greatest first.

    Each is one step down an index; DISTINCT would read every document.
    """
    table = connection.ops.quote_name(StoredDocument._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""WITH RECURSIVE step(value) AS (
                SELECT MAX({column}) FROM {table} WHERE {which}
                UNION ALL
                SELECT (SELECT MAX({column}) FROM {table} WHERE {which} AND {column} < step.value)
                FROM step WHERE step.value IS NOT NULL
            ) SELECT value FROM step WHERE value IS NOT NULL""",  # noqa: S608 - no value is in it
            [*parameters, *parameters],
        )
        return [value for (value,) in cursor]
