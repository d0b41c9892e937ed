"""What a page is on a 2G network: how soon something is seen, how much comes over it, and whether anything jumps.

    python bench/site_slow.py [WORD]

WORD: only pages whose name holds it. Both languages, at 320, 390 and 1280 px; 250 kbit/s with 300 ms there and back,
nothing kept from before. What jumps is counted while the page comes and while one reads down to its end. The bar:
nothing jumps, and something is seen within 5 seconds.
"""

from __future__ import annotations

import statistics
import sys
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

from playwright.sync_api import CDPSession, Page

from bench._gallery import gallery
from tests.support.browser import open_browser
from tests.support.looks import Look

LOOKS = (Look("320 px", 320), Look("390 px", 390), Look("1280 px", 1280))
SLOW = {"offline": False, "latency": 300, "downloadThroughput": 250_000 / 8, "uploadThroughput": 50_000 / 8}
FREE = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
LONGEST = 5.0  # seconds until something is seen
WATCH = """
window.jumps = [];
new PerformanceObserver((list) => {
  for (const { value, sources } of list.getEntries()) {
    const node = sources[0]?.node;
    jumps.push([value, (node?.outerHTML ?? node?.textContent ?? "").slice(0, 90)]);
  }
}).observe({ type: "layout-shift", buffered: true });
"""
PAINTED = "performance.getEntriesByName('first-contentful-paint').length > 0"
SEEN = """() => [
  performance.getEntriesByName("first-contentful-paint")[0].startTime / 1000,
  [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
    .reduce((sum, one) => sum + one.transferSize, 0) / 1024,
]"""
READ = """async () => {
  for (let top = 0; top < document.documentElement.scrollHeight; top += innerHeight) {
    scrollTo({ top, behavior: "instant" });
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  }
}"""


class Seen(NamedTuple):
    """What came of a page: seconds until something was seen, KB over the network, and what jumped, with how far."""

    seconds: float
    size: float
    jumps: list[tuple[float, str]]


def look_at(page: Page, network: CDPSession, address: str) -> Seen:
    network.send("Network.emulateNetworkConditions", SLOW)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.wait_for_function(PAINTED)
    seconds, size = page.evaluate(SEEN)
    network.send("Network.emulateNetworkConditions", FREE)
    page.evaluate(READ)
    page.wait_for_load_state("networkidle")
    return Seen(seconds, size, page.evaluate("jumps"))


def main() -> int:
    word, failed = sys.argv[1] if len(sys.argv) > 1 else "", 0
    print(f"{'look':<12}{'pages':>7}{'seen after':>12}{'slowest':>9}{'KB':>6}{'largest':>9}{'jumps':>7}")
    with gallery(word) as (_folder, addresses), open_browser() as browser:
        for look in LOOKS:
            page = look.open(browser)
            page.add_init_script(WATCH)
            network = page.context.new_cdp_session(page)
            network.send("Network.enable")
            network.send("Network.setCacheDisabled", {"cacheDisabled": True})
            found = {place: look_at(page, network, address) for place, address in addresses.items()}
            page.context.close()
            seconds, sizes = ([one[field] for one in found.values()] for field in (0, 1))
            wrong = {place: one for place, one in found.items() if one.jumps or one.seconds > LONGEST}
            print(
                f"{look.name:<12}{len(found):>7}{statistics.median(seconds):>11.1f}s{max(seconds):>8.1f}s"
                f"{statistics.median(sizes):>6.0f}{max(sizes):>9.0f}{sum(len(one.jumps) for one in found.values()):>7}",
                flush=True,
            )
            for place, one in wrong.items():
                print(f"  {' '.join(place)}: seen after {one.seconds:.1f} s")
                for far, what in one.jumps:
                    print(f"    {far:.4f} {what!r}")
            failed += len(wrong)
    return 1 if failed else 0


sys.exit(main())
