"""What a workbook tells of volunteers: the fields of the record of voluntary service, by their names there."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

from cms.core.languages import LANGUAGES


@dataclass(frozen=True)
class Column:
    """A column: the key of its values, its words, its width in signs."""

    key: str
    label: str | Promise
    width: int = 16


NUMBER = Column("number", _("Volunteer number"))
NAME = Column("name", pgettext_lazy("person", "Name"))
BASIC = (
    NUMBER,
    NAME,
    Column("birth_year", _("Year of birth"), 10),
    Column("phone", _("Mobile number")),
    Column("email", _("E-mail"), 24),
    Column("abilities", _("Abilities"), 24),
    Column("skills", _("Other skills"), 30),
    Column("availability", _("Time available"), 30),
    Column("guardian_name", _("Guardian’s name")),
    Column("guardian_phone", _("Guardian’s mobile number")),
    Column("status", _("Status"), 10),
    Column("registered", _("Registered on"), 14),
    Column("record", _("Agreed to the record"), 10),
    Column("mention", _("Agreed to be named"), 10),
)
SERVICE = (
    NUMBER,
    NAME,
    Column("title", _("Service"), 40),
    Column("starts", _("Starts"), 18),
    Column("ends", _("Ends"), 18),
    Column("place", _("Place"), 30),
    Column("state", _("State"), 14),
    Column("hours", _("Hours of service"), 12),
)
TRAINING = (
    NUMBER,
    NAME,
    Column("training", _("Training"), 30),
    Column("since", _("Counts from"), 14),
    Column("until", _("Counts until"), 14),
)

COMMENDATION = (
    NUMBER,
    NAME,
    Column("day", _("Day"), 14),
    Column("words", _("Commendation"), 60),
)
EVALUATION = (
    NUMBER,
    NAME,
    Column("day", _("Day"), 14),
    Column("words", _("Evaluation"), 60),
)


def keys_by_label(columns: tuple[Column, ...]) -> dict[str, str]:
    """{a column's words in any of our languages: its key}: a file may come from somebody who reads another."""
    found: dict[str, str] = {}
    for locale in LANGUAGES:
        with override(locale):
            found |= {str(column.label): column.key for column in columns}
    return found
