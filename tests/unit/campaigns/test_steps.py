"""The record of a procedure is written once and never changed."""

import pytest
from django.db import DatabaseError, connection, transaction

from cms.campaigns.models import Procedure, Step
from cms.campaigns.steps import record_step, told
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def procedure():
    return Procedure.objects.get(pk=factories.campaign().translation_key)


def test_a_step_tells_who_did_what_and_keeps_the_order(procedure):
    chief = factories.administrator()
    record_step(procedure, "proposed", chief, places=3)
    record_step(procedure, "objected", None, number=1)
    assert [(step["kind"], step["by"], step["data"]) for step in told(procedure)] == [
        ("proposed", "chief", {"places": 3}),
        ("objected", "", {"number": 1}),
    ]
    assert [step["kind"] for step in told(procedure, "objected")] == ["objected"]


def test_a_kind_without_a_word_is_refused(procedure):
    with pytest.raises(ValueError, match="something"):
        record_step(procedure, "something")


@pytest.mark.parametrize("statement", ["UPDATE campaigns_step SET kind='x'", "DELETE FROM campaigns_step"])
def test_nobody_changes_or_removes_a_step_not_even_in_the_database(procedure, statement):
    step = record_step(procedure, "proposed")
    for act in (step.save, step.delete, Step.objects.all().delete, lambda: Step.objects.update(kind="x")):
        with pytest.raises(TypeError):
            act()
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
        connection.cursor().execute(statement)
    assert Step.objects.count() == 1
