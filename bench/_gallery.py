"""Every template of the public site as a site to look at, served as in production, and what judges it."""

from __future__ import annotations

import gzip
import mimetypes
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from csp.utils import build_policy

import bench._django  # noqa: F401
from tests.support.public import PublicServer
from tests.unit.site.gallery import Press, every_page, lay_out

TOOLS = Path(__file__).parent / "site"
PICTURE = next((Path(__file__).parents[1] / "media" / "demo").glob("*.jpg"))
INSTALLED = Path(__file__).parents[1] / ".venv" / "bench-site"


@contextmanager
def gallery(word: str = "") -> Iterator[tuple[Path, dict[tuple[str, str], str]]]:
    """The folder of the pages whose name holds `word`, and {(locale, name): address} of each."""
    press = Press()
    pages = {place: html for place, html in every_page(press).items() if word in place[1]}
    with tempfile.TemporaryDirectory(prefix="linli-gallery-") as name, PublicServer(Path(name)) as server:
        server.misbehave = _as_in_production
        addresses = lay_out(Path(name), press, pages)
        yield Path(name), {place: server.url + address for place, address in addresses.items()}


def _as_in_production(handler: SimpleHTTPRequestHandler) -> bool:
    """Text goes compressed, assets for good, all under the policy."""
    file = Path(handler.translate_path(handler.path))
    file = file / "index.html" if file.is_dir() else file
    if re.search(r"/pictures/\d+/$", handler.path):  # of residents, whom the program answers
        file = PICTURE
    if not file.is_file():
        return False
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    is_text = kind.startswith("text/") or kind.endswith(("svg+xml", "javascript"))
    content = gzip.compress(file.read_bytes()) if is_text else file.read_bytes()
    handler.send_response(200)
    handler.send_header("Content-Type", f"{kind}; charset=utf-8" if is_text else kind)
    handler.send_header("Content-Length", str(len(content)))
    handler.send_header("Content-Security-Policy", build_policy())
    handler.send_header(
        "Cache-Control", "no-cache" if file.suffix == ".html" else "max-age=31536000, immutable"
    )
    if is_text:
        handler.send_header("Content-Encoding", "gzip")
    handler.end_headers()
    handler.wfile.write(content)
    return True


def tools() -> Path:
    """The folder of what npm brings, installed from its lock when that has changed. Ends where npm is missing."""
    if not shutil.which("npm"):
        sys.exit("This measurement needs Node.js with npm.")
    lock, stamp = TOOLS / "package-lock.json", INSTALLED / "installed.json"
    if not stamp.is_file() or stamp.read_bytes() != lock.read_bytes():
        INSTALLED.mkdir(parents=True, exist_ok=True)
        for file in (TOOLS / "package.json", lock):
            shutil.copy(file, INSTALLED)
        subprocess.run(
            ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"],
            cwd=INSTALLED,
            check=True,
        )
        shutil.copy(lock, stamp)
    return INSTALLED / "node_modules"
