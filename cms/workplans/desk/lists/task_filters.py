"""The tasks of all plans that somebody works on, each once, and what they can be looked for by."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from cms.core.models import Organisation
from cms.workplans.desk.lists.plan_list import issuers, years
from cms.workplans.following import stand_in
from cms.workplans.models import Status, Task, WorkPlanPage
from cms.workplans.queries import plans_to_work_on
from cms.workplans.rules.standing import Standing, is_overdue

SOON = [("7", _("Within a week")), ("30", _("Within a month")), ("90", _("Within three months"))]


def tasks_of(user: Any) -> QuerySet[Task]:
    """The tasks of the plans that a user may edit; of one in two languages those in the reader's, else in Chinese."""
    versions = WorkPlanPage.objects.filter(translation_key=OuterRef("plan__translation_key"))
    mine = get_language()
    is_mine = Q(plan__locale__language_code=mine)
    has_mine = Exists(versions.filter(locale__language_code=mine))
    has_later = Exists(versions.filter(locale__language_code__gt=OuterRef("plan__locale__language_code")))
    return Task.objects.filter(is_mine | (~has_mine & ~has_later), plan__in=plans_to_work_on(user))


def standing_of(tasks: QuerySet[Task]) -> dict[int, Standing]:
    """Where the tasks of the plans of some tasks stand, by the task's key."""
    plans = WorkPlanPage.objects.filter(pk__in=tasks.order_by().values("plan")).only("pk", "translation_key")
    return {task.pk: standing for found in stand_in(plans).values() for task, standing in found}


def units(_request: Any) -> QuerySet[Organisation]:
    return Organisation.objects.filter(pk__in=Task.objects.order_by().values("unit"))


class TaskFilters(WagtailFilterSet):
    year = django_filters.ChoiceFilter(
        label=_("Year"), choices=years, field_name="plan__year", empty_label=_("All")
    )
    issuer = django_filters.ModelChoiceFilter(
        label=_("Issuer"), queryset=issuers, field_name="plan__issuer", empty_label=_("All")
    )
    unit = django_filters.ModelChoiceFilter(label=_("Responsible unit"), queryset=units, empty_label=_("All"))
    status = django_filters.ChoiceFilter(
        label=_("Status"), choices=Status.choices, method="of_status", empty_label=_("All")
    )
    overdue = django_filters.ChoiceFilter(
        label=_("Overdue"),
        choices=[("yes", _("Overdue tasks only"))],
        method="overdue_only",
        empty_label=_("All"),
    )
    due = django_filters.ChoiceFilter(label=_("Due"), choices=SOON, method="due_within", empty_label=_("All"))

    class Meta:
        model = Task
        fields = ["year", "issuer", "unit", "status", "overdue", "due"]

    def of_status(self, tasks: QuerySet[Task], _name: str, value: str) -> QuerySet[Task]:
        return _only(tasks, lambda _task, standing: standing.status == value)

    def overdue_only(self, tasks: QuerySet[Task], _name: str, _value: str) -> QuerySet[Task]:
        today = timezone.localdate()
        late = tasks.filter(due_on__lt=today)
        return _only(late, lambda task, standing: is_overdue(standing, task.due_on, today))

    def due_within(self, tasks: QuerySet[Task], _name: str, value: str) -> QuerySet[Task]:
        today = timezone.localdate()
        return tasks.filter(due_on__range=(today, today + timedelta(days=int(value))))


def _only(tasks: QuerySet[Task], fits: Callable[[Any, Standing], bool]) -> QuerySet[Task]:
    known = standing_of(tasks)
    rows = tasks.order_by().values_list("pk", "due_on", named=True)
    return tasks.filter(pk__in=[task.pk for task in rows if fits(task, known[task.pk])])
