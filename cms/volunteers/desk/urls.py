"""The addresses of the desk."""

from django.urls import path

from cms.volunteers.desk.register import RegisterView
from cms.volunteers.desk.rosters import PrintedRosterView, RostersView, RosterView
from cms.volunteers.desk.volunteer import VolunteerView

urlpatterns = [
    path("volunteers/", RegisterView.as_view(), name=RegisterView.index_url_name),
    path(
        "volunteers/results/",
        RegisterView.as_view(results_only=True),
        name=RegisterView.index_results_url_name,
    ),
    path("volunteers/<int:pk>/", VolunteerView.as_view(), name="volunteer"),
    path("volunteers/shifts/", RostersView.as_view(), name=RostersView.index_url_name),
    path(
        "volunteers/shifts/results/",
        RostersView.as_view(results_only=True),
        name=RostersView.index_results_url_name,
    ),
    path("volunteers/shifts/<uuid:uid>/", RosterView.as_view(), name="volunteers_shift"),
    path("volunteers/shifts/<uuid:uid>/print/", PrintedRosterView.as_view(), name="volunteers_printed_shift"),
]
