/* The offline page: what is kept on this device, and the way back to what was wanted. */
"use strict";

{
  const place = document.querySelector("[data-kept]");
  const again = document.querySelector("[data-again]");
  const root = new URL("../", document.currentScript.src);

  const wanted = new URLSearchParams(location.search).get("from");
  if (wanted && new URL(wanted, location.href).href.startsWith(root.href)) {
    again.href = wanted;
    window.addEventListener("online", () => location.replace(wanted));
  }

  async function showKept() {
    const cache = await caches.open(`linli:${root.pathname}:pages:1`);
    const rows = [];
    for (const request of (await cache.keys()).reverse()) {
      const html = await (await cache.match(request)).text();
      const kept = new DOMParser().parseFromString(html, "text/html");
      const heading = kept.querySelector("h1")?.textContent.trim();
      if (!heading || kept.querySelector("meta[name=robots][content*=noindex]")) continue; // this page, a former address
      const [row, link] = [document.createElement("li"), document.createElement("a")];
      [link.href, link.textContent, link.lang] = [request.url, heading, kept.documentElement.lang];
      row.append(link);
      rows.push(row);
    }
    if (!rows.length) return;
    const list = document.createElement("ul");
    list.className = "links plain";
    list.append(...rows);
    place.replaceChildren(list);
  }

  if ("caches" in window) showKept().catch(() => {}); // the sentence stays
}
