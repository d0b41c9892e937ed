from django.urls import path, re_path

from cms.intake.pages import SEGMENT
from cms.volunteers import views
from cms.volunteers.certificates import urls as certificates
from cms.volunteers.desk.calendar import calendar_feed
from cms.volunteers.hours.views import place

urlpatterns = [
    re_path(rf"^{SEGMENT}/my/sign-up/(?P<page>\d+)/$", views.sign_up, name="my_sign_up"),
    re_path(rf"^{SEGMENT}/my/training/(?P<pk>\d+)/$", views.learn, name="my_training"),
    re_path(rf"^{SEGMENT}/my/service/$", views.service, name="my_service"),
    re_path(rf"^{SEGMENT}/my/service/application/(?P<pk>\d+)/$", views.decide, name="my_application"),
    re_path(rf"^{SEGMENT}/my/service/(?P<pk>\d+)/data/$", views.data, name="my_data"),
    re_path(rf"^{SEGMENT}/my/service/(?P<pk>\d+)/export/$", views.export, name="my_export"),
    re_path(rf"^{SEGMENT}/my/service/(?P<pk>\d+)/forget/$", views.forget, name="my_forget"),
    re_path(rf"^{SEGMENT}/my/place/(?P<uid>[0-9a-f-]{{36}})/$", place, name="my_place"),
    re_path(
        rf"^{SEGMENT}/my/place/(?P<uid>[0-9a-f-]{{36}})/(?P<code>\d{{6}})/$", place, name="my_place_code"
    ),
    *certificates.urlpatterns,
    path("api/shifts/calendar/<str:secret>.ics", calendar_feed, name="volunteers_calendar_feed"),
    path("api/shifts/<int:page>", views.shifts_json, name="shifts_json"),
]
