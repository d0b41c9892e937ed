"""The words of a year's account, as blocks of an ordinary page: what was planned, where it stands, what was done."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.core.text import numbered, plain, shorten
from cms.workplans.followed import ProgressEntry, Status
from cms.workplans.following import Following, follow
from cms.workplans.models import WorkPlanPage
from cms.workplans.rules.standing import Standing, counted, progress
from cms.workplans.tasks import Task

Block = tuple[str, Any]

LONGEST_HEADING = 150
PLAN_WORDS = ("工作计划", "计划", "工作要点", "要点")


def title_of(plan: WorkPlanPage) -> str:
    """The title of a plan's account, in the plan's language."""
    if plan.locale.language_code == "en":
        return f"Account of the year: {plan.title}"
    words = next((words for words in PLAN_WORDS if plan.title.endswith(words)), "")
    year = "" if f"{plan.year}年" in plan.title else f"{plan.year}年"
    return f"{year}{plan.title.removesuffix(words)}年度工作总结"


def blocks_of(plan: WorkPlanPage) -> list[Block]:
    """The body of a plan's account, in the plan's language."""
    tasks = list(plan.tasks.all())
    known = follow(plan.translation_key, tasks)
    with translation.override(plan.locale.language_code):
        return [*_whole(plan, tasks, known), *(block for task in tasks for block in _task(plan, task, known))]


def _whole(plan: WorkPlanPage, tasks: Sequence[Task], known: Following) -> Iterator[Block]:
    numbers = progress(known.standings[tasks[place].uid] for place in counted([task.level for task in tasks]))
    told = ngettext(
        "This is the account of the plan %(plan)s: %(count)d task, %(percent)d %% done.",
        "This is the account of the plan %(plan)s: %(count)d tasks, %(percent)d %% done.",
        numbers["total"],
    )
    link = format_html('<a linktype="page" id="{}">{}</a>', plan.pk, plan.title)
    said = told % {"plan": "\0", "count": numbers["total"], "percent": numbers["percent"]}
    before, _link, after = said.partition("\0")
    yield "text", str(format_html("<p>{}{}{}</p>", before, link, after))
    rows = [[str(status.label), str(numbers[status.value])] for status in Status if numbers[status.value]]
    if rows:
        yield (
            "table",
            {
                "data": [[_("Status"), _("Tasks")], *rows],
                "first_row_is_table_header": True,
                "first_col_is_header": False,
                "table_caption": _("How far the plan has got"),
                "cell": [],
                "mergeCells": [],
            },
        )


def _task(plan: WorkPlanPage, task: Task, known: Following) -> Iterator[Block]:
    heading = numbered(task.number, task.heading) or shorten(plain(task.text), 40)
    yield (
        "heading",
        {"text": shorten(heading, LONGEST_HEADING), "level": "2" if task.level == 1 else "3"},
    )
    standing, entries = known.standings[task.uid], known.entries.get(task.uid, [])
    yield "text", f"{task.text}{_facts(plan, task, standing, known)}{_results(plan, entries)}"
    pictures = [
        {"image": picture.image, "alt": _seen(plan, entry, picture.image), "decorative": False, "caption": ""}
        for entry in entries
        for picture in entry.pictures.all()
    ]
    if len(pictures) > 1:
        yield "gallery", pictures
    elif pictures:
        yield "image", pictures[0]


def _facts(plan: WorkPlanPage, task: Task, standing: Standing, known: Following) -> str:
    locale = plan.locale.language_code
    followed = known.followed.get(task.uid)
    status = str(Status(standing.status).label)
    if standing.percent and standing.status != "done":
        status = f"{status} ({standing.percent} %)"
    reached = None if followed is None or followed.reached is None else f"{followed.reached.normalize():f}"
    facts = [
        (_("Where it stands"), status),
        (_("Responsible unit"), task.unit.said("name", locale) if task.unit else ""),
        (_("Due"), date_format(task.due_on) if task.due_on else ""),
        (_("Target"), task.target),
        (_("Reached so far"), reached),
        (
            _("Why it was dropped"),
            followed.said("reason", locale) if followed and standing.percent is None else "",
        ),
    ]
    lines = [(label, value) for label, value in facts if value]
    return format_html("<ul>{}</ul>", format_html_join("", "<li><b>{}</b> {}</li>", lines))


def _results(plan: WorkPlanPage, entries: Sequence[ProgressEntry]) -> str:
    """What was done, oldest first, with links to what shows it."""
    if not entries:
        return ""
    locale = plan.locale.language_code
    lines = [
        (date_format(entry.day), entry.said("text", locale), _links(entry)) for entry in reversed(entries)
    ]
    done = format_html_join("", "<li>{} {}{}</li>", lines)
    return format_html("<p><b>{}</b></p><ul>{}</ul>", _("What was done"), done)


def _links(entry: ProgressEntry) -> str:
    pages = [(shown.page_id, shown.page.title) for shown in entry.evidence.all()]
    return format_html_join("", ' <a linktype="page" id="{}">{}</a>', pages)


def _seen(plan: WorkPlanPage, entry: ProgressEntry, image: Any) -> str:
    """What a picture shows: what is said of it, else what it is the picture of."""
    return "" if image.description else shorten(entry.said("text", plan.locale.language_code), 200)
