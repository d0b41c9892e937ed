"""Making files of the public tree, many at a time: in this process, or dealt to processes of their own."""

import errno
import gc
import logging
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from pathlib import Path

from django.db import DatabaseError, connection, connections

from cms.publishing.batches import batched
from cms.publishing.rendering.maker import Maker, Workshop
from cms.publishing.tree import files, targets
from cms.publishing.tree.output import Output
from cms.publishing.tree.records import Made, lines

logger = logging.getLogger(__name__)
DEALT = 400  # files that are made with one reading ahead
WORTH_A_PROCESS = 1000  # files from which on it pays to start processes
# Of one file's name: the folder can be written, and so can all others.
OWN_TROUBLE = {errno.ENAMETOOLONG, errno.EISDIR}
PROCESSES = min(os.cpu_count() or 1, 4)


@dataclass
class Batch:
    """What was made, and for the rest why not: {target: reason}. One broken page holds up no other."""

    made: list[Made] = field(default_factory=list)
    failures: dict[str, str] = field(default_factory=dict)
    journal: str = ""  # to forget when the files are recorded


def make(wanted: list[str], maker: Maker, folder: Path, *, is_fresh: bool = False) -> Batch:
    """Write the files of these targets; `is_fresh`: into a tree that nobody reads yet.

    Raises OSError where the folder cannot be written.
    """
    batch = Batch()
    maker.read_ahead(wanted)
    with files.Journal(folder) as journal:
        for target in wanted:
            try:
                output = targets.make(target, maker)
            except DatabaseError:
                raise
            except Exception as error:
                logger.exception("could not make %s", target)
                batch.failures[target] = f"{type(error).__name__}: {error}"
                continue
            try:
                made = (
                    _write(target, output, folder, None if is_fresh else journal) if output else Made(target)
                )
            except OSError as error:
                if error.errno not in OWN_TROUBLE:
                    raise
                logger.warning("could not write %s: %s", target, error)
                batch.failures[target] = f"{type(error).__name__}: {error}"
                continue
            batch.made.append(made)
    batch.journal = journal.path
    return batch


def _write(target: str, output: Output, folder: Path, journal: files.Journal | None) -> Made:
    """Without a journal: into a tree that nobody reads yet."""
    if journal is None:
        written, digest, size = files.write_fresh(folder, output.path, output.content)
    else:
        written, digest, size = files.write(folder, output.path, output.content, journal)
    return Made(target, output.path, digest, size, lines(output.tags), output.source, written)


def make_all(
    wanted: Iterable[str], workshop: Workshop, folder: Path, *, is_fresh: bool = False
) -> Iterator[Batch]:
    """As `make`, for any number of targets, in any order. The caller may write to the database meanwhile.

    Uses several processes where there is much to do; never in a transaction, which they could not see.
    """
    maker = cache(workshop.maker)  # one for each process

    def do(some: list[str]) -> Batch:
        return make(some, maker(), folder, is_fresh=is_fresh)

    dealt = batched(wanted, DEALT)
    first = [some for _number, some in zip(range(WORTH_A_PROCESS // DEALT), dealt, strict=False)]
    rest = next(dealt, None)
    if rest is None or PROCESSES < 2 or connection.in_atomic_block:
        for some in _chain(first, rest, dealt):
            yield do(some)
    else:
        yield from _deal(_chain(first, rest, dealt), do)


def _chain(first: list[list[str]], rest: list[str] | None, dealt: Iterator[list[str]]) -> Iterator[list[str]]:
    yield from first
    if rest is not None:
        yield rest
    yield from dealt


def _deal(parts: Iterator[list[str]], do: Callable[[list[str]], Batch]) -> Iterator[Batch]:
    """Give each part to whichever process is free. They end with this one, however it ends."""
    context = get_context("fork")
    gc.freeze()  # what is there already is never looked at again, so the processes go on sharing it
    ends: list[Connection] = []
    processes = []
    for _number in range(PROCESSES):
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs, [*ends, ours], do), daemon=True)
        process.start()
        theirs.close()
        ends.append(ours)
        processes.append(process)
    try:
        yield from _conduct(parts, ends)
    finally:
        for end in ends:
            end.close()
        for process in processes:
            process.join()


def _conduct(parts: Iterator[list[str]], ends: list[Connection]) -> Iterator[Batch]:
    busy = set()
    for end in ends:
        if (part := next(parts, None)) is not None:
            end.send(part)
            busy.add(end)
    while busy:
        ready = wait(busy)
        for end in (end for end in ends if end in ready):
            answer = end.recv()
            busy.discard(end)
            if isinstance(answer, BaseException):
                raise answer
            if (part := next(parts, None)) is not None:
                end.send(part)
                busy.add(end)
            yield answer


def _serve(end: Connection, others: list[Connection], do: Callable[[list[str]], Batch]) -> None:
    for other in others:  # else they would stay open here, and nobody would see the parent die
        other.close()
    inherited = [
        each.connection for each in connections.all()
    ]  # neither used nor closed here: it is the parent's
    for each in connections.all():
        each.connection = None
    gc.disable()  # what a part leaves behind is cleared up once, at its end
    try:
        while True:
            part = end.recv()
            try:
                end.send(do(part))
            except Exception as error:
                end.send(error)
            gc.collect()
    except (EOFError, BrokenPipeError):
        connections.close_all()
        del inherited
