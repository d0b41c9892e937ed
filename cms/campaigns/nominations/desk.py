"""The desk where nominations are checked: a list, one nomination with its pictures, and what becomes of them."""

from typing import Any

import django_filters
from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView

from cms.campaigns.models import EntryPage
from cms.campaigns.nominations import moderation, queries
from cms.campaigns.nominations.models import Nomination
from cms.campaigns.nominations.views import file_of
from cms.campaigns.procedures.models import Procedure
from cms.core.desk import DeskView
from cms.core.membership import bodies_of
from cms.intake import audit
from cms.intake.models import Access

PERMISSION = "campaigns.change_nomination"
KIND = Nomination._meta.label_lower


def is_moderator(user: Any) -> bool:
    """Whether a user checks nominations: of the organisations that they work for."""
    return user.has_perm(PERMISSION)


class ModeratorsOnly:
    """A view for those who check nominations."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not is_moderator(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class NominationFilters(WagtailFilterSet):
    procedure = django_filters.ModelChoiceFilter(label=_("Campaign"), queryset=Procedure.objects.none())
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=Nomination.State.choices, empty_label=_("All")
    )
    consent = django_filters.ChoiceFilter(
        label=_("Nominee’s consent"), choices=Nomination.Consent.choices, empty_label=_("All")
    )

    class Meta:
        model = Nomination
        fields = ["procedure", "state", "consent"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = bodies_of(self.request.user)
        mine = Procedure.objects.exclude(nominations=None)
        self.filters["procedure"].queryset = mine if bodies is None else mine.filter(issuer__in=bodies)


class TickColumn(Column):
    """A box for each row, sent under the column's name."""

    cell_template_name = "campaigns/desk/tick.html"


class NominationsView(ModeratorsOnly, BaseListingView):
    """All nominations, the newest first; nobody is named in full before somebody opens one."""

    model = Nomination
    page_title = _("Nominations")
    header_icon = "form"
    results_template_name = "campaigns/desk/nominations_results.html"
    index_url_name = "campaigns_nominations"
    index_results_url_name = "campaigns_nominations_results"
    filterset_class = NominationFilters
    paginate_by = 50
    default_ordering = "-pk"
    columns = [
        TickColumn("nomination", label=_("Choose")),
        TitleColumn(
            "number",
            label=_("Number"),
            accessor="__str__",
            classname="desk-when",
            get_url=lambda one: reverse("campaigns_nomination", args=[one.pk]),
        ),
        Column("nominee", label=_("Nominee"), accessor="masked_nominee"),
        Column("procedure", label=_("Campaign"), accessor="procedure.title"),
        Column("state", label=_("State"), accessor="get_state_display", sort_key="state"),
        Column("consent", label=_("Nominee’s consent"), accessor="get_consent_display", sort_key="consent"),
        Column(
            "pictures", label=_("Pictures"), accessor="number_of_pictures", classname="desk-on-wide-screens"
        ),
        Column(
            "sent_at",
            label=_("Sent"),
            classname="desk-on-wide-screens",
            accessor=lambda row: timezone.localtime(row.sent_at).strftime("%Y-%m-%d %H:%M"),
        ),
    ]

    def get_base_queryset(self) -> QuerySet[Nomination]:
        mine = Nomination.objects.seen_by(self.request.user).filter(emptied_at=None)
        return mine.select_related("procedure").annotate(number_of_pictures=Count("pictures"))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Accept all that are ticked and can be."""
        ticked = [key for key in request.POST.getlist("nomination") if key.isdecimal()]
        mine = Nomination.objects.seen_by(request.user).filter(pk__in=ticked, emptied_at=None)
        done = sum(moderation.accept(each, request.user) is not None for each in mine.standing())
        told = ngettext(
            "%(count)d nomination became a draft of an entry.",
            "%(count)d nominations became drafts of entries.",
            done,
        )
        messages.success(request, told % {"count": done})
        if left := len(ticked) - done:
            words = ngettext(
                "%(count)d could not be accepted: the nominee has not agreed, or it is decided already.",
                "%(count)d could not be accepted: the nominees have not agreed, or it is decided already.",
                left,
            )
            messages.warning(request, words % {"count": left})
        return redirect(self.index_url)


class MessageForm(forms.Form):
    """What the office says to who nominated."""

    message = forms.CharField(
        label=_("Question or reason"),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Who nominated reads it under “My nominations”."),
        error_messages={"required": _("Say what you ask, or why it is not accepted.")},
    )


class NominationView(ModeratorsOnly, DeskView, TemplateView):
    """One nomination. Who opens it is written down before it is shown."""

    page_title = _("Nomination")
    header_icon = "form"
    template_name = "campaigns/desk/nomination.html"
    form: MessageForm | None = None

    @cached_property
    def nomination(self) -> Nomination:
        return seen(self.request, self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return str(self.nomination)

    def heading(self) -> str:
        return f"{self.get_page_title()} {self.nomination}"

    def above(self) -> list[tuple[str, Any]]:
        return [(reverse("campaigns_nominations"), _("Nominations"))]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "accept" in request.POST:
            return self._accept()
        self.form = MessageForm(request.POST)
        if not self.form.is_valid():
            return self.get(request, *args, **kwargs)
        act = moderation.ask_back if "ask" in request.POST else moderation.refuse
        if act(self.nomination, self.form.cleaned_data["message"], request.user):
            messages.success(request, _("Who nominated can read it now."))
        else:
            messages.error(request, _("This nomination is decided already."))
        return redirect("campaigns_nomination", self.nomination.pk)

    def _accept(self) -> HttpResponse:
        page = moderation.accept(self.nomination, self.request.user)
        if page is None:
            messages.error(
                self.request, _("Not accepted: the nominee has not agreed, or the campaign is not public.")
            )
            return redirect("campaigns_nomination", self.nomination.pk)
        messages.success(self.request, _("This is the draft of the entry. Look through it and publish it."))
        return redirect("wagtailadmin_pages:edit", page.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one = self.nomination
        audit.note(self.request.user, Access.Action.SHOW, KIND, [one.person_id], str(_("To check it")))
        titles = queries.titles_of(one.procedure)
        return {
            **super().get_context_data(**kwargs),
            "nomination": one,
            "category": titles.get(str(one.category), ""),
            "pictures": one.pictures.defer("content"),
            "form": self.form or MessageForm(),
            "tells_numbers": moderation.tells_numbers(one),
            "entry": EntryPage.objects.filter(translation_key=one.entry).first() if one.entry else None,
        }


class PictureView(ModeratorsOnly, View):
    """A picture of a nomination that was opened."""

    def get(self, request: HttpRequest, pk: int, key: int) -> HttpResponse:
        return file_of(seen(request, pk), str(key))


def seen(request: HttpRequest, pk: int) -> Nomination:
    """A nomination that the user may see; another organisation's is not there."""
    mine = Nomination.objects.seen_by(request.user).filter(emptied_at=None)
    return get_object_or_404(mine.select_related("person", "procedure"), pk=pk)


urlpatterns = [
    path("nominations/", NominationsView.as_view(), name=NominationsView.index_url_name),
    path(
        "nominations/results/",
        NominationsView.as_view(results_only=True),
        name=NominationsView.index_results_url_name,
    ),
    path("nominations/<int:pk>/", NominationView.as_view(), name="campaigns_nomination"),
    path("nominations/<int:pk>/pictures/<int:key>/", PictureView.as_view(), name="campaigns_picture"),
]
