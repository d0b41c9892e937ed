"""Trainings and their dates. Who takes part is looked after like the people of a shift, see desk.rosters."""

from typing import Any

from django import forms
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.admin.widgets import AdminDateTimeInput

from cms.core.membership import bodies_of, home_of, organisations_of
from cms.volunteers import queries, services
from cms.volunteers.desk.base import CoordinatorsOnly, DeskView
from cms.volunteers.places import Roster
from cms.volunteers.services.trainings import Date
from cms.volunteers.training import Training


def _mine(user: Any) -> QuerySet[Training]:
    bodies = bodies_of(user)
    return Training.objects.all() if bodies is None else Training.objects.filter(issuer__in=bodies)


class TrainingsView(CoordinatorsOnly, BaseListingView):
    model = Training
    page_title = _("Trainings")
    header_icon = "clipboard-list"
    template_name = "volunteers/desk/trainings.html"
    index_url_name = "volunteers_trainings"
    index_results_url_name = "volunteers_trainings_results"
    paginate_by = 50
    default_ordering = "name_zh"
    columns = [
        TitleColumn(
            "name",
            label=_("Training"),
            accessor=str,
            get_url=lambda training: reverse("volunteers_training", args=[training.pk]),
        ),
        Column("issuer", label=_("Issuer")),
        Column("to_come", label=_("Dates to come")),
        Column("people", label=_("People who took part")),
    ]

    def get_base_queryset(self) -> QuerySet[Training]:
        to_come = Q(sessions__starts_at__gt=timezone.now(), sessions__removed_at=None)
        return (
            _mine(self.request.user)
            .select_related("issuer")
            .annotate(
                to_come=Count("sessions", filter=to_come, distinct=True),
                people=Count("trained__volunteer", distinct=True),
            )
        )


class TrainingForm(forms.ModelForm):
    class Meta:
        model = Training
        fields = ["name_zh", "name_en", "months", "issuer"]

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        issuer = self.fields["issuer"]
        issuer.queryset = organisations_of(user)  # type: ignore[attr-defined]
        issuer.required = bodies_of(user) is not None


class DateForm(forms.Form):
    starts_at = forms.DateTimeField(label=_("Starts"), widget=AdminDateTimeInput())
    ends_at = forms.DateTimeField(label=_("Ends"), widget=AdminDateTimeInput())
    places = forms.IntegerField(label=_("Places"), min_value=1, max_value=2000)
    place_zh = forms.CharField(label=_("Place in Chinese"), max_length=150, required=False)
    place_en = forms.CharField(label=_("Place in English"), max_length=150, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        starts, ends = cleaned.get("starts_at"), cleaned.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", _("The end has to be after the start."))
        return cleaned


class TrainingView(DeskView, FormView):
    """A training, new or known, with its dates."""

    page_title = _("Training")
    header_icon = "clipboard-list"
    template_name = "volunteers/desk/training.html"
    form_class = TrainingForm

    @cached_property
    def training(self) -> Training | None:
        pk = self.kwargs.get("pk")
        return get_object_or_404(_mine(self.request.user), pk=pk) if pk else None

    def above(self) -> list[tuple[str, Any]]:
        return [(reverse("volunteers_trainings"), _("Trainings"))]

    def get_page_subtitle(self) -> str:
        return str(self.training or _("new"))

    def get_form_kwargs(self) -> dict[str, Any]:
        new = Training(issuer=home_of(self.request.user))
        return {
            **super().get_form_kwargs(),
            "instance": self.training or new,
            "user": self.request.user,
        }

    def form_valid(self, form: TrainingForm) -> HttpResponse:
        services.trainings.save(form.instance)
        messages.success(self.request, _("The training is kept."))
        return redirect("volunteers_training", form.instance.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sessions = self.training.sessions.order_by("-starts_at") if self.training else Roster.objects.none()
        holding = Count("applications", filter=Q(applications__state="confirmed"), distinct=True)
        return {
            **super().get_context_data(**kwargs),
            "training": self.training,
            "sessions": sessions.annotate(holding=holding, all_places=Count("places", distinct=True)),
        }


class DateView(DeskView, FormView):
    """A date of a training, new or known."""

    page_title = _("Date of a training")
    header_icon = "clipboard-list"
    template_name = "volunteers/desk/training_date.html"
    form_class = DateForm

    @cached_property
    def training(self) -> Training:
        return get_object_or_404(_mine(self.request.user), pk=self.kwargs["pk"])

    @cached_property
    def session(self) -> Roster | None:
        uid = self.kwargs.get("uid")
        mine = queries.rosters_seen_by(self.request.user).filter(teaches=self.training)
        return get_object_or_404(mine, pk=uid) if uid else None

    def above(self) -> list[tuple[str, Any]]:
        return [(reverse("volunteers_training", args=[self.training.pk]), self.training)]

    def get_page_subtitle(self) -> str:
        return str(self.session or _("new"))

    def get_initial(self) -> dict[str, Any]:
        if not self.session:
            return {"places": 20}
        told = {name: getattr(self.session, name) for name in self.form_class.base_fields if name != "places"}
        return told | {"places": self.session.places.count()}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.session and "call_off" in request.POST:
            message = request.POST.get("message", "").strip()[:300]
            services.trainings.call_off(self.session, message, by=request.user)
            messages.success(request, _("The date was called off, and those who had signed up were told."))
            return redirect("volunteers_training", self.training.pk)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: DateForm) -> HttpResponse:
        services.trainings.hold(self.training, Date(**form.cleaned_data), self.session)
        messages.success(self.request, _("The date is kept."))
        return redirect("volunteers_training", self.training.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "training": self.training, "session": self.session}
