from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FeedbackConfig(AppConfig):
    name = "cms.feedback"
    label = "feedback"
    verbose_name = _("Feedback of residents")

    def ready(self) -> None:
        # They need the models, which are not loaded when this module is.
        from wagtail.permissions import register_permission_policy  # noqa: PLC0415

        from cms.feedback.models import Feedback  # noqa: PLC0415
        from cms.feedback.policy import EveryStaff  # noqa: PLC0415

        register_permission_policy(Feedback, EveryStaff(Feedback))
