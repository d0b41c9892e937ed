"""What axe finds on every page, in both languages, at three widths, by day and at night, and in the access mode.

    python bench/site_axe.py [WORD]

WORD: only pages whose name holds it. Pages wider than the screen are counted too, with letters of 200 % as well, in the
access mode and by the browser's own setting. The bar is 0 of all; in the access mode contrast is held to WCAG's AAA.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench._gallery import gallery
from tests.support.axe import violations
from tests.support.browser import open_browser
from tests.support.looks import Look

LOOKS = (
    Look("320 px, access, 200 %", 320, access=3),
    Look("320 px, letters 200 %", 320, letters=32),
    Look("320 px", 320),
    Look("390 px", 390),
    Look("390 px, night, access", 390, "dark", access=1),
    Look("1280 px", 1280),
    Look("1280 px, night", 1280, "dark"),
    Look("390 px, forced colours", 390, "dark", forced=True),
)


def judge(page, address: str, look: Look) -> tuple[list[str], bool]:
    """What axe finds, and whether the page is wider than the screen."""
    page.goto(address)
    wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return violations(page, enhanced=bool(look.access)), wide


def main() -> int:
    word, failed = sys.argv[1] if len(sys.argv) > 1 else "", 0
    print(f"{'look':<24}{'pages':>7}{'violations':>12}{'too wide':>10}")
    with gallery(word) as (_folder, addresses), open_browser() as browser:
        for look in LOOKS:
            page, found, wide = look.open(browser, reduced_motion="reduce"), Counter(), []
            shown = look.places(addresses)
            for place, address in shown.items():
                wrong, is_wide = judge(page, address, look)
                found.update(wrong)
                wide += [place] if is_wide else []
            page.context.close()
            print(f"{look.name:<24}{len(shown):>7}{found.total():>12}{len(wide):>10}")
            for what, times in found.most_common():
                print(f"  {times} x {what}")
            for place in wide:
                print(f"  too wide: {place}")
            failed += found.total() + len(wide)
    return 1 if failed else 0


sys.exit(main())
