"""A walk through a page by the tab key."""

from playwright.sync_api import Page

CONTROLS = """:is(a[href], button, input:not([type=hidden]), select, textarea, summary,
  [tabindex="0"]):not([tabindex="-1"])"""
MORE = 40  # steps beyond one for each control: a date has several
# Every control by its place in the page as it is now (a script may still add something above one), and how one is
# shown where the focus is.
WANTED = """(controls) => {
  for (const fold of document.querySelectorAll("details")) fold.open = true;
  const all = window.walked = [...document.querySelectorAll("*")];
  const radios = new Set();
  const isFirst = (one) => one.type !== "radio" || !radios.has(one.name) && radios.add(one.name);
  return all.flatMap((one, place) =>
    one.matches(controls) && !one.disabled && one.checkVisibility({ visibilityProperty: true }) && isFirst(one)
      ? [[place, one.type === "radio" ? one.name : ""]] : []);
}"""
HERE = """() => {
  const one = document.activeElement, style = getComputedStyle(one);
  const place = window.walked.indexOf(one);
  // The last stop of a date shows a ring of its own, within it.
  const isRinged = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const name = (one.outerHTML ?? "").slice(0, 90);
  return [one === document.body ? null : place, one.type === "radio" ? one.name : "", isRinged, name];
}"""


def walk(page: Page) -> list[str]:
    """What the tab key does not reach, with all folds open, and where nobody sees that it is there."""
    page.wait_for_load_state("networkidle")  # what is read most is put in by a script
    wanted = [(place, group) for place, group in page.evaluate(WANTED, CONTROLS)]
    reached: set[int] = set()
    groups: set[str] = set()
    ringed: dict[int, bool] = {}
    names: dict[int, str] = {}

    def lost() -> list[int]:
        return [place for place, group in wanted if place not in reached and not (group and group in groups)]

    for _press in range(len(wanted) + MORE):
        page.keyboard.press("Tab")
        place, group, is_ringed, name = page.evaluate(HERE)
        if place is None:  # the browser's own window comes after the last one
            if not lost():
                break
            continue
        reached.add(place)
        groups.add(group)
        names[place] = name
        ringed[place] = ringed.get(place, False) or is_ringed
    missed = [
        page.evaluate("(place) => window.walked[place].outerHTML.slice(0, 90)", place) for place in lost()
    ]
    unseen = [names[place] for place, is_seen in ringed.items() if not is_seen]
    return [f"not reached: {one}" for one in missed] + [f"not seen: {one}" for one in unseen]
