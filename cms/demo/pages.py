"""How a draft fills a page of each type."""

import hashlib
from collections.abc import Callable
from functools import cache
from itertools import accumulate
from typing import Any
from uuid import uuid5

from cms.campaigns.models import CampaignPage, Criterion, Stage
from cms.core.models import ArticlePage, BasePage
from cms.culture.models import Activity, BrandPage
from cms.demo import content
from cms.demo.drafts import Draft
from cms.home.models import HomePage, SectionPage, StandardPage
from cms.importing.api import PlanReading, Reading, read_file, read_text
from cms.importing.registry import ImportContext, Source, maker_for
from cms.notices.models import NoticePage, PolicyPage
from cms.volunteers.models import RecruitmentPage, Shift
from cms.workplans.models import Task, WorkPlanPage
from cms.workplans.recording import Report, report

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


def _work_plan(page: WorkPlanPage, draft: Draft) -> None:
    """The importer reads the text; the rows of the content add what a plan's text does not say."""
    reading = _plan_of(draft)
    context = ImportContext(page.get_parent(), page.locale, _source_of(draft), draft.world.user)
    made = maker_for("work_plan")(reading, context)
    assert isinstance(made, WorkPlanPage)
    page.year, page.number, page.plan_date = draft.field("year"), draft.field("number", ""), draft.day("date")
    page.preamble, page.closing = made.preamble, made.closing
    tasks = list(made.tasks.all())
    rows = _rows_of(tasks, draft)
    for place, task in enumerate(tasks):
        task.uid = uuid5(page.translation_key, str(place))  # the same in both languages
        if row := rows.get(place):
            task.unit, task.due_on = draft.organisation(row.get("unit")), row.get("due")
    page.tasks = tasks
    said = {tasks[place].uid: _report(row) for place, row in rows.items()}
    report(page, said, by=draft.world.user)


def _report(row: dict[str, Any]) -> Report:
    return Report(row["status"], reason_zh=row.get("reason_zh", ""), reason_en=row.get("reason_en", ""))


def _rows_of(tasks: list[Task], draft: Draft) -> dict[int, dict[str, Any]]:
    """The row of the content for each task, by its place. A row holds for what is inside its task too."""
    rows = {row["number"]: row for row in draft.field("task", [])}
    numbers = accumulate(task.level == 1 for task in tasks)
    return {place: rows[number] for place, number in enumerate(numbers) if number in rows}


def _plan_of(draft: Draft) -> PlanReading:
    source = draft.field("source")
    if source:
        return _read(source[draft.locale]).plans[source["plan"] - 1]
    return read_text(draft.text("text")).plans[0]


@cache
def _read(name: str) -> Reading:
    return read_file(content.FOLDER / name)


def _source_of(draft: Draft) -> Source:
    text = draft.text("text") or (content.FOLDER / draft.field("source")[draft.locale]).read_text(
        encoding="utf-8"
    )
    return Source(f"{draft.entry.slug}.{draft.locale}.txt", hashlib.sha256(text.encode()).hexdigest())


def _brand(page: BrandPage, draft: Draft) -> None:
    page.slogan, page.founded = draft.text("slogan"), draft.field("founded")
    page.emblem = draft.image(draft.field("emblem"))
    page.values = [("value", {"title": title, "text": text}) for title, text in draft.words("values")]
    page.gallery = [
        ("picture", {**draft.picture(name), "caption": caption})
        for name, caption in zip(draft.field("gallery"), draft.words("captions"), strict=True)
    ]
    page.activities = [  # type: ignore[misc]  # the reverse side of a ParentalKey takes a list
        Activity(
            title=title, place=place, starts_at=draft.moment(row["starts"]), ends_at=draft.moment(row["ends"])
        )
        for row, (title, place) in zip(draft.field("activity"), draft.words("activities"), strict=True)
    ]
    if fulfils := draft.field("fulfils"):
        plan = draft.page(fulfils["page"]).specific
        page.fulfils = plan
        page.fulfils_anchor = plan.tasks.filter(level=1)[fulfils["number"] - 1].anchor


def _recruitment(page: RecruitmentPage, draft: Draft) -> None:
    for name in ("place", "skills", "training", "health", "other", "contact", "insurance"):
        setattr(page, name, draft.text(name))
    page.minimum_age, page.maximum_age = draft.field("minimum_age"), draft.field("maximum_age")
    page.starts_on, page.ends_on = draft.day("opens"), draft.day("closes")
    shifts = [
        Shift(
            starts_at=draft.moment(row["starts"]),
            ends_at=draft.moment(row["ends"]),
            places=row["places"],
            place=place,
        )
        for row, place in zip(draft.field("shift"), draft.words("shift_places"), strict=True)
    ]
    page.shifts.set(shifts)


def _campaign(page: CampaignPage, draft: Draft) -> None:
    page.kind, page.approval_basis = draft.field("kind"), draft.text("approval_basis")
    page.criteria = [
        Criterion(title=title, text=text, weight=weight)
        for weight, (title, text) in zip(draft.field("weights"), draft.words("criteria"), strict=True)
    ]
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


FILLERS: dict[str, Callable[[Any, Draft], None]] = {
    "home": _home,
    "section": _section,
    "notice": _notice,
    "policy": _policy,
    "work_plan": _work_plan,
    "brand": _brand,
    "recruitment": _recruitment,
    "campaign": _campaign,
}
