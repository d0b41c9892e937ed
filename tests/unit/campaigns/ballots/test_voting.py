"""From the form to the receipt, and to the ballot in the published file: over HTTP, without a script."""

import json
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from cms.campaigns.ballots.forms import ReceiptForm
from cms.campaigns.ballots.models import Ballot, Choice, Poll
from cms.campaigns.ballots.services import follow_live
from cms.publishing.models import StoredDocument
from cms.publishing.tree.site import SiteProjection
from tests.support.residents import Resident, errors, page_text, ticket_of
from tests.support.voting import DAY, Vote

pytestmark = pytest.mark.django_db
RECEIPT = re.compile(r"\b(?:[0-9A-Z]{5}-){3}[0-9A-Z]{5}\b")


@pytest.fixture(autouse=True)
def _codes_go_by_mail(settings):
    settings.CODE_SENDER = "mailto:{phone}@sms.example.org"


@pytest.fixture(scope="module")
def _vote(lasting):
    Vote(entries=4, categories=2)


@pytest.fixture
def vote(_vote):
    return Vote.found()


def proved(phone: str = "13800138000", segment: str = "zh") -> Resident:
    resident = Resident(phone, segment)
    resident.prove()
    return resident


def look_up(vote: Vote, receipt: str, segment: str = "zh"):
    fields = {"receipt": receipt, "ticket": ticket_of(ReceiptForm.rule, seconds=10)}
    return Client().post(f"/{segment}/my/vote/{vote.page.pk}/ballot/", fields)


def test_a_resident_proves_the_phone_votes_and_gets_a_receipt_that_is_shown_once(vote):
    path = f"/zh/my/vote/{vote.page.pk}/"
    resident = Resident()
    assert resident.get(f"vote/{vote.page.pk}/").headers["Location"] == f"/zh/my/phone/?next={path}"
    assert resident.prove(path) == path
    form = resident.get(f"vote/{vote.page.pk}/")
    assert "您在每个类别有1票" in page_text(form)
    assert all(entry.title in page_text(form) for entry in vote.entries)
    done = vote.post(resident, 0, 1)
    assert (done.status_code, done.headers["Cache-Control"]) == (200, "no-store")
    assert "您的选票已收到" in page_text(done)
    receipt = RECEIPT.search(page_text(done))[0]
    assert receipt.replace("-", "") not in str([each.__dict__ for each in Ballot.objects.all()])
    again = vote.post(resident, 0, 1)
    assert again.headers["Location"].startswith("/zh/my/phone/"), "the proof was for one ballot"
    assert Ballot.objects.count() == 1


def test_a_second_ballot_says_that_it_takes_the_place_of_the_first_and_the_form_shows_no_choice(vote):
    vote.post(proved(segment="en"), 0)
    resident = proved(segment="en")
    form = resident.get(f"vote/{vote.page.pk}/")
    assert "checked" not in form.content.decode()
    assert "your new ballot then takes the place of the one before" in page_text(form)
    assert "It takes the place of the one that was given with this number before" in page_text(
        vote.post(resident, 2)
    )
    assert [choice.entry for choice in Choice.objects.all()] == [vote.uids[2]]


def test_too_many_choices_and_none_are_said_beside_the_category_and_what_was_typed_stays(vote):
    resident = proved()
    wrong = vote.post(resident, 0, 2, 1)
    assert wrong.status_code == 422
    assert list(errors(wrong).values()) == ["您在这里有1票：最多选1项。"]
    assert wrong.content.decode().count(" checked") == 3
    assert "请至少选择一项" in page_text(vote.post(resident))
    assert not Ballot.objects.exists()


