/* The places that are free now; those in the page are of its last publish. */
"use strict";

async function fill(list) {
  const response = await fetch(list.dataset.shifts);
  if (!response.ok) return;
  const { shifts } = await response.json();
  for (const place of list.querySelectorAll("[data-free]")) {
    const now = shifts[place.dataset.free];
    if (!now) continue;
    const { few, many, none } = list.dataset;
    place.textContent = now.free ? (now.free === 1 ? few : many).replace("{n}", now.free) : none;
  }
}

for (const list of document.querySelectorAll("[data-shifts]")) {
  fill(list).catch(() => {}); // the numbers of the last publish stay
}
