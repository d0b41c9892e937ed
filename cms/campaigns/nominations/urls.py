"""The addresses of residents who nominate or are nominated."""

from django.urls import re_path

from cms.campaigns.nominations import views
from cms.intake.pages import SEGMENT

LINK = r"(?P<secret>[\w-]{20,40})"

urlpatterns = [
    re_path(rf"^{SEGMENT}/my/nominate/(?P<page>\d+)/$", views.nominate, name="my_nominate"),
    re_path(rf"^{SEGMENT}/my/nominations/$", views.nominations, name="my_nominations"),
    re_path(rf"^{SEGMENT}/my/nominations/(?P<pk>\d+)/$", views.nomination, name="my_nomination"),
    re_path(rf"^{SEGMENT}/my/nominations/(?P<pk>\d+)/change/$", views.change, name="my_nomination_change"),
    re_path(
        rf"^{SEGMENT}/my/nominations/(?P<pk>\d+)/pictures/(?P<key>\d+)/$", views.picture, name="my_picture"
    ),
    re_path(rf"^{SEGMENT}/my/consent/{LINK}/$", views.consent, name="my_consent"),
    re_path(
        rf"^{SEGMENT}/my/consent/{LINK}/pictures/(?P<key>\d+)/$",
        views.asked_picture,
        name="my_asked_picture",
    ),
]
