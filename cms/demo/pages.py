"""How a draft fills a page of each type."""

from collections.abc import Callable
from typing import Any
from uuid import uuid5

from cms.campaigns.models import CampaignCategory, CampaignPage, Criterion, ElectionPage, EntryPage, Stage
from cms.core.models import ArticlePage, BasePage
from cms.culture.models import Activity, BrandPage, Person
from cms.demo.drafts import Draft
from cms.demo.elections import election
from cms.demo.plans import work_plan
from cms.demo.trainings import training
from cms.home.models import HomePage, SectionPage, StandardPage
from cms.notices.models import NoticePage, PolicyPage
from cms.volunteers.models import RecruitmentPage, Shift
from cms.workplans.models import WorkPlanPage

MODELS: dict[str, type[BasePage]] = {
    model.document_type: model
    for model in (
        HomePage,
        SectionPage,
        StandardPage,
        NoticePage,
        PolicyPage,
        WorkPlanPage,
        BrandPage,
        RecruitmentPage,
        CampaignPage,
        ElectionPage,
        EntryPage,
    )
}


def fill(page: BasePage, draft: Draft) -> None:
    """Give a page everything that its draft says, in memory."""
    page.title, page.summary = draft.text("title"), draft.text("summary")
    page.issuer = draft.organisation(draft.field("issuer"))
    page.topics = [draft.world.topics[slug] for slug in draft.field("topics", [])]
    if published := draft.field("published"):
        page.dated = draft.moment(published)
    if isinstance(page, ArticlePage):
        page.body = draft.blocks()
    FILLERS.get(draft.entry.type, lambda page, draft: None)(page, draft)


def _home(page: HomePage, draft: Draft) -> None:
    page.welcome = draft.html("welcome")
    page.image = draft.image(draft.field("image"))
    page.links = [
        (
            "link",
            {
                "label": link[draft.locale][0],
                "description": link[draft.locale][1],
                "page": draft.page(link["page"]),
                "address": "",
            },
        )
        for link in draft.field("links")
    ]


def _section(page: SectionPage, draft: Draft) -> None:
    page.layout, page.description = draft.field("layout"), draft.html("description")
    page.show_in_menus = not draft.entry.parent


def _notice(page: NoticePage, draft: Draft) -> None:
    page.kind, page.pinned = draft.field("kind"), draft.field("pinned", False)
    page.deadline, page.contact = draft.day("deadline"), draft.text("contact")


def _policy(page: PolicyPage, draft: Draft) -> None:
    page.number, page.index_number = draft.field("number"), draft.field("index_number")
    page.subject, page.issuing_body = draft.text("subject"), draft.text("issuing_body")
    for name in ("signed_on", "effective_on", "repealed_on"):
        setattr(page, name, draft.day(name))
    page.keywords = ("," if draft.locale == "en" else "，").join(draft.words("keywords"))
    for name in ("replaces", "explanation"):
        if path := draft.field(name):
            setattr(page, name, draft.page(path))


def _brand(page: BrandPage, draft: Draft) -> None:
    page.slogan, page.founded = draft.text("slogan"), draft.field("founded")
    page.emblem = draft.image(draft.field("emblem"))
    page.values = [("value", {"title": title, "text": text}) for title, text in draft.words("values")]
    page.gallery = [
        ("picture", {**draft.picture(name), "caption": caption})
        for name, caption in zip(draft.field("gallery"), draft.words("captions"), strict=True)
    ]
    page.activities = [
        Activity(
            title=title, place=place, starts_at=draft.moment(row["starts"]), ends_at=draft.moment(row["ends"])
        )
        for row, (title, place) in zip(draft.field("activity"), draft.words("activities"), strict=True)
    ]
    _brand_told(page, draft)
    if fulfils := draft.field("fulfils"):
        plan = draft.page(fulfils["page"]).specific
        page.fulfils = plan
        page.fulfils_anchor = plan.tasks.filter(level=1)[fulfils["number"] - 1].anchor


