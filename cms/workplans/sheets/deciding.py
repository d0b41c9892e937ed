"""What a file and somebody in the program have both changed since the file was made: which of the two shall hold."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from cms.workplans.sheets.merging import fingerprint

FILE, NOW = "file", "now"
SIGNS = 24  # of the key of a conflict


@dataclass(frozen=True)
class Conflict:
    """A cell (or a row, or the order of rows) that both have changed: where it stands, of which task, what it is, what
    the file says and what the program does; `choice` is FILE, NOW or "" for undecided.

    `key` is made of all these values, so a decision holds only for what was looked at when it was made.
    """

    key: str
    at: str
    name: str
    label: str
    theirs: str
    now: str
    choice: str = ""


@dataclass
class Decisions:
    """What was decided, by the conflict's key; `every` is for those of which nothing is said.

    Every conflict that is asked about is taken down.
    """

    choices: Mapping[str, str] = field(default_factory=dict)
    every: str = ""
    conflicts: dict[str, Conflict] = field(default_factory=dict)

    def takes_file(self, of: str, *, at: str, name: str, label: Any, theirs: str, now: str) -> bool:
        """Whether the file holds; what is undecided stays as it is. `of` names what the conflict is about."""
        words = "\n".join((of, str(label), fingerprint(theirs), fingerprint(now)))
        key = sha256(words.encode()).hexdigest()[:SIGNS]
        choice = self.choices.get(key, self.every)
        choice = choice if choice in (FILE, NOW) else ""
        self.conflicts.setdefault(key, Conflict(key, at, name, str(label), theirs, now, choice))
        return choice == FILE
