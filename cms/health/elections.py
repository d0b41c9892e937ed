"""What staff must know of the elections that are published."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import gettext as _

from cms.core.documents import Data

# Organic Law of the Villagers' Committees, article 14; the Urban Residents' one has the same period. Days.
LIST_BEFORE = 20
RESULT_WITHIN = 3


def unsearched(detail: Data) -> str:
    """The words of a document that stand on its page, and that search does not know: of candidates."""
    return "\n".join(f"{each['name']} {each['text']}" for each in detail.get("candidates", []))


def troubles(detail: Data, today: date) -> Iterator[tuple[str, str]]:
    """(code, message) of what is missing or late in the document of an election."""
    if not detail["election_day"]:
        return
    day, shown = date.fromisoformat(detail["election_day"]), detail["voter_list"]["from"]
    if day >= today and (not shown or date.fromisoformat(shown) > day - timedelta(days=LIST_BEFORE)):
        message = _("The voter list is to be shown %(days)d days before the vote.") % {"days": LIST_BEFORE}
        yield "election_list", message
    if day >= today and not detail["polls"]:
        yield "election_polls", _("No polling place is named.")
    if detail["result"] is None and day < today - timedelta(days=RESULT_WITHIN):
        yield "election_result", _("The vote is over and no result is announced.")
