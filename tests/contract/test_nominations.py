"""What holds of nominations and of the record of a procedure, on each database and whoever comes at once."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from wagtail.search.models import SQLiteFTSIndexEntry

from cms.campaigns.models import EntryPage, Nomination, NominationPicture, Procedure, Step
from cms.campaigns.nominations import moderation, services
from cms.campaigns.nominations.models import clear
from cms.core.models import Image
from cms.core.pictures import Picture
from cms.intake.models import Person
from tests import factories
from tests.support.forked import Others
from tests.support.nominating import STORY, located, nominating

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(office):
    """Where pages can be deleted: this process has begun on SQLite, and looks for their entries in its search."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE TABLE {SQLiteFTSIndexEntry._meta.db_table} (rowid bigint)")
    return office


def told(procedure: Procedure) -> services.Told:
    return services.Told(
        name="李强",
        phone="13800138000",
        is_self=False,
        category=procedure.pk,
        kind="person",
        nominee="王秀兰",
        nominee_phone="13900139000",
        story=STORY,
    )


def agreed_to() -> Nomination:
    """A nomination with a picture, to which the nominee agreed."""
    procedure = Procedure.objects.get(pk=nominating().translation_key)
    made = services.nominate(procedure, told(procedure), {}, "ticket", "zh-hans")
    services.add_picture(made, Picture(located(), "jpg", 320, 240), "院子")
    made.refresh_from_db()
    assert services.agree(made, "full", made.pictures.values_list("pk", flat=True), "words")
    return made


def test_the_database_itself_keeps_the_record_and_accepts_nobody_without_consent(office):
    chief, made = factories.administrator(), agreed_to()
    assert moderation.accept(made, chief)
    statements = (
        "UPDATE campaigns_step SET kind = 'x'",
        "DELETE FROM campaigns_step",
        "UPDATE campaigns_nomination SET consent = 'awaited'",
        "UPDATE campaigns_nomination SET entry = NULL",
    )
    for words in statements:
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(words)
    made.refresh_from_db()
    assert (made.state, Step.objects.get().kind) == ("accepted", "admitted")
    made.procedure.windows.all().delete()
    link = made.link
    assert clear(timedelta(0)) == 1
    made.refresh_from_db()
    assert (made.story, made.state, made.link) == ("", "accepted", link)
    assert Person.objects.get().forgotten_at
    assert services.decline(made)  # whoever is shown may say so as long as they are
    assert not EntryPage.objects.exists()


def test_accepted_by_two_and_declined_at_the_same_moment_nothing_of_it_is_left(office, tmp_path):
    chief, made = factories.administrator(), agreed_to()
    acts = (lambda: moderation.accept(made, chief), lambda: services.decline(made))
    others = Others(office, tmp_path, acts[0], *acts)
    others.let_go()
    others.wait()
    made.refresh_from_db()
    assert (made.state, made.consent) == ("withdrawn", "declined")
    assert Step.objects.count() <= 1
    assert not EntryPage.objects.exists()
    assert not Image.objects.exists()
    assert not NominationPicture.objects.exists()


def test_one_form_that_is_sent_by_many_at_once_is_one_nomination(office, tmp_path):
    procedure = Procedure.objects.get(pk=nominating().translation_key)
    act = lambda: services.nominate(procedure, told(procedure), {}, "ticket", "zh-hans")  # noqa: E731
    others = Others(office, tmp_path, *[act] * 4)
    others.let_go()
    others.wait()
    assert Nomination.objects.count() == Person.objects.count() == 1