def test_before_the_vote_and_after_it_the_reason_is_said_also_to_who_opened_the_form_in_time(vote):
    resident = proved()
    form = vote.form(0)
    vote.ends(timezone.now() - timedelta(seconds=1))
    late = resident.post(f"vote/{vote.page.pk}/", **form)
    assert late.status_code == 409
    assert "您的选票未被接收" in page_text(late)
    assert "投票已于" in page_text(Client().get(f"/zh/my/vote/{vote.page.pk}/"))
    vote.ends(timezone.now() + 5 * DAY)
    assert "The vote begins on" in page_text(Client().get(f"/en/my/vote/{vote.page.pk}/"))
    assert resident.post(f"vote/{vote.page.pk}/", **form).status_code == 409
    assert not Ballot.objects.exists()


def test_with_the_receipt_a_voter_finds_the_ballot_after_the_close_and_nobody_without(vote):
    done = page_text(vote.post(proved(), 0, 1))
    receipt, mark = RECEIPT.search(done)[0], re.search(r"[0-9a-f]{64}", done)[0]
    assert "截止后公布" in page_text(Client().get(f"/zh/my/vote/{vote.page.pk}/ballot/"))
    vote.close()
    found = page_text(look_up(vote, receipt.lower().replace("-", " ")))
    assert "您的选票在公布的文件中，已计入" in found
    assert mark in found
    assert "A栋" in found
    assert "C栋" not in found
    wrong = look_up(vote, "0" * 20, "en")
    assert (wrong.status_code, "no ballot of this receipt" in page_text(wrong)) == (422, True)
    assert "twenty letters and digits" in page_text(look_up(vote, "12345", "en"))


def test_totals_are_on_no_page_before_the_close_and_on_all_of_them_after_it(vote, public_dir):
    vote.cast(1, 0)
    vote.cast(2, 0, 1)
    site = SiteProjection(public_dir)
    site.build()
    page = public_dir / vote.page.url_path.strip("/")
    before = (page / "index.html").read_text()
    assert f"/my/vote/{vote.page.pk}/" in before
    assert "截止前不公布票数" in before
    assert not (page / "votes.json").exists()
    assert Client().get(f"/api/votes/{vote.page.pk}").status_code == 404
    vote.close()
    site.drain()
    after = (page / "index.html").read_text()
    assert "有效选票2张" in after
    assert re.search(r"A栋</a></span> <b>2票", after)
    assert "2票" in (public_dir / vote.entries[0].url_path.strip("/") / "index.html").read_text()
    file = json.loads((page / "votes.json").read_text())
    assert [(each["titles"]["zh-hans"], each["votes"]) for each in file["entries"]] == [
        ("A栋", 2),
        ("B栋", 1),
        ("C栋", 0),
        ("D栋", 0),
    ]
    assert (page / "votes.csv").read_text().startswith("\ufeff标记")


def test_where_the_campaign_shows_them_votes_so_far_move_by_several_at_once(vote):
    type(vote.procedure).objects.update(shows_votes=True)
    address = f"/api/votes/{vote.page.pk}"
    for number in range(4):
        vote.cast(number, 0)
        follow_live()
    key = f"page:{vote.entries[0].pk}"
    assert Client().get(address).json()["votes"][key] == 0, "nobody is to see one ballot in the sums"
    vote.cast(5, 0)
    follow_live()
    assert Client().get(address).json()["votes"][key] == 5
    for number in range(10, 20):
        vote.cast(number, 0)
        follow_live()
    assert Client().get(address).json()["votes"][key] == 5
    Poll.objects.update(live_at=timezone.now() - timedelta(minutes=6))
    follow_live()
    assert Client().get(address).json()["votes"][key] == 15
    vote.close()
    assert Client().get(address).status_code == 404


def test_the_close_costs_no_more_than_a_publish_of_each_page(vote, django_assert_max_num_queries):
    vote.cast(1, 0)
    with django_assert_max_num_queries(60 + 30 * len(vote.entries)):
        vote.close()
    assert StoredDocument.objects.get(key=vote.page.key).content["detail"]["vote"]["count"]["ballots"] == 1
