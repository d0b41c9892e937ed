"""Where Django looks for models: the rooms of core, named."""

from cms.core.media import Attachment, Image, Rendition
from cms.core.membership import Membership
from cms.core.organisations import Organisation, ResponsiblePerson, Topic
from cms.core.pages import ArticlePage, BasePage
from cms.core.site_settings import SiteSettings

__all__ = [
    "ArticlePage",
    "Attachment",
    "BasePage",
    "Image",
    "Membership",
    "Organisation",
    "Rendition",
    "ResponsiblePerson",
    "SiteSettings",
    "Topic",
]
