"""Workers are woken when work is committed."""

import threading

import pytest

from cms.publishing import pending
from cms.publishing.bell import BELLS, Bell, ring

LONG = 300.0  # seconds, which nobody waits unless something is wrong


@pytest.fixture
def bell(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    bell = Bell()
    yield bell
    bell.close()


def is_woken(bell, act):
    """Whether a worker that sleeps for long comes back because of an act."""
    sleeper = threading.Thread(target=bell.wait, args=(LONG,), daemon=True)
    sleeper.start()
    act()
    sleeper.join(timeout=LONG / 3)
    return not sleeper.is_alive()


def test_a_sleeping_worker_is_woken(bell):
    assert is_woken(bell, ring)


def test_what_rang_before_is_not_slept_over(bell):
    ring()
    assert is_woken(bell, lambda: None)


def test_every_worker_of_the_machine_is_woken(bell):
    other = Bell()
    ring()
    assert is_woken(bell, lambda: None)
    assert is_woken(other, lambda: None)
    other.close()


def test_too_many_workers_look_for_themselves(bell):
    others = [Bell() for _number in range(BELLS)]
    others[-1].wait(0)
    ring()
    for other in others:
        other.close()


def test_nobody_there_is_no_trouble(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    ring()


@pytest.mark.django_db
def test_asking_for_work_rings_after_the_commit(bell, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        pending.ask("site", ["page:1"])
    assert is_woken(bell, lambda: [callback() for callback in callbacks])
