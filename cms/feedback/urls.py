from django.urls import re_path

from cms.feedback.views import feedback
from cms.intake.pages import SEGMENT

urlpatterns = [re_path(rf"^{SEGMENT}/feedback/?$", feedback, name="feedback")]
