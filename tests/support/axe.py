"""The rules of axe, run in a page: what keeps people out of it."""

from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

SOURCE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text()
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ENHANCED = ["color-contrast-enhanced"]  # WCAG's AAA


def violations(page: Page, *, enhanced: bool = False) -> list[str]:
    """What breaks WCAG 2.2 AA or a best practice, as "rule: first element"; with `enhanced`, AAA contrast too.

    The source is evaluated, not added as a script, which the page's policy would forbid.
    """
    page.evaluate(SOURCE)
    rules = {name: {"enabled": True} for name in ["target-size", *(ENHANCED if enhanced else [])]}
    options = {
        "runOnly": {"type": "tag", "values": STANDARDS},
        "rules": rules,
        "resultTypes": ["violations"],
        "preload": False,
    }
    found = page.evaluate("options => axe.run(document, options)", options)["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"][:2]]
