"""Certificates: a volunteer's own, and the public page to verify one."""

from django.urls import re_path

from cms.intake.pages import SEGMENT
from cms.volunteers.certificates import views

NUMBER = r"(?P<number>\d{4}-\d{8})/(?P<code>[0-9A-Za-z]{10})"

urlpatterns = [
    re_path(rf"^{SEGMENT}/my/service/(?P<pk>\d{{1,12}})/certificate/$", views.ask, name="my_certificate_ask"),
    re_path(rf"^{SEGMENT}/my/certificate/(?P<pk>\d{{1,12}})/$", views.certificate, name="my_certificate"),
    re_path(rf"^{SEGMENT}/my/certificate/(?P<pk>\d{{1,12}})/pdf/$", views.paper, name="my_certificate_paper"),
    re_path(rf"^{SEGMENT}/my/verify/$", views.verify, name="my_verify"),
    re_path(rf"^{SEGMENT}/my/verify/{NUMBER}/$", views.verify, name="my_verify_certificate"),
]
