from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "cms.notices"
    label = "notices"
    verbose_name = _("Notices and policies")

    def ready(self) -> None:
        # These read the models, which are loaded only now.
        from cms.importing.registry import register  # noqa: PLC0415
        from cms.notices.services import notice_of, policy_of  # noqa: PLC0415

        register("notice", notice_of)
        register("policy", policy_of)
