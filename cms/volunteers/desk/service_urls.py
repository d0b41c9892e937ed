"""The addresses of the desk that are about hours and certificates."""

from django.urls import path

from cms.volunteers.desk.attendance import AttendanceView
from cms.volunteers.desk.card import CardView
from cms.volunteers.desk.certificates import CertificatesView, CertificateView, IssueView, PaperView
from cms.volunteers.desk.entry import EntryView
from cms.volunteers.desk.statistics import StatisticsView

urlpatterns = [
    path("volunteers/statistics/", StatisticsView.as_view(), name="volunteers_statistics"),
    path("volunteers/statistics/<int:year>/", StatisticsView.as_view(), name="volunteers_statistics_of"),
    path("volunteers/shifts/<uuid:uid>/hours/", AttendanceView.as_view(), name="volunteers_attendance"),
    path("volunteers/hours/<int:pk>/", EntryView.as_view(), name="volunteers_entry"),
    path("volunteers/card/<str:card>/", CardView.as_view(), name="volunteers_card"),
    path("volunteers/<int:pk>/certificate/", IssueView.as_view(), name="volunteers_issue"),
    path("volunteers/certificates/", CertificatesView.as_view(), name=CertificatesView.index_url_name),
    path(
        "volunteers/certificates/results/",
        CertificatesView.as_view(results_only=True),
        name=CertificatesView.index_results_url_name,
    ),
    path("volunteers/certificates/<int:pk>/", CertificateView.as_view(), name="volunteers_certificate"),
    path("volunteers/certificates/<int:pk>/paper/", PaperView.as_view(), name="volunteers_certificate_paper"),
]
