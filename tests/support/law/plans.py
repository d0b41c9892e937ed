"""What staff record of plans as the year goes by: reports, entries with evidence, what implements what."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import rule
from wagtail.models import PageLogEntry

from cms.core.fulfilment import Fulfilment
from cms.core.models import Image, Organisation
from cms.workplans import cascade
from cms.workplans.history import WITHDRAWN
from cms.workplans.joining import join, separate
from cms.workplans.models import EntryPicture, Evidence, ProgressEntry, Status, WorkPlanPage
from cms.workplans.recording import Report, enter, implement, report, restore, withdraw
from tests import factories
from tests.support.law.staff import CHOICE, TITLES
from tests.support.law.things import Things

SAID = st.sampled_from(["", *Status.values])


class Plans(Things):
    def plans(self) -> list[WorkPlanPage]:
        return [page for page in self.own_pages() if page.document_type == "work_plan"]

    def task(self, number):
        """A plan and one of its tasks, or None where there is none."""
        plan = self.pick(self.plans(), number)
        task = plan and self.pick(list(plan.tasks.all()), number // 7)
        return (plan, task.uid) if task else (None, None)

    @rule(number=CHOICE, title=TITLES)
    def add_a_plan_of_a_body(self, number, title):
        body = self.pick(list(Organisation.objects.order_by("pk")), number)
        factories.plan(title, self.section(number), year=2026, issuer=body, tasks=[title, "开展志愿服务。"])

    @rule(number=CHOICE, status=SAID, reached=st.none() | st.integers(0, 9))
    def report_on_a_task(self, number, status, reached):
        plan, uid = self.task(number)
        if plan:
            value = None if reached is None else Decimal(reached)
            report(plan, {uid: Report(status, value, reason_zh="无场地", reason_en="")}, by=self.chief)

    @rule(number=CHOICE, text=TITLES, pages=st.lists(CHOICE, max_size=2))
    def enter_what_was_done(self, number, text, pages):
        plan, uid = self.task(number)
        if plan:
            entry = ProgressEntry(day=timezone.localdate(), text_zh=text)
            self._fill(entry, pages)
            enter(plan, uid, entry, by=self.chief)

    @rule(number=CHOICE, text=TITLES, pages=st.lists(CHOICE, max_size=2))
    def change_an_entry(self, number, text, pages):
        if entry := self.entry(number):
            entry.text_en = text
            self._fill(entry, pages)
            enter(self.plan_of(entry), entry.task.uid, entry, by=self.chief)

    @rule(number=CHOICE)
    def withdraw_an_entry(self, number):
        if entry := self.entry(number):
            withdraw(self.plan_of(entry), entry, by=self.chief)

    @rule(number=CHOICE)
    def restore_an_entry(self, number):
        line = self.pick(list(PageLogEntry.objects.filter(action=WITHDRAWN).order_by("pk")), number)
        plan = line and WorkPlanPage.objects.filter(pk=line.page_id).first()
        if plan and not ProgressEntry.objects.filter(pk=line.data["kept"]["pk"]).exists():
            restore(plan, line.data, by=self.chief)

    @rule(number=CHOICE, upper=CHOICE)
    def let_a_task_implement_another_or_none(self, number, upper):
        plan, uid = self.task(number)
        if plan:
            refs = [
                (page.translation_key, task.uid) for page, tasks in cascade.offered(plan) for task in tasks
            ]
            chosen = self.pick(refs, upper)
            implement(plan, uid, [chosen] if chosen and upper % 4 else [], by=self.chief)

    @rule(number=CHOICE, other=CHOICE)
    def declare_a_plan_the_translation_of_another_or_no_longer(self, number, other):
        plan, other = self.pick(self.plans(), number), self.pick(self.plans(), other)
        for change in (join, separate) if plan else ():
            try:
                change(plan, other, by=self.chief)
            except ValidationError:  # of one language, of two bodies, or with a translation already
                continue
            break

    @rule(number=CHOICE, plan=CHOICE)
    def let_a_page_fulfil_a_task_or_none(self, number, plan):
        page = self.pick([page for page in self.own_pages() if isinstance(page, Fulfilment)], number)
        if page:
            plan = self.pick(self.plans(), plan) if plan % 3 else None
            page.fulfils, page.fulfils_anchor = plan, "task-1" if plan else ""
            try:
                factories.publish(page)
            except ValidationError:  # the plan's first task is gone
                assert not plan.tasks.filter(anchor="task-1").exists()

    @rule(number=CHOICE, title=TITLES)
    def take_a_plan_s_first_task_away(self, number, title):
        if plan := self.pick(self.plans(), number):
            plan.tasks = list(plan.tasks.all())[1:]
            factories.publish(plan)

    def entry(self, number) -> ProgressEntry | None:
        """Any entry of a plan that is still there to be edited."""
        keys = {plan.translation_key for plan in self.plans()}
        return self.pick(list(ProgressEntry.objects.filter(task__plan__in=keys).order_by("pk")), number)

    def plan_of(self, entry) -> WorkPlanPage:
        return next(plan for plan in self.plans() if plan.translation_key == entry.task.plan)

    def _fill(self, entry, pages) -> None:
        shown = {page.pk: page for number in pages if (page := self.pick(self.pages(), number))}
        entry.evidence = [Evidence(page_id=pk) for pk in shown]
        image = Image.objects.first()
        entry.pictures = [EntryPicture(image=image)] if image else []
