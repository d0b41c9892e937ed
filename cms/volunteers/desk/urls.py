"""The addresses of the desk."""

from django.urls import path

from cms.volunteers.desk.calendar import CalendarView
from cms.volunteers.desk.decisions import ApplicationsView
from cms.volunteers.desk.register import RegisterView
from cms.volunteers.desk.rosters import PrintedRosterView, RostersView, RosterView
from cms.volunteers.desk.trainings import DateView, TrainingsView, TrainingView
from cms.volunteers.desk.volunteer import MergeView, VolunteerView
from cms.volunteers.desk.workbooks import RosterWorkbookView

urlpatterns = [
    path("volunteers/", RegisterView.as_view(), name=RegisterView.index_url_name),
    path(
        "volunteers/results/",
        RegisterView.as_view(results_only=True),
        name=RegisterView.index_results_url_name,
    ),
    path("volunteers/<int:pk>/", VolunteerView.as_view(), name="volunteer"),
    path("volunteers/<int:pk>/merge/<int:other>/", MergeView.as_view(), name="volunteers_merge"),
    path("volunteers/applications/", ApplicationsView.as_view(), name=ApplicationsView.index_url_name),
    path(
        "volunteers/applications/results/",
        ApplicationsView.as_view(results_only=True),
        name=ApplicationsView.index_results_url_name,
    ),
    path("volunteers/trainings/", TrainingsView.as_view(), name=TrainingsView.index_url_name),
    path(
        "volunteers/trainings/results/",
        TrainingsView.as_view(results_only=True),
        name=TrainingsView.index_results_url_name,
    ),
    path("volunteers/trainings/new/", TrainingView.as_view(), name="volunteers_training_add"),
    path("volunteers/trainings/<int:pk>/", TrainingView.as_view(), name="volunteers_training"),
    path("volunteers/trainings/<int:pk>/new/", DateView.as_view(), name="volunteers_training_new_date"),
    path("volunteers/trainings/<int:pk>/<uuid:uid>/", DateView.as_view(), name="volunteers_training_date"),
    path("volunteers/calendar/", CalendarView.as_view(), name="volunteers_calendar"),
    path("volunteers/shifts/", RostersView.as_view(), name=RostersView.index_url_name),
    path(
        "volunteers/shifts/results/",
        RostersView.as_view(results_only=True),
        name=RostersView.index_results_url_name,
    ),
    path("volunteers/shifts/<uuid:uid>/", RosterView.as_view(), name="volunteers_shift"),
    path(
        "volunteers/shifts/<uuid:uid>/workbook/",
        RosterWorkbookView.as_view(),
        name="volunteers_shift_workbook",
    ),
    path("volunteers/shifts/<uuid:uid>/print/", PrintedRosterView.as_view(), name="volunteers_printed_shift"),
]
