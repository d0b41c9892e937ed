from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.signals import page_published, page_unpublished

THREE_MONTHS, YEAR = 90, 365  # days


class CampaignsConfig(AppConfig):
    name = "cms.campaigns"
    label = "campaigns"
    verbose_name = _("Campaigns")

    def ready(self) -> None:
        # They need the models, which are not loaded when this module is.
        from cms.campaigns import following  # noqa: PLC0415
        from cms.campaigns.ballots.services import starting as ballots  # noqa: PLC0415
        from cms.campaigns.models import CampaignPage  # noqa: PLC0415
        from cms.campaigns.nominations import erasing  # noqa: PLC0415
        from cms.campaigns.nominations import models as nominations  # noqa: PLC0415
        from cms.campaigns.procedures.services import published, taken_down  # noqa: PLC0415
        from cms.campaigns.results import objecting  # noqa: PLC0415
        from cms.intake import people, retention  # noqa: PLC0415

        for signal, act in ((page_published, published), (page_unpublished, taken_down)):
            signal.connect(act, sender=CampaignPage, weak=False, dispatch_uid="procedures")
        following.connect()
        people.forgetting.connect(erasing.people_go, weak=False, dispatch_uid="nominations")
        retention.register(
            "nominations",
            retention.Kind(_("Nominations of campaigns that are over"), THREE_MONTHS, nominations.clear),
        )
        ballots.connect()
        retention.register(
            "objections",
            retention.Kind(_("Objections that were answered"), YEAR, objecting.forget_old),
        )
        retention.register(
            "campaign_names",
            retention.Kind(_("Names of campaigns after their date"), 0, objecting.forget_names),
        )
