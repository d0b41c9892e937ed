/* What scripts add to a page that is whole without them: popular articles, print, copied links, counted reads. */
"use strict";

const wide = window.matchMedia("(min-width: 60rem)");

/** Contents and filters stand open where there is room beside the text; in the access mode they are above it, as on phones. */
const isBeside = wide.matches && !document.documentElement.hasAttribute("data-access");
for (const fold of document.querySelectorAll("details[data-open-wide]")) {
  fold.open = isBeside;
  fold.removeAttribute("data-open-wide");
}

/** The popular articles are one file for the whole site; its links are relative to its own address. */
async function showPopular(place) {
  const response = await fetch(place.dataset.popular);
  if (!response.ok) return;
  const list = new DOMParser().parseFromString(await response.text(), "text/html").body;
  for (const link of list.querySelectorAll("a")) {
    link.href = new URL(link.getAttribute("href"), response.url).href;
  }
  if (!list.firstElementChild) return;
  place.replaceChildren(...list.childNodes);
  // Of the room that was kept for it the rest is given back where nobody sees what follows move
  if (place.lastElementChild.getBoundingClientRect().bottom > window.innerHeight) place.removeAttribute("data-popular");
}

/** Copies an address and says so on the control for a moment. Returns false where copying isn't allowed. */
async function copy(address, control, said) {
  try {
    await navigator.clipboard.writeText(address);
  } catch {
    return false;
  }
  const before = [...control.childNodes];
  const message = document.createElement("span");
  message.setAttribute("role", "status");
  message.textContent = said;
  control.replaceChildren(message);
  control.classList.add("is-copied");
  setTimeout(() => {
    control.replaceChildren(...before);
    control.classList.remove("is-copied");
  }, 2000);
  return true;
}

function addTool(place, words, act) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button is-quiet";
  button.textContent = words;
  button.addEventListener("click", () => act(button));
  place.append(button);
}

/** To share an article (on phones also by WeChat), print it and copy its link: only scripts can, so only scripts add it. */
for (const place of document.querySelectorAll("[data-tools]")) {
  const { share, print, copy: copyWords, copied } = place.dataset;
  if (navigator.share && share) {
    const page = { title: document.title, url: location.href.split("#")[0] };
    addTool(place, share, () => navigator.share(page).catch(() => {})); // who thinks better of it closes it
  }
  addTool(place, print, () => window.print());
  if (navigator.clipboard) {
    addTool(place, copyWords, (button) => copy(location.href.split("#")[0], button, copied));
  }
}

/** A task's own link: it goes to the task, and puts the address on the clipboard on the way. */
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-copied]");
  if (link) copy(link.href, link, link.dataset.copied);
});

/** Which questions lead somewhere: a link says where it tells so. Not all browsers do by themselves what it says. */
for (const link of document.querySelectorAll("a[ping]")) {
  const { pathname, search } = new URL(link.ping); // of this host, whatever name it is called by here
  link.removeAttribute("ping");
  for (const kind of ["click", "auxclick"]) {
    link.addEventListener(kind, () => navigator.sendBeacon?.(pathname + search));
  }
}

/** One read is counted when somebody has stayed for five seconds; nothing about the reader is sent. */
const article = document.querySelector("[data-read]");
if (article && navigator.sendBeacon) {
  setTimeout(() => {
    if (document.visibilityState === "visible") {
      navigator.sendBeacon(article.dataset.readTo, JSON.stringify({ key: article.dataset.read }));
    }
  }, 5000);
}

for (const place of document.querySelectorAll("[data-popular]")) {
  showPopular(place).catch(() => {}); // the plain link stays
}

/** What was read stays readable without a network, see worker.js. It lies at the site's root, above this file's folder. */
if ("serviceWorker" in navigator) {
  const worker = new URL("../worker.js", document.currentScript.src);
  window.addEventListener("load", () => navigator.serviceWorker.register(worker).catch(() => {}));
}
