/* Suggestions while typing: a combobox with a list, as the ARIA Authoring Practices describe it. Without scripts, or
   where the service doesn't answer, the field is an ordinary search field. */
"use strict";

const PAUSE = 150;

function element(name, attributes, ...content) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...content);
  return made;
}

/** A suggestion with what was typed marked in it. */
function marked(text, typed, lang) {
  const at = text.toLowerCase().indexOf(typed.toLowerCase());
  if (at < 0) return element("span", { lang }, text);
  const end = at + typed.length;
  return element("span", { lang }, text.slice(0, at), element("b", {}, text.slice(at, end)), text.slice(end));
}

class Suggestions {
  constructor(form) {
    this.form = form;
    this.input = form.querySelector("input[type=search]");
    this.asked = new AbortController();
    const id = `${this.input.id}-suggestions`;
    this.list = element("ul", { id, class: "suggestions", role: "listbox", "aria-label": form.dataset.label });
    this.list.hidden = true;
    this.status = element("span", { class: "visually-hidden", role: "status" });
    form.append(this.list, this.status);
    for (const [name, value] of Object.entries({
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": id,
    })) {
      this.input.setAttribute(name, value);
    }
    this.input.addEventListener("input", (event) => {
      this.mark(null); // what was marked answered to other words
      if (!event.isComposing) this.ask();
    });
    this.input.addEventListener("compositionend", () => this.ask());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => this.close());
    this.input.form.addEventListener("submit", () => this.close()); // whoever comes back finds it so
    this.list.addEventListener("pointerdown", (event) => event.preventDefault()); // keeps the focus in the field
    this.list.addEventListener("click", (event) => this.go(event.target.closest("[role=option]")));
  }

  /** Asks after a pause in typing. Of several questions only the last is answered. */
  ask() {
    this.forget();
    const typed = this.input.value.trim();
    if (!typed) return this.close();
    const { signal } = (this.asked = new AbortController());
    this.timer = setTimeout(async () => {
      try {
        const address = new URL(this.form.dataset.suggest, location.href);
        address.search = new URLSearchParams({ q: typed, locale: this.form.dataset.locale });
        const response = await fetch(address, { signal });
        const { suggestions } = await response.json();
        if (!signal.aborted && this.input === document.activeElement) this.show(suggestions, typed);
      } catch {
        if (!signal.aborted) this.close();
      }
    }, PAUSE);
  }

  forget() {
    clearTimeout(this.timer);
    this.asked.abort();
  }

  show(suggestions, typed) {
    this.list.replaceChildren(
      ...suggestions.map(({ text, url, lang, note }, number) => {
        const attributes = { id: `${this.list.id}-${number}`, role: "option", "aria-selected": "false", "data-url": url };
        return element("li", attributes, marked(text, typed, lang), " ", element("small", {}, note));
      }),
    );
    const { few, many } = this.form.dataset;
    this.status.textContent = (suggestions.length === 1 ? few : many).replace("{n}", suggestions.length);
    this.list.hidden = !suggestions.length;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    this.mark(null);
  }

  close() {
    this.forget();
    this.list.hidden = true;
    this.status.textContent = "";
    this.input.setAttribute("aria-expanded", "false");
    this.mark(null);
  }

  mark(option) {
    this.marked?.setAttribute("aria-selected", "false");
    this.marked = option;
    if (!option) return this.input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", option.id);
  }

  /** Keys that choose. What moves in the text (arrows to the side, Home, End) leaves the list to itself. */
  key(event) {
    if (event.isComposing || event.keyCode === 229) return; // 229: Safari's last key of a composition
    if (this.list.hidden) return event.key === "ArrowDown" && this.ask();
    if (/^(ArrowLeft|ArrowRight|Home|End)$/.test(event.key)) return this.mark(null);
    const { firstElementChild: first, lastElementChild: last } = this.list;
    const act = {
      ArrowDown: () => this.mark(this.marked ? this.marked.nextElementSibling : first),
      ArrowUp: () => this.mark(this.marked ? this.marked.previousElementSibling : last),
      Escape: () => this.close(),
      Enter: this.marked && (() => this.go(this.marked)),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  /** Suggested addresses are site addresses ("/zh/…"); the way to the site's root is that of the service. */
  go(option) {
    if (!option) return;
    this.close();
    const root = this.form.dataset.suggest.replace(/api\/suggest$/, "");
    location.assign(new URL(root + option.dataset.url.replace(/^\//, ""), location.href));
  }
}

for (const form of document.querySelectorAll("[data-suggest]")) new Suggestions(form);
