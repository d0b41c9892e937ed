"""From the numbers to the commendation."""

from datetime import timedelta
from unittest import mock

import pytest
from django.core import mail
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from cms.campaigns.models import CampaignPage, Count, EntryPage, Objection, Result
from cms.campaigns.results import objecting, services
from cms.campaigns.results.forms import ObjectionForm
from cms.campaigns.results.services import RefusedError
from cms.campaigns.steps import told
from cms.intake.models import Access, Person
from cms.intake.people import forget
from cms.publishing.models import StoredDocument
from cms.workplans.models import ProgressEntry
from tests import factories
from tests.support.residents import page_text, ticket_of
from tests.unit.campaigns.results.conftest import DAY, SAID


def refused(act, *args, **kwargs):
    with pytest.raises(RefusedError) as why:
        act(*args, **kwargs)
    return why.value.why


def kinds(ending):
    return [step["kind"] for step in told(ending.procedure) if step["kind"] not in ("appointed", "submitted")]


class TestList:
    def test_the_rule_fills_the_places_and_a_tie_for_the_last_is_left_to_a_person_with_a_reason(self, ending):
        ending.score(90, 80, 80)
        services.propose(ending.procedure, ending.staff)
        assert ending.listed() == [ending.key(0)]
        why = refused(services.adjust, ending.procedure, ending.key(2), on=True, reason=" ", by=ending.staff)
        assert why == "reason"
        services.adjust(ending.procedure, ending.key(2), on=True, reason="覆盖面更广", by=ending.staff)
        assert ending.listed() == [ending.key(0), ending.key(2)]
        assert told(ending.procedure, "proposed")[0]["data"]["tied"] == 2

    def test_missing_sheets_need_a_reason_and_stages_that_still_decide_an_end(self, ending):
        ending.score(90)
        assert refused(services.propose, ending.procedure, ending.staff) == "missing"
        assert refused(services.propose, ending.procedure, ending.staff, now=ending.now - DAY) == "running"
        result = services.propose(ending.procedure, ending.staff, "评委因病缺席")
        assert (result.basis["missing"], result.basis["missing_reason"]) == (2, "评委因病缺席")
        assert ending.listed() == [ending.key(0)]

    def test_a_vote_is_waited_for_until_it_is_counted_and_all_that_stands_out_is_decided_on(self, ending):
        ending.score(90, 80, 70)
        span = {"starts_at": ending.now - 3 * DAY, "ends_at": ending.now - 2 * DAY}
        ending.procedure.windows.create(kind="vote", **span)
        assert refused(services.propose, ending.procedure, ending.staff) == "running"
        sums = [{"entry": str(ending.key(2)), "votes": 7}]
        numbers = {"number": 1, "closed_at": ending.now, "ballots": 9, "excluded": 1, "sums": sums}
        count = Count.objects.create(procedure=ending.procedure, undecided=2, digest="x", **numbers)
        assert refused(services.propose, ending.procedure, ending.staff) == "flags"
        Count.objects.update(undecided=0)
        result = services.propose(ending.procedure, ending.staff)
        assert (result.basis["ballots"], result.basis["excluded"]) == (count.ballots, 1)
        assert result.lines[2]["votes"] == 7

    def test_it_is_published_in_its_stage_commended_in_its_stage_and_each_once(self, ending):
        assert refused(services.publish, ending.procedure, ending.staff) == "empty"
        ending.score(90, 80, 70)
        services.propose(ending.procedure, ending.staff)
        late = ending.now + 3 * DAY
        assert refused(services.publish, ending.procedure, ending.staff, now=late) == "stage"
        services.publish(ending.procedure, ending.staff)
        assert refused(services.publish, ending.procedure, ending.staff) == "done"
        assert refused(services.propose, ending.procedure, ending.staff) == "published"
        assert refused(services.commend, ending.procedure, ending.staff) == "stage"
        services.commend(ending.procedure, ending.staff, now=late)
        assert refused(services.commend, ending.procedure, ending.staff, now=late) == "done"
        assert kinds(ending) == ["proposed", "published", "commended"]

    def test_nothing_is_commended_without_an_approval(self, ending):
        ending.publish()
        CampaignPage.objects.update(approval_basis="")
        why = refused(services.commend, ending.procedure, ending.staff, now=ending.now + 3 * DAY)
        assert why == "basis"


