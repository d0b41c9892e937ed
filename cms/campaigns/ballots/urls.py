from django.urls import path, re_path

from cms.campaigns.ballots import views
from cms.intake.pages import SEGMENT

urlpatterns = [
    re_path(rf"^{SEGMENT}/my/vote/(?P<page>\d+)/$", views.vote, name="my_vote"),
    re_path(rf"^{SEGMENT}/my/vote/(?P<page>\d+)/ballot/$", views.check, name="my_ballot"),
    path("api/votes/<int:page>", views.votes_json, name="votes_json"),
]
