// Mends without loading the page anew, and by keyboard. Without this script each change is a form that is submitted.
(() => {
  const box = () => document.querySelector("[data-mending]");
  const STEPS = {ArrowLeft: "promote", ArrowRight: "demote", ArrowUp: "up", ArrowDown: "down"};
  let busy = false;

  const show = (html, focus) => {
    const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("[data-mending]");
    if (!fresh) return false;
    const scrolled = box().querySelector(".mending-lines")?.scrollTop ?? 0;
    box().replaceWith(document.importNode(fresh, true));
    begin();
    const lines = box().querySelector(".mending-lines");
    lines.scrollTop = scrolled;
    const open = box().querySelector("[data-mending-open]");
    const line = open && document.getElementById(`line-${open.dataset.mendingLine}`);
    if (line && getComputedStyle(lines).position === "sticky") {
      const outside = line.offsetTop < lines.scrollTop || line.offsetTop > lines.scrollTop + lines.clientHeight - 60;
      if (outside) lines.scrollTop = line.offsetTop - lines.clientHeight / 3;
    }
    (focus && box().querySelector(focus) ||
      open?.querySelector("[name=heading]") ||
      box().querySelector("[data-mending-fields], [data-mending-item]"))?.focus({preventScroll: true});
    document.activeElement?.scrollIntoView?.({block: "nearest"});
    return true;
  };

  const load = async (address, options, focus) => {
    if (busy) return;
    busy = true;
    box().setAttribute("aria-busy", "true");
    try {
      const response = await fetch(address, options);
      const html = await response.text();
      if (!show(html, focus)) location.assign(response.url); // logged out, or elsewhere
      else history.replaceState(null, "", response.url);
    } catch {
      location.reload(); // what was kept is on the server
    } finally {
      busy = false;
      box()?.removeAttribute("aria-busy");
    }
  };

  const submit = (form, button) => {
    const focus = button?.value && button.name === "op" ? `[name=op][value="${button.value}"]:not(.w-sr-only):not(:disabled)` : "";
    load(form.action, {method: "POST", body: new FormData(form, button)}, focus);
  };

  const press = (operation) => {
    const button = box().querySelector(`[name=op][value=${operation}]:not(:disabled)`);
    if (button) submit(button.form, button);
    return Boolean(button);
  };

  // A key on a row that is not open changes it as if it were.
  const step = async (row, operation) => {
    row.click();
    while (busy) await new Promise((resolve) => setTimeout(resolve, 20));
    press(operation);
  };

  const onKey = (event) => {
    const row = event.target.closest("[data-mending-item]");
    const open = event.target.closest("[data-mending-open]");
    if (event.altKey && STEPS[event.key] && (row || open)) {
      event.preventDefault();
      if (open) press(STEPS[event.key]);
      else step(row, STEPS[event.key]);
    } else if (row && !event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      const rows = [...box().querySelectorAll("[data-mending-item]")];
      const next = rows[rows.indexOf(row) + (event.key === "ArrowDown" ? 1 : -1)];
      if (next) {
        event.preventDefault();
        next.focus();
      }
    } else if ((event.ctrlKey || event.metaKey) && event.key === "z" && !event.target.matches("input, textarea")) {
      if (press(event.shiftKey ? "redo" : "undo")) event.preventDefault();
    }
  };

  const begin = () => {
    box().querySelector("[data-mending-keys]").hidden = false;
    box().addEventListener("keydown", onKey);
    box().addEventListener("submit", (event) => {
      const leaves = event.submitter?.matches("[data-mending-leave]") || event.target.matches("[data-mending-leave]");
      if (leaves) return;
      event.preventDefault();
      submit(event.target, event.submitter);
    });
    box().addEventListener("click", (event) => {
      const link = event.target.closest("a[href^='?']");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const form = document.getElementById("mending-form");
      event.preventDefault();
      if (!form) return load(link.href, {});
      const body = new FormData(form); // what was typed goes with it
      fetch(form.action, {method: "POST", body}).then(() => load(link.href, {}));
    });
  };

  begin();
})();
