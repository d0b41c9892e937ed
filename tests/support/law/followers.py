"""What staff do with plans as the years go by: they come after each other, implement each other, and get on."""

from hypothesis import strategies as st
from hypothesis.stateful import rule

from cms.core.models import Organisation
from cms.workplans.models import Continuation, Implementation, WorkPlanPage
from cms.workplans.recording import Report, followed_task, report
from cms.workplans.telling import tell
from tests import factories
from tests.support.law.staff import CHOICE, TITLES, Staff, as_the_form_allows


class Followers(Staff):
    def plans(self) -> list[WorkPlanPage]:
        """Those that can be edited."""
        return [page for page in self.own_pages() if isinstance(page, WorkPlanPage)]

    @rule(number=CHOICE, year=st.integers(2025, 2027), title=TITLES)
    def change_a_plans_year_text_and_issuer(self, number, year, title):
        if plan := self.pick(self.plans(), number):
            plan.year, plan.issuer = year, self.pick([None, *Organisation.objects.all()], number)
            plan.previous = None
            task = plan.tasks.first()
            if task:
                task.text = f"<p>{title}</p>"
                plan.tasks = [task, *plan.tasks.all()[1:]]
            with as_the_form_allows():
                factories.publish(plan)

    @rule(number=CHOICE, other=CHOICE)
    def put_a_plan_after_another(self, number, other):
        plan, before = self.pick(self.plans(), number), self.pick(self.plans(), other)
        if plan and before.pk != plan.pk and before.year <= plan.year:
            plan.previous = before
            with as_the_form_allows():
                factories.publish(plan)

    @rule(number=CHOICE, status=st.sampled_from(["", "done", "under_way"]))
    def report_on_a_task(self, number, status):
        plan = self.pick(self.plans(), number)
        if task := plan and self.pick(list(plan.tasks.all()), number):
            report(plan, {task.uid: Report(status)}, by=self.chief)

    @rule(number=CHOICE, other=CHOICE, implements=st.booleans())
    def link_a_task_to_one_of_another_plan(self, number, other, implements):
        plan, to = self.pick(self.plans(), number), self.pick(self.plans(), other)
        if (
            not plan
            or plan.translation_key == to.translation_key
            or not (plan.tasks.all() and to.tasks.all())
        ):
            return
        mine, theirs = (followed_task(page, page.tasks.first().uid) for page in (plan, to))
        if implements:
            Implementation.objects.get_or_create(lower=mine, upper=theirs)
            tell([plan.translation_key, to.translation_key])
        else:
            Continuation.objects.update_or_create(
                task=mine, plan=to.translation_key, defaults={"earlier": theirs}
            )
            tell([plan.translation_key])
