"""Whether the tab key reaches every link, button and field of every page, and one sees where it is.

    python bench/site_keyboard.py [WORD]

WORD: only pages whose name holds it. Both languages, at 320, 390 and 1280 px, and in the access mode. The bar is 0
faults.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench._gallery import gallery
from tests.support.browser import open_browser
from tests.support.keyboard import walk
from tests.support.looks import Look

LOOKS = (
    Look("320 px", 320),
    Look("390 px", 390),
    Look("1280 px", 1280),
    Look("390 px, access", 390, access=1),
)


def main() -> int:
    word, failed = sys.argv[1] if len(sys.argv) > 1 else "", 0
    print(f"{'look':<24}{'pages':>7}{'faults':>8}")
    with gallery(word) as (_folder, addresses), open_browser() as browser:
        for look in LOOKS:
            page, found = look.open(browser, reduced_motion="reduce"), {}
            shown = look.places(addresses)
            for place, address in shown.items():
                page.goto(address)
                found[place] = walk(page)
            page.context.close()
            faults = sum(map(len, found.values()))
            print(f"{look.name:<24}{len(shown):>7}{faults:>8}", flush=True)
            for place, wrong in found.items():
                for one in wrong:
                    print(f"  {' '.join(place)}: {one}")
            failed += faults
    return 1 if failed else 0


sys.exit(main())
