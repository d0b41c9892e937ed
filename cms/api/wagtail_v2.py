"""Wagtail's stable read API: live pages, images and attachments."""

from django.db.models import QuerySet
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.documents.api.v2.views import DocumentsAPIViewSet
from wagtail.images.api.v2.views import ImagesAPIViewSet
from wagtail.models import Page


class LivePages(PagesAPIViewSet):
    """Live pages, each as what it is: only then does a page know its public address."""

    def get_queryset(self) -> QuerySet[Page]:
        return super().get_queryset().specific()


router = WagtailAPIRouter("wagtailapi")
router.register_endpoint("pages", LivePages)
router.register_endpoint("images", ImagesAPIViewSet)
router.register_endpoint("attachments", DocumentsAPIViewSet)
