from django.urls import re_path

from cms.campaigns.own import views
from cms.intake.pages import SEGMENT

urlpatterns = [
    re_path(rf"^{SEGMENT}/my/nominations/export/$", views.export, name="my_campaigns_export"),
    re_path(rf"^{SEGMENT}/my/nominations/forget/$", views.forget, name="my_campaigns_forget"),
]
