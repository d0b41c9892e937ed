"""The desk: who sees what, what is written down of it, and what becomes of a nomination."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.core import mail
from django.db import connection
from django.urls import reverse

from cms.campaigns.models import EntryPage, Nomination, Procedure, Step
from cms.campaigns.nominations import moderation
from cms.core.models import Image
from cms.intake.models import Access, Person
from cms.intake.people import forget
from tests import factories
from tests.support.nominating import (
    MYSELF,
    STORY,
    TOLD,
    add_picture,
    agree,
    invitation,
    nominating,
    proved,
    send,
)
from tests.support.residents import Resident, page_text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sent_at_once")]


@pytest.fixture
def communities():
    return factories.bodies()


@pytest.fixture
def moderator(client, communities):
    """Somebody of the Willow community's staff who checks nominations."""
    user = factories.editor("moderator", of=factories.home(), may=[], works_for=[communities["willow"]])
    user.user_permissions.add(Permission.objects.get(codename="change_nomination"))
    client.force_login(user)
    return user


@pytest.fixture
def resident():
    return proved()


@pytest.fixture
def made(communities, resident) -> Nomination:
    """A nomination in a campaign of Willow, with a picture, to which nobody has agreed yet."""
    send(resident, nominating(issuer=communities["willow"]))
    one = Nomination.objects.get()
    add_picture(resident, one)
    return one


def words(response) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").body.get_text(" ").split())


def address(one: Nomination) -> str:
    return reverse("campaigns_nomination", args=[one.pk])


def test_the_list_masks_and_opening_one_is_written_down(client, moderator, made):
    listed = client.get(reverse("campaigns_nominations"))
    assert "王**" in words(listed)
    assert "王秀兰" not in listed.content.decode()
    assert not Access.objects.exists()
    opened = words(client.get(address(made)))
    assert not [each for each in ("王秀兰", STORY, "李强", "13800138000") if each not in opened]
    entry = Access.objects.get()
    assert (entry.username, entry.action, entry.people) == ("moderator", "show", [made.person_id])
    picture = reverse("campaigns_picture", args=[made.pk, made.pictures.get().pk])
    assert client.get(picture).headers["Content-Type"] == "image/jpeg"


def test_who_checks_is_told_of_numbers_that_would_become_public(client, moderator, made):
    warning = "手机号码或电子邮箱"
    assert warning not in words(client.get(address(made)))
    made.pictures.update(description="找她请拨13800001234")
    assert warning in words(client.get(address(made)))


def test_nobody_sees_the_nominations_of_another_organisation(client, moderator, communities, made):
    Procedure.objects.update(issuer=communities["bridge"])
    picture = reverse("campaigns_picture", args=[made.pk, made.pictures.get().pk])
    assert "王**" not in words(client.get(reverse("campaigns_nominations")))
    assert {client.get(url).status_code for url in (address(made), picture)} == {404}
    assert client.post(address(made), {"refuse": "", "message": "x"}).status_code == 404
    client.post(reverse("campaigns_nominations"), {"nomination": made.pk})
    made.refresh_from_db()
    assert made.state == "sent"


def test_who_has_not_the_right_sees_nothing(client, made):
    client.force_login(factories.editor("writer", of=factories.home()))
    picture = reverse("campaigns_picture", args=[made.pk, made.pictures.get().pk])
    for url in (reverse("campaigns_nominations"), address(made), picture):
        assert client.get(url).status_code in (302, 403)
    assert "campaigns_nominations" not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_without_the_nominees_consent_nothing_is_accepted(client, moderator, made):
    client.post(address(made), {"accept": ""})
    client.post(reverse("campaigns_nominations"), {"nomination": made.pk})
    assert not EntryPage.objects.exists()
    made.refresh_from_db()
    assert made.state == "sent"


def test_what_is_accepted_becomes_the_draft_of_an_entry_once(client, moderator, resident, made):
    add_picture(resident, made, description="楼道")
    agree(pictures=[str(made.pictures.last().pk)])
    answer = client.post(address(made), {"accept": ""})
    page = EntryPage.objects.get()
    assert answer.headers["Location"] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert (page.title, page.nominee, page.live, page.locale.language_code) == (
        "王**",
        "王**",
        False,
        "zh-hans",
    )
    assert page.issuer == made.procedure.issuer
    draft = page.get_latest_revision_as_object().to_document()
    assert STORY in draft.text
    assert [each["image"]["alt"] for each in draft.detail["gallery"]] == ["楼道"]
    assert [each.description for each in Image.objects.all()] == ["楼道"]
    made.refresh_from_db()
    assert (made.state, made.entry) == ("accepted", page.translation_key)
    assert moderation.accept(made, moderator) == page
    assert (EntryPage.objects.count(), Image.objects.count()) == (1, 1)
    assert [(each.kind, each.username) for each in Step.objects.all()] == [("admitted", "moderator")]
    assert "王秀兰" not in str(Step.objects.get().data)
    assert "已采纳" in mail.outbox[-1].body
    factories.publish(page)
    assert page.url_path in resident.get(f"nominations/{made.pk}/").content.decode()


