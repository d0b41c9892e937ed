"""A community's staff work on what is in their community's name: through every door of the admin and the API."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from wagtail.models import (
    APIToken,
    GroupApprovalTask,
    ModelLogEntry,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)
from wagtail.permissions import policy_registry

from cms.core.membership import bodies_of
from cms.core.models import Membership
from cms.home.models import SectionPage
from cms.importing.api import read_text
from cms.importing.registry import ImportContext, Source
from cms.importing.service import create_pages
from cms.workplans.models import WorkPlanPage
from cms.workplans.queries import may_work_on, plans_to_work_on
from cms.workplans.recording import Report, report
from tests import factories

pytestmark = pytest.mark.django_db

MAY_ALL = ("add_page", "change_page", "publish_page", "bulk_delete_page", "lock_page", "unlock_page")


@pytest.fixture(scope="module", autouse=True)
def _a_street_with_two_communities(lasting):
    """The plans of ours and theirs, and somebody of ours, who by their group may do everything in the section."""
    street, section = factories.organisation("liuxi"), factories.section("工作计划", layout="plans")
    ours, theirs = (factories.organisation(slug, "community", parent=street) for slug in ("ours", "theirs"))
    factories.plan("我们的计划", section, issuer=ours)
    factories.plan("他们的计划", section, issuer=theirs)
    member = factories.editor("member", of=section, may=MAY_ALL, works_for=[ours])
    member.user_permissions.add(Permission.objects.get(codename="submit_translation"))


@pytest.fixture
def street():
    return factories.organisation("liuxi")


@pytest.fixture
def section():
    return SectionPage.objects.get(layout="plans")


@pytest.fixture
def ours():
    return WorkPlanPage.objects.get(title="我们的计划")


@pytest.fixture
def theirs():
    return WorkPlanPage.objects.get(title="他们的计划")


@pytest.fixture
def member():
    return get_user_model().objects.get(username="member")


@pytest.fixture
def staff(client, member):
    client.force_login(member)
    return client


def admin(name, *args):
    return reverse(f"wagtailadmin_pages:{name}", args=args)


def bulk(action, page):
    return reverse("wagtail_bulk_action", args=("wagtailcore", "page", action)) + f"?id={page.pk}"


# What is asked for each door of the admin, and what then would be otherwise.
DOORS = {
    "edit": lambda page: ("get", admin("edit", page.pk), {}),
    "history": lambda page: ("get", admin("history", page.pk), {}),
    "delete": lambda page: ("post", admin("delete", page.pk), {}),
    "unpublish": lambda page: ("post", admin("unpublish", page.pk), {}),
    "lock": lambda page: ("post", admin("lock", page.pk), {}),
    "move": lambda page: ("get", admin("move", page.pk), {}),
    "move, confirmed": lambda page: (
        "post",
        admin("move_confirm", page.pk, factories.section("别处", layout="plans").pk),
        {},
    ),
    "copy": lambda page: ("get", admin("copy", page.pk), {}),
    "translate": lambda page: (
        "get",
        reverse("simple_translation:submit_page_translation", args=[page.pk]),
        {},
    ),
    "an older version": lambda page: ("get", admin("revisions_revert", page.pk, page.latest_revision_id), {}),
}


@pytest.mark.parametrize("door", DOORS)
def test_doors_of_the_admin_are_closed_to_others(staff, theirs, door):
    before = Page.objects.filter(pk=theirs.pk).values().get()
    method, address, data = DOORS[door](theirs)
    answer = getattr(staff, method)(address, data)
    assert answer.status_code in (302, 403)
    if answer.status_code == 302:
        assert answer["Location"] == "/admin/"  # where Wagtail sends those who may not
    assert Page.objects.filter(pk=theirs.pk).values().get() == before


@pytest.mark.parametrize("door", sorted(DOORS.keys() - {"move, confirmed"}))
def test_doors_of_the_admin_are_open_to_those_whose_it_is(staff, ours, door):
    method, address, data = DOORS[door](ours)
    answer = getattr(staff, method)(address, data)
    assert answer.status_code == 200 or answer["Location"] != "/admin/"


@pytest.mark.parametrize("action", ["delete", "publish", "unpublish", "move"])
def test_a_bulk_action_leaves_those_of_others_out(staff, section, ours, theirs, action):
    elsewhere = factories.section("别处", layout="plans", parent=section)
    address = bulk(action, theirs) + f"&id={ours.pk}"
    told = staff.get(address).content.decode()
    assert "他们的计划" in told
    staff.post(address, {"chooser": elsewhere.pk})
    theirs.refresh_from_db()
    assert theirs.live
    assert theirs.get_parent().pk == section.pk


def test_the_explorer_offers_no_buttons_for_those_of_others(staff, section, ours, theirs):
    html = staff.get(reverse("wagtailadmin_explore", args=[section.pk])).content.decode()
    assert admin("edit", ours.pk) in html
    assert "他们的计划" in html
    for name in ("edit", "delete", "move", "copy", "unpublish", "history"):
        assert admin(name, theirs.pk) not in html


def test_the_explorer_asks_no_more_for_many_plans_of_others(
    staff, section, theirs, ours, django_assert_max_num_queries
):
    address = reverse("wagtailadmin_explore", args=[section.pk])
    staff.get(address)
    with django_assert_max_num_queries(200) as few:
        staff.get(address)
    for number in range(5):
        factories.plan(f"其他计划{number}", section, issuer=theirs.issuer)
    with django_assert_max_num_queries(len(few)):
        staff.get(address)


def test_who_is_bound_reorders_nothing_among_pages_of_others(staff, section, ours, theirs):
    address = admin("set_page_position", theirs.pk) + "?position=0"
    assert staff.post(address).status_code == 302
    assert list(section.get_children().values_list("pk", flat=True)) == [ours.pk, theirs.pk]


@pytest.mark.parametrize("name", ["delete", "move", "copy"])
def test_a_section_is_not_moved_with_pages_of_others_in_it(staff, section, ours, theirs, name):
    inner = factories.section("内栏目", layout="plans", parent=section)
    assert staff.get(admin(name, inner.pk)).status_code == 200
    factories.plan("里面的计划", inner, issuer=theirs.issuer)
    assert staff.get(admin(name, inner.pk)).status_code == 302


def test_a_section_is_not_translated_with_pages_of_others_in_it(staff, section, ours, theirs):
    address = reverse("simple_translation:submit_page_translation", args=[section.pk])
    english = factories.home("en").locale
    staff.post(address, {"locales": [english.pk], "include_subtree": "on"})
    assert not Page.objects.filter(locale=english, title="他们的计划").exists()


# --- The editor -----------------------------------------------------------------------------------------


def plan_form(**fields):
    formset = {"tasks-TOTAL_FORMS": 0, "tasks-INITIAL_FORMS": 0, "comments-TOTAL_FORMS": 0}
    empty = '{"blocks": [], "entityMap": {}}'
    return {
        "title": "新计划",
        "slug": "xin",
        "year": 2027,
        "preamble": empty,
        "closing": empty,
        "comments-INITIAL_FORMS": 0,
        **formset,
        **fields,
    }


def add(staff, section, **fields):
    return staff.post(admin("add", "workplans", "workplanpage", section.pk), plan_form(**fields))


def test_a_new_plan_is_in_the_name_of_ones_own_body(staff, section, ours, theirs, street):
    form = staff.get(admin("add", "workplans", "workplanpage", section.pk)).context["form"]
    assert list(form.fields["issuer"].queryset) == [ours.issuer]
    assert form.initial["issuer"] == ours.issuer
    for issuer in ("", theirs.issuer_id, street.pk):
        assert add(staff, section, issuer=issuer).status_code == 200
        assert not WorkPlanPage.objects.filter(title="新计划").exists()
    assert add(staff, section, issuer=ours.issuer_id).status_code == 302
    assert WorkPlanPage.objects.get(title="新计划").issuer == ours.issuer


def test_a_plan_is_not_given_away(staff, ours, theirs):
    data = plan_form(title=ours.title, slug=ours.slug, issuer=theirs.issuer_id)
    assert staff.post(admin("edit", ours.pk), data).status_code == 200
    assert WorkPlanPage.objects.get(pk=ours.pk).get_latest_revision_as_object().issuer == ours.issuer


def test_a_draft_is_whose_it_says_a_live_page_whose_the_site_says(member, ours, theirs):
    draft = factories.plan("草稿", ours.get_parent(), issuer=theirs.issuer, live=False)
    assert not may_work_on(member, draft)
    draft.issuer = ours.issuer
    draft.save_revision()
    assert may_work_on(member, WorkPlanPage.objects.get(pk=draft.pk))
    theirs.issuer = ours.issuer
    theirs.save_revision()
    assert not may_work_on(member, WorkPlanPage.objects.get(pk=theirs.pk))


def test_nobody_gets_in_by_an_instance_that_a_form_has_changed(member, theirs, ours):
    theirs.issuer = ours.issuer
    assert not theirs.permissions_for_user(member).can_edit()


# --- Moderation -----------------------------------------------------------------------------------------


@pytest.fixture
def moderated(section, member):
    """All of the section is reviewed by the member's group, which has people of every community in it."""
    task = GroupApprovalTask.objects.create(name="Review")
    task.groups.set(member.groups.all())
    workflow = Workflow.objects.create(name="Review")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page=section)
    return workflow


