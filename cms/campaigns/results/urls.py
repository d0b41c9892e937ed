from django.urls import re_path

from cms.campaigns.results import views
from cms.intake.pages import SEGMENT

urlpatterns = [
    re_path(rf"^{SEGMENT}/my/object/(?P<page>\d+)/$", views.object_to, name="my_object"),
    re_path(rf"^{SEGMENT}/my/objection/(?P<code>[\w-]{{20,40}})/$", views.objection, name="my_objection"),
]