def _brand_told(page: BrandPage, draft: Draft) -> None:
    """What a brand has besides its story; the words of each row stand in its language."""
    page.cover, page.accent = draft.image(draft.field("cover")), draft.field("accent", "")
    page.heritage = [
        ("item", {"title": title, "recognised": known, "text": text, "image": draft.image(name)})
        for name, (title, known, text) in zip(
            draft.field("heritage", []), draft.words("heritage_words"), strict=True
        )
    ]
    page.people = [
        Person(
            name=name,
            role=role,
            text=text,
            has_agreed=True,
            agreed_by=name,
            agreed_on=draft.day("agreed"),
        )
        for name, role, text in draft.words("people")
    ]
    page.timeline = [("milestone", {"when": when, "text": text}) for when, text in draft.words("timeline")]
    page.recordings = [
        _recording(row, title, text, draft)
        for row, (title, text) in zip(
            draft.field("recordings", []), draft.words("recording_words"), strict=True
        )
    ]
    page.take_part = [("page", draft.page(path)) for path in draft.field("take_part", [])]
    page.partners = [
        ("partner", {"name": name, "part": part, "href": href})
        for href, (name, part) in zip(draft.field("partners", []), draft.words("partner_words"), strict=True)
    ]
    page.press = [
        ("report", {"title": title, "medium": medium, "published_on": draft.moment(f"{day} 09:00").date()})
        for day, (title, medium) in zip(draft.field("press", []), draft.words("press_words"), strict=True)
    ]


def _recording(row: dict[str, str], title: str, text: str, draft: Draft) -> tuple[str, dict[str, Any]]:
    if name := row.get("file"):
        return "sound", {
            "title": title,
            "file": draft.world.shelf.attachment(name, title),
            "href": "",
            "text": text,
        }
    return "video", {"title": title, "href": row["href"], "text": text}


def _recruitment(page: RecruitmentPage, draft: Draft) -> None:
    for name in ("place", "skills", "training", "health", "other", "contact", "insurance"):
        setattr(page, name, draft.text(name))
    page.minimum_age, page.maximum_age = draft.field("minimum_age"), draft.field("maximum_age")
    page.starts_on, page.ends_on = draft.day("opens"), draft.day("closes")
    page.is_decided_on = draft.field("is_decided_on", False)
    shifts = [
        Shift(
            starts_at=draft.moment(row["starts"]),
            ends_at=draft.moment(row["ends"]),
            places=row["places"],
            place=place,
            needs=training(row["needs"]) if "needs" in row else None,
            uid=uuid5(page.translation_key, f"shift {number}"),  # one shift in both languages
        )
        for number, (row, place) in enumerate(
            zip(draft.field("shift"), draft.words("shift_places"), strict=True), start=1
        )
    ]
    page.shifts.set(shifts)


def _judges(draft: Draft) -> list[str]:
    """By whom each criterion is judged: by reviewers, where the draft says nothing."""
    return draft.field("judged_by", ["reviewers"] * len(draft.field("weights")))


def _campaign(page: CampaignPage, draft: Draft) -> None:
    page.kind, page.approval_basis = draft.field("kind"), draft.text("approval_basis")
    page.votes_each = draft.field("votes_each", 1)
    _categories(page, draft)
    page.criteria = [
        Criterion(title=title, text=text, weight=weight, judged_by=judged_by)
        for weight, judged_by, (title, text) in zip(
            draft.field("weights"), _judges(draft), draft.words("criteria"), strict=True
        )
    ]
    page.places = draft.field("places")
    page.stages = [
        Stage(
            kind=row["kind"],
            title=title,
            text=text,
            starts_at=draft.moment(row["starts"]),
            ends_at=draft.moment(row["ends"]),
        )
        for row, (title, text) in zip(draft.field("stage"), draft.words("stages"), strict=True)
    ]


def _categories(page: CampaignPage, draft: Draft) -> None:
    """One category has the same identity in both languages."""
    page.categories.set(
        [
            CampaignCategory(title=title, text=text, uid=uuid5(page.translation_key, f"category {number}"))
            for number, (title, text) in enumerate(draft.words("categories"), start=1)
        ]
    )


def _entry(page: EntryPage, draft: Draft) -> None:
    """It was public from the day on that its draft says: what competes was so when the vote began."""
    page.kind, page.first_published_at = draft.field("kind"), page.dated
    EntryPage.objects.filter(pk=page.pk).update(first_published_at=page.dated)
    pictures = [draft.picture(name) for name in draft.field("gallery", [])]
    page.gallery = [("picture", {**picture, "caption": ""}) for picture in pictures]


FILLERS: dict[str, Callable[[Any, Draft], None]] = {
    "home": _home,
    "section": _section,
    "notice": _notice,
    "policy": _policy,
    "work_plan": work_plan,
    "brand": _brand,
    "recruitment": _recruitment,
    "campaign": _campaign,
    "election": election,
    "entry": _entry,
}
