"""Loading: once for all tests here, as it takes some seconds."""

from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page

from cms.campaigns.models import CampaignPage, Nomination, NominationPicture
from cms.core.models import Attachment, Image, Organisation, SiteSettings, Topic
from cms.culture.models import BrandPage
from cms.demo import content
from cms.demo.loader import load
from cms.home.models import HomePage
from cms.notices.models import NoticePage, PolicyPage
from cms.publishing.models import StoredDocument
from cms.volunteers.models import RecruitmentPage
from cms.workplans.models import WorkPlanPage

KINDS = (Page, Image, Attachment, Organisation, Topic)


pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def demo(lasting):
    get_user_model().objects.create_superuser("editor", password="a password of tests")
    return load()


def document(path):
    return StoredDocument.objects.get(url=path).document


def counts():
    return {kind: kind.objects.count() for kind in KINDS}


def test_every_page_is_public_in_both_languages(demo):
    entries = content.entries()

    assert demo.pages == 2 * len(entries)
    assert demo.kept == 0
    assert not Page.objects.filter(depth__gt=1, live=False).exists()
    for entry in entries:
        pair = [document(f"/{segment}/{entry.slug}/".replace("//", "/")) for segment in ("zh", "en")]
        assert pair[0].translation_key == pair[1].translation_key
        assert pair[0].title != pair[1].title


def test_publishing_names_who_did_it(demo):
    page = NoticePage.objects.first()

    assert page.owner.username == "editor"
    assert page.latest_revision.user.username == "editor"


def test_a_second_load_changes_nothing(demo):
    before, revisions = counts(), set(Page.objects.values_list("pk", "latest_revision"))
    again = load()

    assert (again.pages, again.files, again.kept) == (0, 0, demo.pages)
    assert counts() == before
    assert set(Page.objects.values_list("pk", "latest_revision")) == revisions


def test_what_was_edited_moved_or_renamed_is_left_alone(demo):
    notice = NoticePage.objects.get(slug="water-cut", locale__language_code="en")
    notice.title, notice.slug = "Our own words", "our-own-words"
    notice.save_revision().publish()
    notice.move(Page.objects.get(url_path="/en/about/"), "last-child")
    settings = SiteSettings.load()
    settings.name_zh = "我们的站"
    settings.save()
    before = counts()
    load()

    assert counts() == before
    notice.refresh_from_db()
    assert (notice.title, notice.url_path) == ("Our own words", "/en/about/our-own-words/")
    assert SiteSettings.objects.get().name_zh == "我们的站"


def test_what_is_missing_is_made_again(demo):
    NoticePage.objects.get(slug="water-cut", locale__language_code="zh-hans").delete()
    again = load()

    assert again.pages == 1
    assert (
        document("/zh/notices/water-cut/").translation_key
        == document("/en/notices/water-cut/").translation_key
    )


def test_a_load_that_was_killed_is_completed(demo):
    page = NoticePage.objects.get(slug="heating-2026", locale__language_code="en")
    page.unpublish()
    NoticePage.objects.filter(pk=page.pk).update(latest_revision=None, live_revision=None, body="[]")
    again = load()

    assert again.pages == 1
    assert len(document("/en/notices/heating-2026/").body) > 5


def test_the_plans_of_the_seed_are_read_by_the_importer(demo):
    plan = document("/en/work-plan/community-work-plan/community-building-2019/")
    second = document("/en/work-plan/community-work-plan/new-community-2019/")

    assert [step["title"] for step in plan.breadcrumb][1:] == ["Work Plan", "Community Work Plan"]
    assert [task["number"] for task in plan.detail["tasks"]] == [f"{number}." for number in range(1, 11)]
    fourth = plan.detail["tasks"][3]
    assert "virtual old-age service" in f"{fourth['heading']} {fourth['html']}"
    assert [task["number"] for task in second.detail["tasks"] if task["level"] == 1] == [
        "First,", "Second,", "Third,", "Fourth,", "Fifth,", "6.", "7.",
    ]  # fmt: skip
    last = second.detail["tasks"][-1]
    assert "The spirit of righteousness" in f"{last['heading']} {last['html']}"


