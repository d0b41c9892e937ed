"""What Lighthouse says of each template on a phone, in both languages: performance, accessibility, best practices, SEO.

    python bench/site_lighthouse.py [WORD]

WORD: only pages whose name holds it. A page below a bar is judged twice more, and the median of three counts: on a busy
machine a single run says little. Needs npm and Chromium. The bar is 95 for performance and 100 for the others. A page
that asks not to be found is not blamed for that.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench._gallery import gallery, tools
from tests.support.browser import ARGUMENTS, CHROMIUM

BARS = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
LEADS_ON = {"redirect"}


def judge(url: str, *, is_found: bool) -> tuple[dict[str, float], list[str]]:
    """The scores of a page, and the audits that cost it some."""
    command = [
        "node", str(tools() / "lighthouse/cli/index.js"), url, "--output=json", "--quiet",
        f"--only-categories={','.join(BARS)}", f"--chrome-flags=--headless=new {' '.join(ARGUMENTS[:1])}",
        *(() if is_found else ("--skip-audits=is-crawlable,meta-description",)),
    ]  # fmt: skip
    said = subprocess.run(
        command, env=os.environ | {"CHROME_PATH": CHROMIUM}, capture_output=True, text=True, check=True
    ).stdout
    report = json.loads(said)
    scores = {name: round(100 * (report["categories"][name]["score"] or 0)) for name in BARS}
    costly = {
        audit["id"]
        for name, bar in BARS.items()
        if scores[name] < bar
        for audit in report["categories"][name]["auditRefs"]
        if audit["weight"] and (report["audits"][audit["id"]]["score"] or 0) < 0.9
    }
    return scores, sorted(costly)


def judge_fairly(url: str, *, is_found: bool) -> tuple[dict[str, float], list[str]]:
    """As `judge`; the median of three where the first is below a bar."""
    runs = [judge(url, is_found=is_found)]
    if is_below(runs[0][0]):
        runs += [judge(url, is_found=is_found) for _again in range(2)]
    scores = {name: statistics.median(run[0][name] for run in runs) for name in BARS}
    return scores, sorted({audit for run in runs for audit in run[1]}) if is_below(scores) else []


def is_below(scores: dict[str, float]) -> bool:
    return any(scores[name] < bar for name, bar in BARS.items())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("word", nargs="?", default="")
    options = parser.parse_args()
    below = 0
    print(f"{'page':<38}" + "".join(f"{name:>16}" for name in BARS))
    with gallery(options.word) as (folder, addresses):
        for (locale, name), url in addresses.items():
            if name in LEADS_ON or name.startswith("bare "):
                continue
            html = (folder / url.split("/", 3)[3] / "index.html").read_text()
            scores, costly = judge_fairly(url, is_found='content="noindex' not in html)
            figures = "".join(f"{scores[one]:>16.0f}" for one in BARS)
            print(f"{f'{locale} {name}':<38}{figures}", *costly, flush=True)
            below += is_below(scores)
    return 1 if below else 0


sys.exit(main())
