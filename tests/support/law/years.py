"""What staff do with plans from year to year: put them after others, say what continues what, change their years."""

from hypothesis import strategies as st
from hypothesis.stateful import rule

from cms.core.models import Organisation
from cms.workplans.continuing import say
from tests import factories
from tests.support.law.plans import Plans
from tests.support.law.staff import CHOICE, TITLES, as_the_form_allows


class Years(Plans):
    @rule(number=CHOICE, year=st.integers(2025, 2027), title=TITLES)
    def change_a_plans_year_text_and_issuer(self, number, year, title):
        if plan := self.pick(self.plans(), number):
            bodies = [None, *Organisation.objects.order_by("pk")]
            plan.year, plan.issuer, plan.previous = year, self.pick(bodies, number), None
            if task := plan.tasks.first():
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

    @rule(number=CHOICE, continues=st.booleans())
    def say_what_a_task_continues(self, number, continues):
        plan = self.pick([plan for plan in self.plans() if plan.previous], number)
        tasks, before = (list(page.tasks.all()) for page in (plan, plan.previous)) if plan else ([], [])
        if tasks and before:
            said = {tasks[0].uid: before[-1].uid if continues else None}
            say(plan, plan.previous, tasks, before, said, by=self.chief)
