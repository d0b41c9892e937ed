"""Work that waits: merged, renewed, kept with its reason."""

import pytest

from cms.publishing import pending
from cms.publishing.models import Pending

pytestmark = pytest.mark.django_db


def subjects():
    return sorted(Pending.objects.values_list("subject", flat=True))


def test_the_same_work_asked_for_twice_waits_once():
    pending.ask("site", ["page:1", "page:2"])
    pending.ask("site", ["page:1"])
    assert subjects() == ["page:1", "page:2"]


def test_projections_wait_apart():
    pending.ask("site", ["page:1"])
    pending.ask("search", ["page:1"])
    pending.done(pending.take("search", 10))
    assert [(row.projection, row.subject) for row in Pending.objects.all()] == [("site", "page:1")]


def test_work_asked_for_again_while_it_is_done_stays():
    pending.ask("site", ["page:1", "page:2"])
    taken = pending.take("site", 10)
    pending.ask("site", ["page:1"])
    pending.done(taken)
    assert subjects() == ["page:1"]


def test_failed_work_waits_with_its_reason_and_is_not_taken_at_once():
    pending.failed("site", {"page:1": "ValueError: no such picture"})
    row = Pending.objects.get()
    assert (row.attempts, row.error) == (1, "ValueError: no such picture")
    assert pending.take("site", 10) == []


def test_failing_again_waits_longer():
    for _time in range(2):
        pending.failed("site", {"page:1": "ValueError: no"})
    first = Pending.objects.get()
    pending.failed("site", {"page:1": "ValueError: no"})
    second = Pending.objects.get()
    assert second.attempts == 3
    assert second.not_before > first.not_before


def test_asking_again_takes_failed_work_out_of_its_waiting():
    pending.failed("site", {"page:1": "ValueError: no"})
    pending.ask("site", ["page:1"])
    row = pending.take("site", 10)[0]
    assert (row.attempts, row.error) == (0, "")
