"""No route tells how a phone voted.

Two worlds are walked: in one a phone chose A and its neighbour B, in the other it is the other way round. All sums are
the same. Whatever the program answers, to anybody, must be the same too, but for what is drawn by chance.
"""

import re

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from cms.intake.models import Access
from cms.publishing.tree.site import SiteProjection
from tests import factories
from tests.support.residents import Resident
from tests.support.voting import Vote

pytestmark = pytest.mark.django_db
CHANCE = re.compile(
    r"[0-9a-f]{64}|(?:[0-9A-Z]{5}-){3}[0-9A-Z]{5}|[\w-]{20,}:[\w:-]{20,}|[A-Za-z0-9]{32,64}"  # marks, receipts, tokens
    r"|\d{4}-\d\d-\d\dT[\d:.+]+|\d{8}T\d{6}|\d\d:\d\d(:\d\d)?|刚刚|\d+\s分钟前"  # times
)
KEY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# Rooms that know no ballot, as the linter of imports holds it; and the editor, in which parts are named by chance.
NOT_WALKED = re.compile(
    r"sprite|jsi18n|logout|autocomplete|oembed|external|failwhale|choose|/edit/|/admin/(images|documents|snippets|workflows|"
    r"users|groups|redirects|sites|locales|collections|tags|roles|account|volunteers|plans|plan-tasks|workplans|feedback|"
    r"searchpicks|api-tokens|password_reset|brands|notices|policies|recruitments|translation|import-document)/"
)
VOTER, NEIGHBOUR = "13800138000", "13900139000"


@pytest.fixture(autouse=True)
def _codes_go_by_mail(settings):
    settings.CODE_SENDER = "mailto:{phone}@sms.example.org"


def routes(vote: Vote, resolver: URLResolver | None = None, before: str = "") -> list[str]:
    """The addresses of all routes, with the vote's page or key for arguments."""
    found = []
    for each in (resolver or get_resolver()).url_patterns:
        text = before + str(each.pattern).removeprefix("^")
        if isinstance(each, URLResolver):
            found += routes(vote, each, text)
        elif isinstance(each, URLPattern):
            filled = re.sub(r"\(\?P<segment>[^)]*\)", "zh", text)
            filled = re.sub(r"\(\?P<uid>[^)]*\)|<uuid:\w+>", str(vote.key), filled)
            filled = re.sub(r"\(\?P<\w+>[^)]*\)|<(?:\w+:)?\w+>", str(vote.page.pk), filled)
            filled = filled.replace("$", "").replace("\\", "").removesuffix("Z")
            if not re.search(r"[<(\[?*]", filled) and not NOT_WALKED.search(f"/{filled}"):
                found.append(f"/{filled.lstrip('/')}")
    return sorted(set(found))


def answers(vote: Vote, client: Client, addresses: list[str]) -> dict[str, str]:
    """What each address answers, without what is drawn by chance: keys are, but for those of entries."""
    entries = {str(uid) for uid in vote.uids}
    told = {}
    for address in addresses:
        answer = client.get(address)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        text = KEY.sub(lambda key: key[0] if key[0] in entries else "", body.decode(errors="replace"))
        told[address] = CHANCE.sub("", f"{answer.status_code} {text}")
    return told


def world(public_dir, *, swapped: bool) -> dict[str, str]:
    """All that can be learnt when the vote is open, and when it is over."""
    vote = Vote.found()
    choices = {VOTER: 0, NEIGHBOUR: 1}
    for phone, entry in choices.items():
        resident = Resident(phone)
        resident.prove()
        told = vote.post(resident, 1 - entry if swapped else entry)
        assert told.status_code == 200
        if phone == VOTER:
            voted = CHANCE.sub("", told.content.decode())
    holder = Resident(VOTER)
    holder.prove()
    chief = Client(raise_request_exception=False)
    chief.force_login(factories.administrator())
    every = routes(vote)
    assert len(every) > 100
    own = [each for each in every if not each.startswith("/admin/")]
    seen = {"voted": voted}
    seen |= {f"holder {address}": text for address, text in answers(vote, holder.client, own).items()}
    seen |= {f"staff {address}": text for address, text in answers(vote, chief, _of_votes(every)).items()}
    vote.close()
    SiteProjection(public_dir).build()
    seen |= {f"closed {address}": text for address, text in answers(vote, chief, every).items()}
    seen |= {
        f"closed, holder {address}": text
        for address, text in answers(vote, holder.client, _of_votes(own)).items()
    }
    tree = {str(file.relative_to(public_dir)): file for file in public_dir.rglob("*") if file.is_file()}
    seen |= {
        f"file {name}": _sorted(CHANCE.sub("", file.read_text(errors="replace")))
        for name, file in tree.items()
    }
    seen["audit"] = str([(entry.kind, entry.people, entry.reason) for entry in Access.objects.all()])
    seen["mail"] = re.sub(r"\d{6}", "", str([message.body for message in mail.outbox]))
    return seen


def _of_votes(addresses: list[str]) -> list[str]:
    return [each for each in addresses if "vote" in each or "campaign" in each or each.startswith("/zh/my/")]


def _sorted(text: str) -> str:
    """Ballots stand in the order of marks, which are drawn by chance: without marks, in any order."""
    return "\n".join(sorted(text.replace(",\n", "\n").splitlines()))


def test_no_route_tells_how_a_phone_voted(public_dir, caplog):
    Vote(entries=2)
    worlds, logs = [], []
    for swapped in (False, True):
        caplog.clear()
        with transaction.atomic():
            worlds.append(world(public_dir, swapped=swapped))
            transaction.set_rollback(True)
        mail.outbox.clear()
        logs.append(CHANCE.sub("", caplog.text))
    one, other = worlds
    assert one.keys() == other.keys()
    assert [name for name in one if one[name] != other[name]] == []
    assert logs[0].count("\n") == logs[1].count("\n")
    assert not [log for log in logs if VOTER in log]
