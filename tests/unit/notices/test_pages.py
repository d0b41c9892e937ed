"""Notices and policies as documents, and what their editors may not do."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from cms.core.documents import PublishedDocument
from cms.notices.models import PolicyPage
from tests import factories

pytestmark = pytest.mark.django_db
SHANGHAI = ZoneInfo("Asia/Shanghai")


def test_the_document_of_a_notice():
    notice = factories.notice(
        kind="publicity",
        pinned=True,
        deadline=date(2026, 3, 9),
        contact="社区服务站 一楼",
        issuer=factories.organisation(),
    )
    document = notice.to_document()
    assert PublishedDocument.from_json(document.to_json()) == document
    assert document.detail == {
        "kind": "publicity", "pinned": True, "deadline": "2026-03-09", "contact": "社区服务站 一楼", "fulfils": None
    }  # fmt: skip
    assert document.card["extra"] == {
        "kind": "publicity", "pinned": True, "deadline": "2026-03-09", "fulfils_task": ""
    }  # fmt: skip
    assert document.card["issuer"] == "liuxi街道"


def test_the_document_of_a_policy():
    old = factories.policy("旧办法")
    explanation = factories.standard_page("解读")
    policy = factories.policy(
        "新办法",
        number="柳街发〔2026〕1号",
        index_number="LX-01",
        signed_on=date(2026, 1, 5),
        effective_on=date(2026, 2, 1),
        keywords="楼道 消防",
        issuer=factories.organisation(),
        replaces=old,
        explanation=explanation,
    )
    document = policy.to_document(datetime(2026, 1, 31, 23, 59, tzinfo=SHANGHAI))
    assert PublishedDocument.from_json(document.to_json()) == document
    assert document.detail == {
        "index_number": "LX-01",
        "subject": "",
        "issuing_body": "liuxi街道",
        "signed_on": "2026-01-05",
        "number": "柳街发〔2026〕1号",
        "effective_on": "2026-02-01",
        "repealed_on": None,
        "state": "not_yet_in_force",
        "keywords": ["楼道", "消防"],
        "fulfils": None,
    }
    assert document.relations == [
        {"kind": "replaces", "key": old.key},
        {"kind": "explained_by", "key": explanation.key},
    ]
    assert document.facets["state"] == "not_yet_in_force"
    assert "柳街发〔2026〕1号" in document.text


def test_a_policy_changes_at_midnight_where_the_office_is():
    policy = factories.policy(effective_on=date(2026, 2, 1), repealed_on=date(2027, 2, 1))
    before = policy.to_document(datetime(2026, 1, 31, 12, tzinfo=SHANGHAI))
    assert before.changes_at == "2026-02-01T00:00:00+08:00"
    moment = datetime.fromisoformat(before.changes_at)
    assert policy.to_document(moment).detail["state"] == "in_force"
    assert policy.to_document(moment).changes_at == "2027-02-01T00:00:00+08:00"
    assert policy.to_document(datetime(2027, 2, 1, tzinfo=SHANGHAI)).changes_at is None


@pytest.mark.parametrize(
    ("field", "days"),
    [
        ("effective_on", {"signed_on": date(2026, 2, 1), "effective_on": date(2026, 1, 31)}),
        ("repealed_on", {"effective_on": date(2026, 2, 1), "repealed_on": date(2026, 1, 31)}),
    ],
)
def test_days_in_a_wrong_order_are_refused_beside_the_field_and_by_the_database(field, days):
    policy = factories.policy()
    for name, day in days.items():
        setattr(policy, name, day)
    with pytest.raises(ValidationError) as refused:
        factories.publish(policy)
    assert list(refused.value.message_dict) == [field]
    with pytest.raises(IntegrityError), transaction.atomic():
        PolicyPage.objects.filter(pk=policy.pk).update(**days)


def test_a_policy_does_not_replace_itself():
    policy = factories.policy()
    policy.replaces = policy
    with pytest.raises(ValidationError) as refused:
        factories.publish(policy)
    assert list(refused.value.message_dict) == ["replaces"]


def test_deleting_what_a_policy_replaces_leaves_the_policy():
    old = factories.policy("旧办法")
    new = factories.policy("新办法", replaces=old)
    old.delete()
    assert PolicyPage.objects.get(pk=new.pk).to_document().relations == []


def test_the_lists_in_the_admin_show_what_staff_look_for(client):
    client.force_login(factories.administrator())
    factories.notice("停水通知", pinned=True)
    factories.policy("楼道管理办法", number="柳街发〔2026〕1号", repealed_on=timezone.localdate())
    notices = client.get(reverse("notices:index")).content.decode()
    assert "停水通知" in notices
    policies = client.get(reverse("policies:index")).content.decode()
    assert "柳街发〔2026〕1号" in policies
    assert "停水通知" not in policies
