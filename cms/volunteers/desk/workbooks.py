"""Workbooks of volunteers: out, which is a look at all of them, and in, onto a shift's list."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from cms.core.workbooks import LARGEST_FILE, XLSX, SheetError
from cms.intake import audit
from cms.volunteers.desk.rosters import RosterView
from cms.volunteers.people import Volunteer
from cms.volunteers.places import Application
from cms.volunteers.services import KIND, Action
from cms.volunteers.sheets.exporting import workbook
from cms.volunteers.sheets.importing import bring


class WorkbookForm(forms.Form):
    file = forms.FileField(label=_("Workbook"), widget=forms.FileInput({"accept": ".xlsx"}))


class RosterWorkbookView(RosterView):
    """A shift's list as a file, and a file brought to it."""

    template_name = "volunteers/desk/roster_workbook.html"
    form: WorkbookForm | None = None
    errors: list[str] = []

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "export" in request.POST:
            holding = self.roster.applications.standing()
            people = Volunteer.objects.filter(pk__in=holding.values("volunteer"))
            return as_file(request, people, holding, self.written_as)
        self.form = WorkbookForm(request.POST, request.FILES)
        if not self.form.is_valid():
            return self.get(request, *args, **kwargs)
        try:
            count = bring(self.form.cleaned_data["file"].read(LARGEST_FILE + 1), self.roster, by=request.user)
        except SheetError as error:
            self.errors = error.lines
            return self.get(request, *args, **kwargs)
        told = ngettext(
            "%(count)d person was put on the list.", "%(count)d people were put on the list.", count
        )
        messages.success(request, told % {"count": count})
        return redirect("volunteers_shift", self.roster.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "form": self.form or WorkbookForm(), "errors": self.errors}


def as_file(
    request: HttpRequest, people: QuerySet[Volunteer], applications: QuerySet[Application], reason: str
) -> HttpResponse:
    """The workbook of some volunteers; that it was made is written down first."""
    audit.note(
        request.user, Action.EXPORT, KIND, people.order_by().values_list("person", flat=True), reason[:200]
    )
    response = HttpResponse(workbook(people, applications), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="volunteers.xlsx"'
    response["Cache-Control"] = "no-store"
    return response
