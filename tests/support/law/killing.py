"""Ending a process in the middle of its work, without a process: everything is left as it lay at that moment."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from unittest import mock

from django.db import connection

from cms.publishing.tree import files
from search.api import Index


class Killed(BaseException):
    """Nobody catches it, as nobody catches a SIGKILL."""


@contextmanager
def killed_at(moment: int) -> Iterator[None]:
    """Stop what is done inside at the `moment`th step that others could see: a file, a statement, a commit.

    Ends quietly, whether it came to that or not; an open transaction is lost, as a killed process's is.
    """
    steps = count(1)

    def counted(act):
        def step(*args, **kwargs):
            if next(steps) >= moment:
                raise Killed
            return act(*args, **kwargs)

        return step

    def statement(execute, sql, params, many, context):
        # To be killed at the end of a savepoint is to be killed before the commit.
        step = execute if sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")) else counted(execute)
        return step(sql, params, many, context)

    with ExitStack() as stack:
        for owner, name in (
            (files, "write"),
            (files, "remove"),
            (files, "forget"),
            (Index, "index"),
            (Index, "remove"),
        ):
            stack.enter_context(mock.patch.object(owner, name, counted(getattr(owner, name))))
        stack.enter_context(mock.patch.object(connection, "_commit", counted(connection._commit)))
        stack.enter_context(connection.execute_wrapper(statement))
        try:
            yield
        except Killed:
            connection.close()