@pytest.mark.parametrize("action", ["approve", "reject"])
def test_a_review_is_for_those_whose_page_it_is(staff, moderated, ours, theirs, action):
    for plan, status in (
        (theirs, "in_progress"),
        (ours, {"approve": "approved", "reject": "needs_changes"}[action]),
    ):
        plan.title = "改过的标题"
        plan.save_revision()
        state = moderated.start(plan, factories.administrator(f"asks-{plan.pk}"))
        for page in (ours, plan):  # the page in the address is not the one that is reviewed
            staff.post(
                admin("workflow_action", page.pk, action, state.current_task_state.pk), {"comment": "好"}
            )
        state.refresh_from_db()
        assert state.status == status
    assert WorkPlanPage.objects.get(pk=theirs.pk).title == "他们的计划"


# --- The API --------------------------------------------------------------------------------------------


@pytest.fixture
def send(client, member):
    _, token = APIToken.create_token(user=member, name="program")
    headers = {"Authorization": f"Bearer {token}"}

    def send(method, name, data, **kwargs):
        address = reverse(f"wagtailapi_v3:{name}", kwargs=kwargs)
        return getattr(client, method)(address, data, content_type="application/json", headers=headers)

    return send


API = {
    "update_page": ("patch", {"meta": {"type": "workplans.WorkPlanPage"}, "title": "改"}),
    "delete_page": ("delete", {}),
    "pages_actions_publish": ("post", {}),
    "pages_actions_unpublish": ("post", {}),
    "pages_actions_copy": ("post", {}),
    "pages_actions_move": ("post", {}),
    "pages_actions_create_alias": ("post", {}),
    "pages_actions_revert": ("post", {}),
    "pages_actions_copy_for_translation": ("post", {"locale": "en", "copy_parents": True}),
    "list_page_revisions": ("get", {}),
    "detail_page": ("get", {"version": "draft"}),
}


