"""Time that passes in a running program, which no test waits for."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from uuid import UUID

from tests.support.program import Program

PAGES = "SELECT id FROM wagtailcore_page WHERE translation_key = :key"
ENTRIES = (
    "SELECT entry.id FROM wagtailcore_page entry JOIN wagtailcore_page campaign "
    "ON entry.path LIKE campaign.path || '%' AND entry.depth > campaign.depth "
    "WHERE campaign.translation_key = :key"
)
# What lies at a moment, and of which rows. All of it moves, so that nothing changes its place among the rest.
MOMENTS = (
    ("campaigns_window", ("starts_at", "ends_at"), "procedure_id = :key"),
    ("campaigns_count", ("closed_at",), "procedure_id = :key"),
    ("campaigns_stage", ("starts_at", "ends_at"), f"campaign_id IN ({PAGES})"),
    ("wagtailcore_page", ("first_published_at",), f"id IN ({ENTRIES})"),
)


def database(program: Program, words: str, *values: object, **named: object) -> list[tuple]:
    """One statement to the program's database: what no person can do, such as to have time pass."""
    with closing(sqlite3.connect(program.data_dir / "linli.sqlite3", timeout=30)) as connection, connection:
        return connection.execute(words, values or named).fetchall()


def pass_until(program: Program, campaign: UUID, edge: str, stage: str) -> None:
    """It is a second after a stage of a campaign begins or ends: `edge` is "starts_at" or "ends_at"."""
    rows = database(
        program,
        f"SELECT {edge} FROM campaigns_window WHERE procedure_id = ? AND kind = ?",  # noqa: S608
        campaign.hex,
        stage,
    )
    due = datetime.fromisoformat(rows[0][0]).replace(tzinfo=UTC)
    back = f"-{(due - datetime.now(UTC)).total_seconds() + 1} seconds"
    for table, columns, where in MOMENTS:
        sets = ", ".join(f"{each} = strftime('%Y-%m-%d %H:%M:%f', {each}, :back)" for each in columns)
        database(program, f"UPDATE {table} SET {sets} WHERE {where}", key=campaign.hex, back=back)  # noqa: S608
