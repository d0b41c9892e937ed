"""What staff say once for the whole site: its name, footer, contact and colour."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from cms.core.bilingual import Bilingual
from cms.core.documents import Data

HEX_COLOUR = RegexValidator(
    r"^#[0-9a-fA-F]{6}$", _("Write the colour as # and six hexadecimal digits, such as #9f2d20.")
)


@register_setting(icon="site")
class SiteSettings(Bilingual, BaseGenericSetting):
    """One row. Every file of the public site may show it, so a change makes all files again."""

    name_zh = models.CharField(_("site name in Chinese"), max_length=80, default="邻里")
    name_en = models.CharField(_("site name in English"), max_length=80, default="Linli")
    tagline_zh = models.CharField(_("tagline in Chinese"), max_length=120, blank=True)
    tagline_en = models.CharField(_("tagline in English"), max_length=120, blank=True)
    id_code = models.CharField(_("site identification code"), max_length=40, blank=True)
    footer_zh = models.TextField(_("footer text in Chinese"), blank=True)
    footer_en = models.TextField(_("footer text in English"), blank=True)
    icp_filing = models.CharField(_("ICP filing number"), max_length=60, blank=True)
    police_filing = models.CharField(_("public security filing number"), max_length=60, blank=True)
    address_zh = models.CharField(_("address in Chinese"), max_length=200, blank=True)
    address_en = models.CharField(_("address in English"), max_length=200, blank=True)
    phone = models.CharField(_("telephone"), max_length=60, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    hours_zh = models.CharField(_("opening hours in Chinese"), max_length=120, blank=True)
    hours_en = models.CharField(_("opening hours in English"), max_length=120, blank=True)
    theme = models.CharField(_("theme colour"), max_length=7, default="#9f2d20", validators=[HEX_COLOUR])

    panels = [
        MultiFieldPanel(
            [
                FieldRowPanel(["name_zh", "name_en"]),
                FieldRowPanel(["tagline_zh", "tagline_en"]),
                "id_code",
                "theme",
            ],
            _("The site"),
        ),
        MultiFieldPanel(
            ["footer_zh", "footer_en", FieldRowPanel(["icp_filing", "police_filing"])], _("Footer and filing")
        ),
        MultiFieldPanel(
            [
                FieldRowPanel(["address_zh", "address_en"]),
                FieldRowPanel(["phone", "email"]),
                FieldRowPanel(["hours_zh", "hours_en"]),
            ],
            _("Contact"),
        ),
    ]

    class Meta:
        verbose_name = _("site settings")

    def public_form(self, locale: str) -> Data:
        """What templates know of the site in one language."""
        filings = [
            _filing(self.icp_filing, "https://beian.miit.gov.cn/"),
            _filing(self.police_filing, "https://beian.mps.gov.cn/"),
        ]
        return {
            "name": self.said("name", locale),
            "tagline": self.said("tagline", locale),
            "id_code": self.id_code,
            "footer": self.said("footer", locale),
            "filing": [filing for filing in filings if filing["label"]],
            "contact": {
                "address": self.said("address", locale),
                "phone": self.phone,
                "email": self.email,
                "hours": self.said("hours", locale),
            },
            "theme": self.theme,
        }


def _filing(words: str, register: str) -> Data:
    """A filing, linked to the public register where it has a number."""
    return {"label": words, "href": register if any(sign.isdigit() for sign in words) else ""}