class TestObjections:
    def test_whoever_objects_is_kept_encrypted_answered_and_emptied_and_the_public_answer_stays(
        self, ending, settings, monkeypatch
    ):
        settings.CODE_SENDER = "mailto:{phone}@sms.example.org"
        monkeypatch.setattr(transaction, "on_commit", lambda act, robust=False: act())
        assert refused(objecting.receive, ending.procedure, SAID, "zh-hans") == "stage"
        ending.publish()
        row = objecting.receive(ending.procedure, SAID, "zh-hans")
        why = refused(services.commend, ending.procedure, ending.staff, now=ending.now + 3 * DAY)
        assert why == "objections"
        answer = objecting.Answer(False, "已现场核实", "经核实，13800138000反映的情况不属实。")
        objecting.answer(row, answer, ending.staff)
        assert refused(objecting.answer, row, answer, ending.staff) == "done"
        assert mail.outbox[-1].to == ["13800138000@sms.example.org"]
        assert row.code in mail.outbox[-1].body
        forget(Person.objects.filter(pk=row.person_id))
        row.refresh_from_db()
        assert (row.text, row.answer, row.public_zh) == ("", "", "经核实，138****8000反映的情况不属实。")
        public = str(CampaignPage.objects.get().to_document().to_json(), "utf-8")
        assert "138****8000" in public
        assert "李秀英" not in public

    def test_objections_are_taken_while_the_list_is_up_and_not_a_second_longer(self, ending):
        ending.publish()
        end = ending.now + 2 * DAY - timedelta(seconds=1)
        assert objecting.receive(ending.procedure, SAID, "en", now=end - timedelta(seconds=1)).number == 1
        assert refused(objecting.receive, ending.procedure, SAID, "en", now=end) == "stage"

    def test_what_was_answered_long_ago_is_emptied(self, ending):
        ending.publish()
        row = objecting.receive(ending.procedure, SAID, "zh-hans")
        objecting.answer(row, objecting.Answer(True, "已更正"), ending.staff)
        assert objecting.forget_old(timedelta(days=365)) == 0
        Objection.objects.update(answered_at=timezone.now() - timedelta(days=366))
        assert objecting.forget_old(timedelta(days=365)) == 1
        assert objecting.forget_old(timedelta(days=365)) == 0

    @pytest.mark.parametrize(
        ("segment", "arrived"), [("zh", "您的异议已收到"), ("en", "Your objection has arrived")]
    )
    def test_a_resident_objects_without_a_script_and_reads_how_it_stands(
        self, ending, client, segment, arrived
    ):
        ending.publish()
        page = CampaignPage.objects.get()
        if segment == "en":
            page = page.copy_for_translation(factories.home("en").locale, copy_parents=True)
            page.slug = "green"
            page.title = "Green corners"
            page = factories.publish(page)
        url = f"/{segment}/my/object/{page.pk}/"
        fields = {"name": SAID.name, "phone": SAID.phone, "about": "facts", "text": SAID.text}
        ticket = ticket_of(ObjectionForm.rule, seconds=10)
        wrong = client.post(url, {**fields, "text": "不对", "ticket": ticket})
        assert wrong.status_code == 422
        assert not Objection.objects.exists()
        sent = client.post(url, {**fields, "ticket": ticket})
        assert sent.status_code == 302
        shown = page_text(client.get(sent.headers["Location"]))
        assert arrived in shown
        assert SAID.text in shown
        assert SAID.name not in shown
        assert client.get(f"/{segment}/my/objection/{'x' * 24}/").status_code == 404


