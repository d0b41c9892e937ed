"""The desk of votes, and the command that counts again."""

from io import StringIO

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.core.management import CommandError, call_command
from django.urls import reverse

from cms.campaigns.ballots.models import Ballot, Choice, Flag
from cms.campaigns.steps import told
from tests import factories
from tests.support.voting import Vote

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def _vote(lasting):
    vote = Vote(entries=2, issuer=factories.bodies()["willow"])
    for number in range(11):
        vote.cast(number, number % 2, address="10.0.0.1")


@pytest.fixture
def vote(_vote):
    return Vote.found()


@pytest.fixture
def clerk(client):
    user = factories.editor("clerk", of=factories.home(), may=[], works_for=[factories.bodies()["willow"]])
    user.user_permissions.add(Permission.objects.get(codename="change_procedure"))
    client.force_login(user)
    return user


def desk(vote: Vote) -> str:
    return reverse("campaigns_vote", args=[vote.key])


def words(response) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").main.get_text(" ").split())


def test_while_a_vote_is_open_the_desk_shows_what_stands_out_and_no_form(client, clerk, vote):
    assert "绿色楼栋评选" in words(client.get(reverse("campaigns_votes")))
    page = client.get(desk(vote))
    assert "同一网络地址选票较多" in words(page)
    assert b'name="reason"' not in page.content
    assert not Flag.objects.exists()


def test_after_the_close_somebody_decides_with_a_reason_which_is_recorded(client, clerk, vote):
    vote.close()
    flag = Flag.objects.get()
    missing = client.post(desk(vote), {"flag": flag.pk, "decision": "excluded", "reason": " "})
    assert (missing.status_code, "请写明理由" in words(missing)) == (422, True)
    client.post(desk(vote), {"flag": flag.pk, "decision": "excluded", "reason": "一部手机批量投出"})
    page = words(client.get(desk(vote)))
    assert "不计入 · 一部手机批量投出" in page
    assert "11张不计入" in page
    steps = {step["kind"]: step for step in told(vote.procedure)}
    assert (steps["excluded"]["by"], steps["excluded"]["data"]["reason"]) == ("clerk", "一部手机批量投出")
    assert steps["vote_closed"]["by"] == ""


def test_the_desk_tells_neither_marks_nor_addresses_nor_choices(client, clerk, vote):
    vote.close()
    page = client.get(desk(vote)).content.decode()
    ballots = Ballot.objects.values_list("mark", "voter", "address")
    assert not [each for ballot in ballots for each in ballot if each in page]
    assert "10.0.0.1" not in page
    assert not [entry.title for entry in vote.entries if entry.title in page]


def test_staff_of_another_community_and_those_without_the_right_see_nothing(client, clerk, vote):
    other = factories.editor("other", of=factories.home(), may=[], works_for=[factories.bodies()["bridge"]])
    client.force_login(other)
    assert client.get(desk(vote)).status_code == 302
    other.user_permissions.add(Permission.objects.get(codename="change_procedure"))
    assert client.get(desk(vote)).status_code == 404
    assert "绿色楼栋评选" not in words(client.get(reverse("campaigns_votes")))


def test_the_command_counts_again_and_fails_where_anything_differs(vote):
    with pytest.raises(CommandError, match="not counted yet"):
        call_command("recount_votes", str(vote.key), stdout=StringIO())
    vote.close()
    output = StringIO()
    call_command("recount_votes", stdout=output)
    assert "11 ballots, as published" in output.getvalue()
    Choice.objects.first().delete()
    with pytest.raises(CommandError, match="1 of the published counts"):
        call_command("recount_votes", stdout=output)
    assert "differs from the published one" in output.getvalue()
    with pytest.raises(CommandError, match="no campaign with the key"):
        call_command("recount_votes", "00000000-0000-0000-0000-000000000000", stdout=output)