def ask(send, name, page, elsewhere):
    method, data = API[name]
    more = {
        "pages_actions_move": {"destination_id": elsewhere.pk, "position": "last-child"},
        "pages_actions_revert": {"revision_id": page.latest_revision_id},
    }
    return send(method, name, {**data, **more.get(name, {})}, page_id=page.pk).status_code


@pytest.mark.parametrize("name", API)
def test_doors_of_the_api_are_closed_to_others(send, section, theirs, ours, name):
    elsewhere = factories.section("别处", layout="plans", parent=section)
    count = Page.objects.count()
    assert ask(send, name, theirs, elsewhere) in (403, 404)
    assert Page.objects.count() == count
    assert WorkPlanPage.objects.get(pk=theirs.pk).title == "他们的计划"


@pytest.mark.parametrize("name", API)
def test_doors_of_the_api_are_open_to_those_whose_it_is(send, section, ours, name):
    elsewhere = factories.section("别处", layout="plans", parent=section)
    assert ask(send, name, ours, elsewhere) in (200, 201, 204)


def test_a_program_writes_in_the_name_of_its_own_body(send, section, ours, theirs):
    def write(issuer):
        meta = {"type": "workplans.WorkPlanPage", "parent_id": section.pk, "action": "publish"}
        data = {
            "meta": meta,
            "title": "程序写的",
            "year": 2027,
            "topics": [],
            "tasks": [],
            "issuer_id": issuer,
        }
        return send("post", "create_page", data).status_code

    assert write(None) == write(theirs.issuer_id) == 422
    assert write(ours.issuer_id) == 201


