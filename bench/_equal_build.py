"""A full build with other templates than the site's own: python bench/_equal_build.py FOLDER"""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import django


def main(templates: Path) -> None:
    os.environ["LINLI_ROOMS"] = "publishing"  # as `manage.py build_site` does
    django.setup()
    from django.conf import settings  # noqa: PLC0415 - they need the settings

    from cms.publishing.rendering.maker import Workshop  # noqa: PLC0415
    from cms.publishing.tree.site import SiteProjection  # noqa: PLC0415

    print(SiteProjection(settings.PUBLIC_DIR, Workshop(templates)).build(full=True))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
