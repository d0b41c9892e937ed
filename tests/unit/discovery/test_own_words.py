"""Names and synonyms that staff write down: checked, kept with their history, and in effect without a rebuild."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cms.discovery import lexicon
from cms.discovery.models import GivenName, OwnName, Synonyms
from cms.publishing.models import Pending
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_synonym_is_found_without_indexing_anything(found, projection):
    page = factories.notice("养老金领取须知")
    assert found("退休金") == []
    Synonyms.objects.create(words="养老金，退休金")
    assert not Pending.objects.filter(projection="search").exists()
    assert found("退休金") == [page.key]


def test_a_new_name_has_only_the_documents_that_hold_it_indexed_again(found):
    page, other = factories.notice("和与里房屋登记"), factories.notice("停水通知")
    assert found("停水") == [other.key]
    lexicon.give_names()
    Pending.objects.all().delete()
    OwnName.objects.create(name="和與里")
    assert lexicon.give_names() == 1
    assert [row.subject for row in Pending.objects.all()] == [page.key]
    assert found("和与里") == [page.key]
    assert lexicon.give_names() == 0


def test_a_dropped_name_is_taken_out_again(found):
    factories.notice("和与里房屋登记")
    name = OwnName.objects.create(name="和与里")
    lexicon.give_names()
    name.delete()
    assert lexicon.give_names() == 1
    assert not GivenName.objects.filter(name="和与里").exists()


def test_names_of_organisations_and_brands_are_known_by_themselves():
    factories.organisation("heyuli", name_zh="和与里社区")
    factories.brand("邻里灯火节")
    assert {"和与里社区", "邻里灯火节"} <= lexicon.fresh().names


@pytest.mark.parametrize("name", ["", "a", "社", "和 与", "HEYU", "和与里3号", "社" * 25])
def test_what_is_no_name_is_refused(name):
    with pytest.raises(ValidationError):
        OwnName(name=name).full_clean()


def test_one_name_in_two_scripts_is_one_name():
    OwnName.objects.create(name="和与里")
    with pytest.raises(ValidationError, match=r"in the list|已在列表"):
        OwnName(name="和與里").full_clean()


@pytest.mark.parametrize(
    "words",
    [
        "",
        "养老金",
        "养老金, 養老金",
        "养老金, " + "字" * 41,
        "的, 养老金",
        ",".join(map(str, range(100, 121))),
    ],
)
def test_groups_that_would_do_nothing_or_too_much_are_refused(words):
    with pytest.raises(ValidationError):
        Synonyms(words=words).full_clean()


def test_a_word_stands_in_one_group_only():
    Synonyms.objects.create(words="养老金\n退休金")
    with pytest.raises(ValidationError, match="退休金"):
        Synonyms(words="退休金; 离休金").full_clean()


def test_staff_edit_them_in_the_admin_and_see_what_changed(admin_client):
    add = reverse(Synonyms.snippet_viewset.get_url_name("add"))
    assert admin_client.post(add, {"words": "养老金、退休金", "note": ""}).status_code == 302
    group = Synonyms.objects.get()
    edit = reverse(Synonyms.snippet_viewset.get_url_name("edit"), args=[group.pk])
    admin_client.post(edit, {"words": "养老金、退休金、养老待遇", "note": ""})
    assert group.revisions.count() == 2
    history = reverse(Synonyms.snippet_viewset.get_url_name("history"), args=[group.pk])
    assert admin_client.get(history).status_code == 200
    refused = admin_client.post(edit, {"words": "养老金", "note": ""})
    assert refused.status_code == 200
    assert "2至20" in refused.content.decode() or "2 to 20" in refused.content.decode()