def test_a_program_takes_over_no_plan(send, ours, theirs):
    meta = {"type": "workplans.WorkPlanPage", "action": "publish"}
    assert (
        send(
            "patch", "update_page", {"meta": meta, "issuer_id": ours.issuer_id}, page_id=theirs.pk
        ).status_code
        == 403
    )
    assert (
        send(
            "patch", "update_page", {"meta": meta, "issuer_id": theirs.issuer_id}, page_id=ours.pk
        ).status_code
        == 422
    )


def test_a_program_does_not_go_back_to_what_was_in_the_name_of_others(send, ours, theirs):
    other = ours.issuer
    ours.issuer = theirs.issuer
    before = ours.save_revision()
    ours.issuer = other
    ours.save_revision()
    assert (
        send("post", "pages_actions_revert", {"revision_id": before.pk}, page_id=ours.pk).status_code == 403
    )


def test_a_section_is_copied_by_no_program_with_pages_of_others_in_it(send, section, theirs, ours):
    data = {"recursive": True, "locale": "en", "copy_parents": True}
    for name in ("pages_actions_copy", "pages_actions_create_alias", "pages_actions_copy_for_translation"):
        assert send("post", name, data, page_id=section.pk).status_code == 403


# --- Import and progress --------------------------------------------------------------------------------


def bring(text, section, by):
    source = Source("计划.txt", "0" * 64)
    return create_pages(read_text(text), ImportContext(section, section.locale, source, by))


def test_what_is_imported_is_in_the_name_of_ones_own_body(member, section, ours):
    (plan,) = bring("2027年计划\n\n一、甲。\n二、乙。\n", section, member)
    assert plan.issuer == ours.issuer
    assert may_work_on(member, plan)


def test_what_names_another_issuer_is_not_imported(member, section, theirs):
    with pytest.raises(ValidationError, match="theirs街道"):
        bring(f"2027年计划\n\n一、甲。\n二、乙。\n\n{theirs.issuer.name_zh}\n2027年1月5日\n", section, member)


def test_progress_is_recorded_by_those_whose_plan_it_is(member, ours, theirs):
    report(ours, {ours.tasks.first().uid: Report("done")}, by=member)
    with pytest.raises(PermissionDenied):
        report(theirs, {theirs.tasks.first().uid: Report("done")}, by=member)


# --- Who is bound ---------------------------------------------------------------------------------------


