"""The files beside a campaign in which every ballot of its vote stands: for programs, and as a table.

They change with the count that the campaign's document tells of, by its digest.
"""

from uuid import UUID

from django.utils.translation import gettext, override

from cms.campaigns.ballots import queries
from cms.campaigns.ballots.rules import tallies
from cms.core.documents import Data
from cms.publishing import beside

JSON, CSV = "votes.json", "votes.csv"


def connect() -> None:
    """Have campaigns accompanied by their ballots. Called once, when the app is ready."""
    beside.register("campaign", beside.Kind((JSON, CSV), _digest, _texts))


def _digest(doc: Data) -> str:
    count: Data = (doc["detail"].get("vote") or {}).get("count") or {}
    return str(count.get("digest", ""))


def _texts(doc: Data) -> dict[str, str]:
    tally = queries.published_tally(UUID(doc["translation_key"]))
    if tally is None:
        return {}
    with override(doc["locale"]):
        words = {"mark": gettext("Mark"), "reason": gettext("Why it does not count")}
        words |= {"taken_down": gettext("Taken down")}
    return {JSON: tallies.as_json(tally), CSV: tallies.as_csv(tally, doc["locale"], words)}
