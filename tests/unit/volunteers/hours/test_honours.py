"""The honour roll: a static page with the names of those who agreed, for as long as they do; the year in numbers."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.urls import reverse

from cms.intake import consents, people
from cms.intake.models import Person
from cms.publishing import honours
from cms.publishing.models import StoredDocument
from cms.publishing.services import refresh_all
from cms.publishing.tree.site import SiteProjection, build_into
from cms.volunteers.desk.statistics import bars
from cms.volunteers.hours import services as hours
from cms.volunteers.models import Entry
from cms.volunteers.people import MENTION
from tests import factories
from tests.support.office import tree
from tests.support.serving_people import Served

pytestmark = pytest.mark.django_db
ROLL = "zh/honours/index.html"


@pytest.fixture
def site(public_dir):
    """The built site; `drain` follows what happened."""
    factories.home()
    projection = SiteProjection(public_dir)
    refresh_all()
    projection.build()

    def drain() -> str:
        honours.follow()
        projection.drain()
        return (public_dir / ROLL).read_text() if (public_dir / ROLL).exists() else ""

    return drain


@pytest.fixture
def served():
    return Served()


def test_who_agreed_is_named_with_hours_and_who_did_not_is_not(site, served):
    assert site() == ""
    (agreed,) = served.volunteers("李秀英", mention=True)
    served.confirm({agreed: 5})
    (silent,) = served.volunteers("王芳")
    served.confirm({silent: 8})
    page = site()
    assert "李秀英" in page
    assert "1.25小时" in page
    assert "王芳" not in page


@pytest.mark.parametrize("how", ["consent", "deletion", "correction"])
def test_a_name_is_taken_down_with_what_it_stood_on(site, served, how):
    agreed, other = served.volunteers("李秀英", "王芳", mention=True)
    served.confirm({agreed: 5, other: 4})
    assert "李秀英" in site()
    if how == "consent":
        consents.settle(agreed.person, {MENTION: None})
    elif how == "deletion":
        people.forget(Person.objects.filter(pk=agreed.person_id))
    else:
        hours.correct(Entry.objects.get(volunteer=agreed), 0, Entry.Why.ABSENT, by=served.chief)
    page = site()
    assert "李秀英" not in page
    assert "王芳" in page
    people.forget(Person.objects.all())
    assert site() == ""  # nobody is left: the page is gone
    assert not StoredDocument.objects.filter(type="honours").exists()


def test_a_name_that_is_corrected_is_corrected_there(site, served):
    (agreed,) = served.volunteers("李秀莹", mention=True)
    served.confirm({agreed: 5})
    site()
    agreed.person.name = "李秀英"
    agreed.person.save()
    page = site()
    assert "李秀英" in page
    assert "李秀莹" not in page


def test_the_tree_with_a_roll_is_what_a_full_build_gives_and_so_it_is_without(
    site, served, public_dir, tmp_path
):
    (agreed,) = served.volunteers("李秀英", mention=True)
    served.confirm({agreed: 5})
    for number, is_named in enumerate((True, False)):
        if not is_named:
            consents.settle(agreed.person, {MENTION: None})
        assert bool(site()) == is_named
        build_into(tmp_path / str(number))
        assert tree(public_dir) == tree(tmp_path / str(number))


def test_a_roll_on_which_nothing_changed_costs_three_statements(site, served, django_assert_max_num_queries):
    (agreed,) = served.volunteers("李秀英", mention=True)
    served.confirm({agreed: 5})
    site()
    with django_assert_max_num_queries(3):
        honours.follow()


def test_names_are_in_no_interface_for_data(site, served, client):
    (agreed,) = served.volunteers("李秀英", mention=True)
    served.confirm({agreed: 5})
    site()
    assert "李秀英" not in client.get("/api/documents/").content.decode()
    assert client.get("/api/documents/honours:zh-hans/").status_code == 404


def test_the_year_is_told_by_month_and_organisation_and_only_of_ones_own(client, served):
    bodies = factories.bodies()
    for name, body, quarters in (("李秀英", "willow", 10), ("王芳", "bridge", 6)):
        served.fields = {"issuer": bodies[body]}
        (volunteer,) = served.volunteers(name)
        served.confirm({volunteer: quarters})
    user = factories.editor("coordinator", of=factories.home(), may=[], works_for=[bodies["willow"]])
    user.user_permissions.add(Permission.objects.get(codename="change_volunteer"))
    client.force_login(user)
    year = Entry.objects.first().served_on.year
    page = client.get(reverse("volunteers_statistics_of", args=[year]))
    words = " ".join(BeautifulSoup(page.content, "html.parser").main.get_text(" ").split())
    assert "时长 2.5 · 志愿者 1 · 班次 1" in words
    assert str(bodies["willow"]) in words
    assert str(bodies["bridge"]) not in words
    picture = BeautifulSoup(page.content, "html.parser").find("svg", role="img")
    assert "最高2.5小时" in picture["aria-label"]
    client.force_login(served.chief)
    everything = client.get(reverse("volunteers_statistics_of", args=[year]))
    assert "时长 <b>4</b>" in everything.content.decode()


def test_bars_are_as_high_as_their_share_and_a_little_is_seen():
    drawn = bars([0, 1, 500, 1000, *[0] * 8])
    assert [bar["height"] for bar in drawn[:4]] == ["0.0", "1.0", "50.0", "100.0"]
    assert [bar["y"] for bar in drawn[:4]] == ["100.0", "99.0", "50.0", "0.0"]
