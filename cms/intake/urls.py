from django.urls import re_path

from cms.intake import views
from cms.intake.pages import SEGMENT

urlpatterns = [
    re_path(rf"^{SEGMENT}/my/phone/$", views.phone, name="my_phone"),
    re_path(rf"^{SEGMENT}/my/code/$", views.code, name="my_code"),
    re_path(rf"^{SEGMENT}/my/leave/$", views.leave, name="my_leave"),
]
