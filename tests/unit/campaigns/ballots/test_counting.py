"""Ballots are given, given anew, counted, looked over and counted again."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from cms.campaigns.ballots import services
from cms.campaigns.ballots.models import Ballot, Choice, Count, Flag, Poll
from cms.campaigns.ballots.public import votes_by_entry
from cms.campaigns.ballots.queries import published_tally
from cms.campaigns.ballots.rules.tallies import find
from cms.campaigns.models import CampaignPage, EntryPage
from cms.publishing.models import StoredDocument
from tests import factories
from tests.support.voting import DAY, Vote

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


@pytest.fixture(scope="module")
def _vote(lasting):
    Vote(entries=4, categories=2, votes_each=2)


@pytest.fixture
def vote(_vote):
    return Vote.found()


def counted(vote: Vote) -> list[int]:
    found = votes_by_entry(vote.key)
    return [found[uid] for uid in vote.uids]


def test_a_new_ballot_takes_the_place_of_the_one_before(vote):
    first = vote.cast("13800138000", 0, 1)
    second = vote.cast("13800138000", 2)
    vote.cast("13800138001", 0)
    assert (first.replaces, second.replaces) == (False, True)
    vote.close()
    assert counted(vote) == [1, 0, 1, 0]
    tally = published_tally(vote.key)
    assert find(tally, first.receipt) is None
    assert find(tally, second.receipt).choices == (vote.uids[2],)


def test_what_can_not_be_is_refused_and_changes_nothing(vote):
    vote.cast("13800138000", 0)
    assert vote.cast("13800138000") == "nothing"
    other = services.cast(vote.key, "13800138000", [vote.key])
    assert other == "gone"
    vote.procedure.__class__.objects.update(votes_each=1)
    assert vote.cast("13800138000", 1, 3) == "many"
    assert isinstance(vote.cast("13800138001", 0, 1), services.Cast)
    assert Choice.objects.filter(entry=vote.uids[0]).count() == 2


def test_a_vote_one_second_after_the_close_is_refused_and_one_second_before_it_counts(vote):
    end = vote.procedure.windows.get().ends_at
    assert isinstance(vote.cast(1, 0, now=end - SECOND), services.Cast)
    assert vote.cast(2, 0, now=end) == "closed"
    assert vote.cast(1, 1, now=end + SECOND) == "closed"
    assert vote.cast(2, 0, now=end - 3 * DAY) == "before"
    vote.close()
    assert counted(vote) == [1, 0, 0, 0]


def test_the_database_itself_holds_one_ballot_a_person_and_each_slot_once(vote):
    vote.cast(1, 0, 2)
    ballot, (first, second) = Ballot.objects.get(), Choice.objects.all()
    assert (first.category, first.slot, second.slot) == (second.category, 1, 2)
    for wrong in (
        Ballot(procedure=vote.procedure, voter=ballot.voter, mark="x"),
        Choice(ballot=ballot, category=first.category, slot=3, entry=first.entry),
        Choice(ballot=ballot, category=first.category, slot=2, entry=vote.uids[1]),
        Choice(ballot=ballot, category=first.category, slot=21, entry=vote.uids[1]),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong.save()


def test_neither_number_nor_address_can_be_read_and_other_votes_have_other_hashes(vote):
    vote.cast("13800138000", 0, address="10.1.2.3")
    ballot, poll = Ballot.objects.get(), Poll.objects.get()
    assert "13800138000" not in str(ballot.__dict__)
    assert "10.1.2.3" not in str(ballot.__dict__)
    other = Vote(entries=1)
    other.cast("13800138000", 0, address="10.1.2.3")
    second = Ballot.objects.get(procedure=other.procedure)
    assert {ballot.voter, ballot.address}.isdisjoint({second.voter, second.address})
    assert len(poll.key) > 64


def test_who_voted_is_forgotten_after_the_objections_and_the_count_stays(vote):
    receipt = vote.cast("13800138000", 0, address="10.1.2.3").receipt
    vote.close()
    vote.procedure.windows.create(
        kind="objections", starts_at=timezone.now() - 20 * DAY, ends_at=timezone.now() - 10 * DAY
    )
    assert services.forget_voters(11 * DAY) == 0
    vote.ends(timezone.now() - 30 * DAY)
    Count.objects.update(closed_at=timezone.now() - 30 * DAY)
    assert services.forget_voters(11 * DAY) == 0
    assert services.forget_voters(9 * DAY) == 1
    assert Ballot.objects.values("voter", "address", "cast_at").get() == {
        "voter": None,
        "address": "",
        "cast_at": None,
    }
    assert Poll.objects.get().key == ""
    assert find(published_tally(vote.key), receipt)
    assert services.differences(vote.key) == []
    assert services.forget_voters(9 * DAY) == 0
    vote.ends(timezone.now() + DAY)
    assert vote.cast("13800138000", 0) == "closed"


def test_with_a_new_key_of_the_program_a_phone_still_has_one_ballot(vote, settings):
    vote.cast("13800138000", 0)
    settings.PERSONAL_KEYS = ["a newer key of the program", *settings.PERSONAL_KEYS]
    assert services.renew_keys() == 1
    settings.PERSONAL_KEYS = settings.PERSONAL_KEYS[:1]
    assert vote.cast("13800138000", 1).replaces
    assert Ballot.objects.count() == 1


def test_what_stands_out_counts_until_somebody_decides_and_then_as_they_did(vote):
    chief = factories.administrator()
    for number in range(12):
        vote.cast(number, 0, address="10.0.0.1" if number < 10 else f"10.1.0.{number}")
    vote.close()
    (flag,) = Flag.objects.all()
    assert (flag.kind, flag.size, flag.addresses, flag.decision) == ("address", 10, 1, "")
    count = Count.objects.first()
    assert (count.number, count.ballots, count.excluded, count.undecided) == (1, 12, 0, 10)
    assert counted(vote) == [12, 0, 0, 0]
    services.decide(flag, "excluded", "A machine sent them", by=chief)
    count = Count.objects.first()
    assert (count.number, count.ballots, count.excluded, count.undecided) == (2, 12, 10, 0)
    assert counted(vote) == [2, 0, 0, 0]
    assert sum(line.reason == "A machine sent them" for line in published_tally(vote.key).lines) == 10
    services.decide(flag, "counts", "It was a school", by=chief)
    assert counted(vote) == [12, 0, 0, 0]
    assert services.differences(vote.key) == []


def test_the_recount_tells_of_a_ballot_that_was_changed_taken_out_or_put_in(vote):
    marks = [vote.cast(number, 0).mark for number in range(3)]
    vote.close()
    assert services.differences(vote.key) == []
    Choice.objects.filter(ballot__mark=marks[0]).update(entry=vote.uids[1])
    Choice.objects.filter(ballot__mark=marks[1]).delete()
    Ballot.objects.filter(mark=marks[1]).delete()
    Ballot.objects.create(procedure=vote.procedure, mark="f" * 64)
    told = "\n".join(services.differences(vote.key))
    assert f"ballot {marks[0]} differs" in told
    assert f"ballot {marks[1]} is not in the database" in told
    assert f"ballot {'f' * 64} was not published" in told
    assert f"entry {vote.uids[0]} has 1 votes, published were 3" in told
    Count.objects.update(file=Count.objects.get().file.replace(marks[2], "0" * 64))
    assert "digest" in "\n".join(services.differences(vote.key))


def test_a_vote_that_is_not_over_is_not_counted_and_one_that_is_over_once(vote):
    vote.cast(1, 0)
    services.close_due()
    assert not Count.objects.exists()
    with pytest.raises(LookupError):
        services.differences(vote.key)
    vote.close()
    services.close_due()
    assert Count.objects.count() == 1
    vote.ends(timezone.now() + DAY)
    vote.cast(2, 0)
    vote.close()
    assert (Count.objects.count(), counted(vote)[0]) == (2, 2)


def move_elsewhere(entry):
    entry.move(factories.campaign("另一评选"), pos="last-child")


@pytest.mark.parametrize(
    "goes", [EntryPage.unpublish, lambda entry: EntryPage.objects.get(pk=entry.pk).delete(), move_elsewhere]
)
def test_an_entry_that_is_taken_down_deleted_or_moved_has_no_name_in_the_count_any_more(vote, goes):
    vote.cast(1, 0, 1)
    vote.close()
    assert "A栋" in Count.objects.get().file
    goes(vote.entries[0])
    newest = Count.objects.first()
    assert (newest.number, "A栋" in newest.file) == (2, False)
    assert counted(vote) == [1, 1, 0, 0]
    assert services.differences(vote.key) == []
    assert "A栋" not in StoredDocument.objects.get(pk=vote.page.key).data


def test_an_entry_that_is_public_again_is_led_to_from_the_count(vote):
    vote.cast(1, 0)
    vote.close()
    entry = vote.entries[1]
    entry.unpublish()
    factories.publish(EntryPage.objects.get(pk=entry.pk))
    stored = StoredDocument.objects.get(pk=vote.page.key).document.to_dict()
    assert stored == CampaignPage.objects.get().to_document().to_dict()


@settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],  # to look for a smaller series takes minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 5),
            st.sets(st.integers(0, 3), min_size=1, max_size=2),
            st.sampled_from(["here", "there", ""]),
        ),
        max_size=12,
    ),
    st.booleans(),
)
def test_the_recount_equals_the_count_over_any_series_of_votes_changes_and_decisions(vote, series, counts):
    with transaction.atomic():
        kept = {}
        for phone, entries, address in series:
            done = vote.cast(phone, *entries, address=address)
            kept[phone] = (entries, done.receipt)
        vote.close()
        excluded = set(list(kept)[::2])
        if kept:
            flag = Flag.objects.create(
                procedure=vote.procedure,
                kind="row",
                first_at=timezone.now(),
                last_at=timezone.now(),
                size=1,
                addresses=1,
            )
            lines = {
                phone: find(published_tally(vote.key), receipt).mark for phone, (_e, receipt) in kept.items()
            }
            flag.ballots.set(Ballot.objects.filter(mark__in=[lines[phone] for phone in excluded]))
            services.decide(flag, "counts" if counts else "excluded", "Because", by=factories.administrator())
        expected = [
            sum(entry in entries for phone, (entries, _r) in kept.items() if counts or phone not in excluded)
            for entry in range(4)
        ]
        assert counted(vote) == expected
        assert services.differences(vote.key) == []
        transaction.set_rollback(True)