def test_a_street_works_on_its_communities_plans_and_not_the_other_way(section, street, ours, theirs):
    above = factories.plan("街道计划", section, issuer=street)
    clerk = factories.editor("clerk", of=section, works_for=[street])
    assert set(plans_to_work_on(clerk)) == {above, ours, theirs}
    assert bodies_of(clerk) == {street.pk, ours.issuer_id, theirs.issuer_id}
    neighbour = factories.editor("neighbour", of=section, works_for=[ours.issuer])
    assert list(plans_to_work_on(neighbour)) == [ours]
    assert not may_work_on(neighbour, above)


def test_a_plan_of_nobody_is_for_those_who_are_not_bound(section, member):
    plan = factories.plan("无主计划", section)
    assert not may_work_on(member, plan)
    assert may_work_on(factories.editor("free", of=section), plan)
    assert may_work_on(factories.administrator(), plan)


def test_other_pages_of_nobody_are_everybodys_and_those_of_others_are_not(member, section, ours, theirs):
    notices = factories.section("通知", parent=section)
    everybodys, not_ours = (
        factories.notice(parent=notices),
        factories.notice(parent=notices, issuer=theirs.issuer),
    )
    assert everybodys.permissions_for_user(member).can_edit()
    assert not not_ours.permissions_for_user(member).can_edit()
    policy = policy_registry.get_by_type(Page)
    may_change = policy.instances_user_has_permission_for(member, "change")
    assert not_ours.pk not in may_change.values_list("pk", flat=True)
    assert policy.user_has_permission_for_instance(member, "change", everybodys)
    assert not policy.user_has_permission_for_instance(member, "change", not_ours)


def test_an_administrator_is_bound_by_nothing(theirs, ours):
    chief = factories.administrator()
    Membership.objects.create(user=chief, organisation=ours.issuer)
    assert may_work_on(chief, theirs)


# --- Who says so ----------------------------------------------------------------------------------------


def user_form(user, **fields):
    return {
        "username": user.username,
        "email": "a@example.org",
        "first_name": "甲",
        "last_name": "乙",
        "is_active": "on",
        "groups": [group.pk for group in user.groups.all()],
        **fields,
    }


def test_memberships_are_set_with_the_user_and_told_in_their_history(client, section, ours):
    chief, user = factories.administrator(), factories.editor(of=section)
    client.force_login(chief)
    address = reverse("wagtailusers_users:edit", args=[user.pk])
    assert ours.issuer.name_zh in client.get(address).content.decode()
    client.post(address, user_form(user, organisations=[ours.issuer_id]))
    assert user.memberships.get().organisation == ours.issuer
    entry = ModelLogEntry.objects.get(action="core.membership")
    assert (entry.user, entry.object_id) == (chief, str(user.pk))
    assert entry.message == "所属单位：– → ours街道"
    client.post(address, user_form(user, organisations=[ours.issuer_id]))  # says nothing new
    assert ModelLogEntry.objects.filter(action="core.membership").count() == 1
    assert "ours街道" in client.get(reverse("wagtailusers_users:index")).content.decode()


def test_a_new_user_works_for_what_is_said(client, ours):
    client.force_login(factories.administrator())
    words = {"password1": "long-and-secret-7", "password2": "long-and-secret-7", "username": "newcomer"}
    data = {
        "email": "a@example.org",
        "first_name": "甲",
        "last_name": "乙",
        "organisations": [ours.issuer_id],
        **words,
    }
    client.post(reverse("wagtailusers_users:add"), data)
    assert Membership.objects.get(user__username="newcomer").organisation_id == ours.issuer_id


def test_nobody_frees_themselves(client, section, ours):
    manager = factories.editor(of=section, works_for=[ours.issuer])
    manager.user_permissions.add(Permission.objects.get(codename="change_user"))
    client.force_login(manager)
    address = reverse("wagtailusers_users:edit", args=[manager.pk])
    assert "organisations" not in client.get(address).context["form"].fields
    client.post(address, user_form(manager))
    assert manager.memberships.exists()
