"""What the Nu HTML checker says of every page of the site, in both languages, full and with nothing on it.

    python bench/site_html.py

Needs Java and npm. The bar is no error and no warning.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench._gallery import gallery, tools


def main() -> int:
    if not shutil.which("java"):
        sys.exit("This measurement needs Java.")
    jar = tools() / "vnu-jar/build/dist/vnu.jar"
    with gallery() as (folder, addresses):
        pages = [str(folder / address.split("/", 3)[3] / "index.html") for address in addresses.values()]
        # vnu reads CSS too, but knows less of today's than browsers do: styles are not its matter here.
        command = [
            "java",
            "-jar",
            str(jar),
            "--format",
            "json",
            "--exit-zero-always",
            *pages,
        ]
        said = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stderr)[
            "messages"
        ]
    said = [one for one in said if one["type"] == "error" or one.get("subType") == "warning"]
    kinds = Counter(one.get("subType", one["type"]) for one in said)
    print(f"{'pages':>7}{'errors':>8}{'warnings':>10}")
    print(f"{len(addresses):>7}{kinds['error']:>8}{kinds['warning']:>10}")
    for message, times in Counter(one["message"] for one in said).most_common():
        first = next(one for one in said if one["message"] == message)
        place = first["url"].rpartition(folder.name)[2]
        print(
            f"  {times} x {message}\n      {place}:{first.get('lastLine')}: {first.get('extract', '')[:120]!r}"
        )
    return 1 if said else 0


sys.exit(main())