def test_several_are_accepted_at_once(client, moderator, communities, resident, made):
    page = made.procedure
    campaign = nominating("别的评选", issuer=communities["willow"])
    for number in range(2):
        send(resident, campaign, **{**MYSELF, "nominee": f"李{number}"})
    keys = list(Nomination.objects.values_list("pk", flat=True))
    told = words(client.post(reverse("campaigns_nominations"), {"nomination": keys}, follow=True))
    assert EntryPage.objects.count() == 2
    assert "2项推荐已成为参评对象的草稿" in told
    assert "1项未能采纳" in told
    assert page.nominations.get().state == "sent"


def test_what_is_asked_back_can_be_changed_after_the_window(client, moderator, resident, made):
    agree()
    made.procedure.windows.all().delete()
    change = f"nominations/{made.pk}/change/"
    assert resident.get(change).status_code == 302
    client.post(address(made), {"ask": "", "message": "请写明住哪个社区。"})
    assert "请写明住哪个社区。" in page_text(resident.get(f"nominations/{made.pk}/"))
    told = {name: TOLD[name] for name in ("kind", "nominee", "nominee_phone", "naming")}
    resident.post(change, story=f"石桥社区。{STORY}", **told)
    made.refresh_from_db()
    assert (made.state, made.consent, made.story[:5]) == ("sent", "awaited", "石桥社区。")
    assert resident.get(change).status_code == 302


def test_who_is_refused_reads_why(client, moderator, resident, made):
    wrong = client.post(address(made), {"refuse": "", "message": ""})
    assert "请写明" in words(wrong)
    client.post(address(made), {"refuse": "", "message": "不在本街道范围内。"})
    shown = page_text(resident.get(f"nominations/{made.pk}/"))
    assert "未采纳" in shown
    assert "不在本街道范围内。" in shown
    assert Step.objects.get().kind == "refused"
    assert not moderation.ask_back(made, "?", moderator)


def everything(*words: str) -> list[str]:
    """The tables that hold one of these words."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608
            rows = str(cursor.fetchall())
            found += [table for word in words if word in rows]
    return found


def test_who_no_longer_agrees_is_nowhere_any_more_neither_in_the_history_nor_among_the_pictures(
    client, moderator, resident, made
):
    link = invitation()
    agree(naming="full", pictures=[str(made.pictures.get().pk)])
    page = factories.publish(moderation.accept(made, moderator))
    page.title = "王秀兰和邻居们"
    factories.publish(page)
    image = Image.objects.get()
    assert set(everything("王秀兰", STORY[:9])) > {"wagtailcore_page", "wagtailcore_revision"}
    Resident().post(link, decline="", sure="on")
    made.refresh_from_db()
    assert (made.state, made.consent) == ("withdrawn", "declined")
    assert not EntryPage.objects.exists()
    assert not Image.objects.exists()
    assert not image.file.storage.exists(image.file.name)
    assert everything("王秀兰", STORY[:9]) == []
    assert page.url_path not in resident.get(f"nominations/{made.pk}/").content.decode()


def test_who_nominated_themselves_can_take_it_back_when_it_is_public(
    client, moderator, communities, resident
):
    send(resident, nominating(issuer=communities["willow"]), **MYSELF)
    one = Nomination.objects.get()
    factories.publish(moderation.accept(one, moderator))
    shown = page_text(resident.get(f"nominations/{one.pk}/"))
    assert "参评页面和图片一并删除" in shown
    resident.post(f"nominations/{one.pk}/", withdraw="", sure="on")
    one.refresh_from_db()
    assert (one.state, EntryPage.objects.exists()) == ("withdrawn", False)


def test_who_nominated_themselves_and_is_deleted_elsewhere_is_not_public_any_more(
    moderator, communities, resident
):
    send(resident, nominating(issuer=communities["willow"]), **MYSELF)
    factories.publish(moderation.accept(Nomination.objects.get(), moderator))
    forget(Person.objects.all())
    assert not EntryPage.objects.exists()


def test_what_somebody_else_agreed_to_is_not_taken_back_by_who_nominated_but_still_by_them(
    client, moderator, resident, made
):
    link = invitation()
    agree()
    page = factories.publish(moderation.accept(made, moderator))
    resident.post(f"nominations/{made.pk}/", withdraw="", sure="on")
    resident.post("nominations/forget/", sure="on")
    page.refresh_from_db()
    assert page.live
    assert Person.objects.get().forgotten_at
    assert "李强" not in page_text(Resident().get(link))
    Resident().post(link, decline="", sure="on")
    assert not EntryPage.objects.exists()
