"""A site and an index of one test's own, and the worker's way of bringing them up to date."""

import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from PIL import Image as Pillow

from cms.core.models import Attachment, Image
from cms.publishing.indexing import SearchProjection
from cms.publishing.rendering.maker import Workshop
from cms.publishing.services import refresh_all
from cms.publishing.tree.site import SiteProjection
from tests import factories


@pytest.fixture(scope="session")
def workshop():
    """Templates are compiled once for all tests."""
    return Workshop()


@pytest.fixture
def site(public_dir, workshop):
    return SiteProjection(public_dir, workshop)


@pytest.fixture
def section(site):
    """A section of a site that is built."""
    section = factories.section("通知公告", slug="notices")
    refresh_all()
    site.build()
    return section


@pytest.fixture
def search(tmp_path):
    projection = SearchProjection(str(tmp_path / "index"))
    yield projection
    projection.index.close()


@pytest.fixture
def picture():
    data = io.BytesIO()
    Pillow.new("RGB", (900, 600), "#1f4d47").save(data, "PNG")
    file = ImageFile(data, name="river.png")
    image = Image.objects.create(title="河岸", description="柳树下的河岸", file=file)
    image.file.close()
    return image


@pytest.fixture
def form():
    attachment = Attachment(title="申请表")
    attachment.file.save("申请表.docx", ContentFile(b"PK form"))
    attachment.file.close()
    return attachment