def test_tasks_pair_one_to_one(demo):
    for plan in WorkPlanPage.objects.filter(locale__language_code="en"):
        other = plan.get_translations().get().specific
        assert [task.level for task in plan.tasks.all()] == [task.level for task in other.tasks.all()]
        assert [task.uid for task in plan.tasks.all()] == [task.uid for task in other.tasks.all()]


def test_the_current_plan_shows_progress(demo):
    progress = document("/zh/work-plan/community-work-plan/liuxi-2026/").detail["progress"]

    assert progress["done"] > 0
    assert progress["under_way"] > 0
    assert progress["done"] < progress["total"]


def test_nothing_is_stale_on_the_day_of_loading(demo):
    states = {page.to_document().card["state"] for page in RecruitmentPage.objects.all()}
    campaigns = {page.to_document().card["state"] for page in CampaignPage.objects.all()}
    newest = max(NoticePage.objects.values_list("dated", flat=True))

    assert states == {"upcoming", "open", "closed"}
    assert campaigns == {"upcoming", "running", "finished"}
    assert timezone.now() - newest < timedelta(days=3)


def test_a_campaign_that_is_over_tells_how_its_result_came_about(demo):
    told = document("/zh/campaigns/civilized-families/").detail["outcome"]

    assert (told["state"], len(told["list"])) == ("commended", 2)
    assert [each["answer"][:2] for each in told["record"]["objections"]] == ["经到"]
    assert all(line["score"] for line in told["record"]["lines"])


def test_nominations_wait_at_the_desk_each_a_different_matter(demo):
    waiting = Nomination.objects.standing()

    assert {each.procedure.title_zh for each in waiting} == {"“身边好邻居”推荐"}
    assert {(each.state, each.consent) for each in waiting} == {
        ("sent", "given"),
        ("sent", "awaited"),
        ("asked", "given"),
    }
    assert [each.may_be_shown for each in NominationPicture.objects.all()] == [True]
    assert not any(each.nominee_phone or each.person.phone for each in waiting)


def test_a_repealed_rule_names_what_took_its_place(demo):
    rules = PolicyPage.objects.get(slug="resident-council-rules-2024", locale__language_code="zh-hans")
    old = document("/zh/policies/resident-council-rules-2019/")

    assert old.detail["state"] == "repealed"
    relations = {relation["kind"]: relation["key"] for relation in document(rules.url_path).relations}
    assert relations["replaces"] == old.key
    assert relations["explained_by"] == document("/zh/policies/resident-council-rules-2024-explained/").key


def test_brands_lead_to_the_task_that_they_fulfil(demo):
    brand = BrandPage.objects.get(slug="lantern-lane", locale__language_code="en")
    task = brand.fulfils.specific.tasks.get(anchor=brand.fulfils_anchor)

    assert "Lantern Lane" in task.heading
    assert len(brand.gallery) >= 3


def test_pictures_are_described_in_the_language_of_their_page(demo):
    for page in (*HomePage.objects.all(), *BrandPage.objects.all(), *CampaignPage.objects.all()):
        chinese = page.locale.language_code == "zh-hans"
        images = document(page.url_path).images
        assert images
        for image in images:
            assert any("\u4e00" <= sign <= "\u9fff" for sign in image["alt"]) == chinese


def test_a_form_can_be_downloaded(demo):
    for segment in ("zh", "en"):
        [form] = document(f"/{segment}/notices/holiday-club-2026/").attachments
        assert form["extension"] == "docx"
        assert form["size"] > 1000


def test_links_between_pages_stay_in_one_language(demo):
    for stored in StoredDocument.objects.all():
        html = str(stored.data)
        for key in set(html.split("linli:page:")[1:]):
            pk = "".join(sign for sign in key[:12].split('"')[0] if sign.isdigit())
            assert Page.objects.get(pk=pk).locale.language_code == stored.document.locale


def test_the_command_says_what_it_did(demo):
    out = StringIO()
    call_command("demo", stdout=out)

    assert out.getvalue().strip() == f"0 pages and 0 files made, {demo.pages} pages were already there"
