/* The votes so far, where a campaign shows them while its vote is open. */
"use strict";

// 1,204 in English, 1204 in Chinese, 12,345 in both
const grouping = document.documentElement.lang === "en" ? "always" : "min2";
const numbers = new Intl.NumberFormat(document.documentElement.lang, { useGrouping: grouping });

async function fill(list) {
  const response = await fetch(list.dataset.votes);
  if (!response.ok) return;
  const { votes } = await response.json();
  for (const place of list.querySelectorAll("[data-votes-of]")) {
    const now = votes[place.dataset.votesOf];
    if (now === undefined) continue;
    place.textContent = (now === 1 ? place.dataset.one : place.dataset.many).replace("{n}", numbers.format(now));
  }
}

for (const list of document.querySelectorAll("[data-votes]")) {
  fill(list).catch(() => {}); // the dashes stay
}
