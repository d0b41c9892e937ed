"""What is made of a whole plan: each a page that says what will be, and a button."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from cms.workplans.accounts import accounts_of
from cms.workplans.desk.plan_view import PlanView
from cms.workplans.desk.years.account import make_account, may_account
from cms.workplans.desk.years.account_text import title_of
from cms.workplans.desk.years.next_year import copy_as_next_year, may_copy, next_plans, versions_of
from cms.workplans.rules.years import a_year_on


class NextYearView(PlanView):
    page_title = _("Copy as next year's plan")
    header_icon = "copy"
    template_name = "workplans/desk/next_year.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        versions = versions_of(self.plan)
        drafts = [(version, a_year_on(version.title, version.year)) for version in versions]
        return {
            **super().get_context_data(**kwargs),
            "year": self.plan.year + 1,
            "drafts": drafts,
            "already": next_plans(self.plan),
            "may_copy": may_copy(self.request.user, self.plan),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            made = copy_as_next_year(self.plan, by=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return self.get(request, *args, **kwargs)
        told = ngettext(
            "A draft of the plan for %(year)d was made. Each task goes on with that of the year before.",
            "%(count)d drafts of the plan for %(year)d were made, one for each language. "
            "Each task goes on with that of the year before.",
            len(made),
        )
        messages.success(request, told % {"year": made[0].year, "count": len(made)})
        mine = next((page for page in made if page.locale_id == self.plan.locale_id), made[0])
        return redirect(self.edit_url(mine))


class AccountView(PlanView):
    page_title = _("Account of the year")
    header_icon = "doc-full"
    template_name = "workplans/desk/account.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "drafts": [(version, title_of(version)) for version in versions_of(self.plan)],
            "already": accounts_of(self.plan.translation_key),
            "may_account": may_account(self.request.user, self.plan),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if accounts_of(self.plan.translation_key) and "again" not in request.POST:
            messages.warning(
                request, _("There is an account of this plan already. Open it, or make new drafts.")
            )
            return self.get(request, *args, **kwargs)
        made = make_account(self.plan, by=request.user)
        told = ngettext(
            "A draft of the account was made. Look at it, then publish it.",
            "%(count)d drafts of the account were made, one for each language. Look at them, then publish them.",
            len(made),
        )
        messages.success(request, told % {"count": len(made)})
        mine = next((page for page in made if page.locale_id == self.plan.locale_id), made[0])
        return redirect(self.edit_url(mine))
