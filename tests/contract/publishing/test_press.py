"""Publishing alone, as a program of its own, makes the very same site."""

import io
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.files.images import ImageFile
from PIL import Image as Pillow
from wagtail.contrib.redirects.models import Redirect

from cms.core.models import Image
from cms.publishing.tree.site import SiteProjection
from tests import factories
from tests.support.office import tree

pytestmark = pytest.mark.django_db


def picture():
    data = io.BytesIO()
    Pillow.new("RGB", (60, 40), "#1f4d47").save(data, "PNG")
    return Image.objects.create(title="河岸", file=ImageFile(data, name="river.png"))


def build(office, folder):
    """`manage.py build_site --output FOLDER`. Returns the names of the modules that it loaded."""
    installation = office.installation
    environment = {
        "DATA_DIR": str(installation.data_dir),
        "DATABASE_URL": installation.database_url,
        "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
        "LINLI_SECRET_KEY": "a key",
        "PUBLIC_URL": settings.PUBLIC_URL,
        "PYTHONPROFILEIMPORTTIME": "1",
    }
    done = subprocess.run(
        [sys.executable, "manage.py", "build_site", "--output", str(folder)],
        cwd=settings.PROJECT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return {
        line.rpartition("|")[2].strip()
        for line in done.stderr.splitlines()
        if line.startswith("import time:")
    }


def test_publishing_alone_makes_the_same_files_without_wagtail(office, tmp_path):
    notice = factories.notice("第九号", slug="moved")
    notice.slug = "moved-on"
    notice.save_revision().publish()
    block = {"image": picture(), "alt": "", "decorative": False, "caption": ""}
    factories.notice("第十号", slug="with-a-picture", body=[("image", block)])
    Redirect.objects.create(old_path="/old", redirect_link=f"{settings.PUBLIC_URL}/zh/notices/?from=paper")
    SiteProjection(office.public, office.workshop).drain()
    loaded = build(office, tmp_path / "fresh")
    assert "django" in loaded
    assert "wagtail" not in loaded
    assert tree(office.public) == tree(tmp_path / "fresh")
    assert (tmp_path / "fresh/zh/notices/moved/index.html").is_file()
    assert list((tmp_path / "fresh/media").iterdir())
