from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkPlansConfig(AppConfig):
    name = "cms.workplans"
    label = "workplans"
    verbose_name = _("Work plans")

    def ready(self) -> None:
        # These read the models, which are loaded only now.
        from cms.importing.registry import register  # noqa: PLC0415
        from cms.workplans import carried_out, telling  # noqa: PLC0415
        from cms.workplans.services import plan_of  # noqa: PLC0415

        register("work_plan", plan_of)
        telling.connect()
        carried_out.connect()