class TestCommendation:
    def test_it_stands_on_the_pages_of_whom_it_is_about_and_the_plan_s_task_has_it_as_evidence(self, ending):
        ending.publish()
        assert EntryPage.objects.get(pk=ending.entries[1].pk).to_document().relations == []
        services.commend(ending.procedure, ending.staff, now=ending.now + 3 * DAY)
        brand, body = (EntryPage.objects.get(pk=ending.entries[number].pk).to_document() for number in (1, 0))
        assert brand.relations == [{"kind": "commends", "key": ending.brand.key}]
        street = factories.organisation()
        assert body.relations == [{"kind": "commends", "key": f"organisation:{street.pk}:zh-hans"}]
        assert body.card["extra"]["commended"]["title"] == ending.campaign.title
        entry = ProgressEntry.objects.get()
        assert [each.page_id for each in entry.evidence.all()] == [ending.campaign.pk]
        assert (entry.by, entry.task.plan) == (ending.staff, ending.plan.translation_key)

    @pytest.mark.parametrize("goes", [EntryPage.unpublish, EntryPage.delete])
    def test_an_entry_that_is_taken_down_is_named_no_more_and_its_numbers_stay(self, ending, goes):
        ending.publish()
        goes(EntryPage.objects.get(pk=ending.entries[0].pk))
        outcome = CampaignPage.objects.get().to_document().detail["outcome"]
        assert [each["title"] for each in outcome["list"]] == ["", "石桥巷口"]
        assert outcome["record"]["lines"][0]["score"] == "90.00"
        assert "李家小院" not in StoredDocument.objects.get(pk=ending.campaign.key).data

    def test_what_is_commended_names_its_campaign_as_it_is_called_now(self, ending):
        ending.publish()
        services.commend(ending.procedure, ending.staff, now=ending.now + 3 * DAY)
        ending.campaign.title = "绿色家园评选"
        factories.publish(ending.campaign)
        stored = StoredDocument.objects.get(pk=f"page:{ending.entries[0].pk}").document
        assert stored.card["extra"]["commended"]["title"] == "绿色家园评选"

    def test_names_pictures_and_entries_go_together_when_their_time_is_over_and_numbers_stay(self, ending):
        ending.publish()
        services.commend(ending.procedure, ending.staff, now=ending.now + 3 * DAY)
        page = CampaignPage.objects.get()
        page.names_until = timezone.localdate()
        page = factories.publish(page)
        assert objecting.forget_names(timedelta(0)) == 0
        CampaignPage.objects.update(names_until=timezone.localdate() - DAY)
        assert objecting.forget_names(timedelta(0)) == 3
        assert objecting.forget_names(timedelta(0)) == 0
        assert not EntryPage.objects.live().exists()
        document = CampaignPage.objects.get().to_document()
        assert "李家小院" not in str(document.to_json(), "utf-8")
        assert document.detail["outcome"]["record"]["lines"][0]["score"] == "90.00"
        assert kinds(ending)[-1] == "names_gone"


class TestDesk:
    def test_staff_take_each_step_and_see_who_objected_only_with_a_reason_that_is_written_down(
        self, ending, client
    ):
        client.force_login(ending.staff)
        ending.score(90, 80, 70)
        url = reverse("campaigns_result", args=[ending.procedure.pk])
        client.post(url, {"propose": "1"})
        shown = client.get(url)
        assert [line["score"] for line in shown.context["lines"]] == ["90.00", "80.00", "70.00"]
        client.post(url, {"adjust": "off", "entry": str(ending.key(1)), "reason": "主动退出"})
        client.post(url, {"publish": "1"})
        assert Result.objects.get().state == "published"
        assert ending.listed() == [ending.key(0)]
        row = objecting.receive(ending.procedure, SAID, "zh-hans")
        one = reverse("campaigns_objection", args=[ending.procedure.pk, row.number])
        closed = client.get(one).content.decode()
        assert "13800138000" not in closed
        assert SAID.text not in closed
        opened = client.post(one, {"show": "1", "reason": "核实异议"}).content.decode()
        assert "13800138000" in opened
        assert Access.objects.get().reason == "核实异议"
        assert client.post(one, {"is_upheld": "", "answer": ""}).status_code == 422
        client.post(one, {"is_upheld": "no", "answer": "已核实", "public_zh": "情况不属实"})
        row.refresh_from_db()
        assert (row.state, row.is_upheld) == ("answered", False)
        with mock.patch.object(timezone, "now", return_value=ending.now + 3 * DAY):
            client.post(url, {"commend": "1"})
        assert Result.objects.get().state == "commended"
