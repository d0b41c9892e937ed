"""A paper that is asked for now, set in a process of its own: the library takes a second and 170 MB, which a process of
the web server must not keep. Nothing is left on the disk: what is set here may tell of people.
"""

import subprocess
import sys
from functools import cache
from typing import Any

from django.conf import settings

from cms.core.papers import PaperError
from cms.publishing.media.typesetting import NO_PAPER
from cms.publishing.rendering.maker import SOURCES
from cms.publishing.rendering.renderer import Links, Renderer

PATIENCE = 60.0  # seconds, on a busy machine


def paper(template: str, locale: str, name: str, **context: object) -> bytes:
    """The PDF of a template of papers/. Raises PaperError."""
    links = Links("/", {}, lambda _key: None)
    whole: dict[str, Any] = {"site": {}, "catalogue": None, **context}
    html = _renderer().render(template, locale=locale, links=links, **whole)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "cms.publishing.media.typesetting", name],
            input=html.encode(),
            capture_output=True,
            timeout=PATIENCE,
            cwd=settings.PROJECT,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise PaperError(f"no paper within {PATIENCE:.0f} seconds") from error
    if done.returncode:
        reason = done.stderr.decode(errors="replace").strip().splitlines()
        # What else it says when it breaks may hold what was to be set.
        raise PaperError(
            reason[-1] if done.returncode == NO_PAPER and reason else f"status {done.returncode}"
        )
    return done.stdout


@cache
def _renderer() -> Renderer:
    return Renderer(SOURCES, settings.DATA_DIR / "templates")
