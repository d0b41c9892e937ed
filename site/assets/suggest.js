/* Suggestions while typing: a combobox with a list, as the ARIA Authoring Practices describe it. Without scripts, or
   where the service doesn't answer, the field is an ordinary search field. */
"use strict";

const PAUSE = 150;

/** A suggestion with what was typed marked in it. */
function marked(text, typed) {
  const words = document.createElement("span");
  const at = text.toLowerCase().indexOf(typed.toLowerCase());
  if (at < 0) words.append(text);
  else {
    const mark = document.createElement("b");
    mark.append(text.slice(at, at + typed.length));
    words.append(text.slice(0, at), mark, text.slice(at + typed.length));
  }
  return words;
}

class Suggestions {
  constructor(form) {
    this.form = form;
    this.input = form.querySelector("input[type=search]");
    this.list = document.createElement("ul");
    this.list.id = `${this.input.id}-suggestions`;
    this.list.className = "suggestions";
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", this.input.placeholder);
    this.status = document.createElement("span");
    this.status.className = "visually-hidden";
    this.status.setAttribute("role", "status");
    form.append(this.list, this.status);
    for (const [name, value] of Object.entries({
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": this.list.id,
    })) {
      this.input.setAttribute(name, value);
    }
    this.input.addEventListener("input", (event) => {
      if (!event.isComposing) this.ask();
    });
    this.input.addEventListener("compositionend", () => this.ask());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => this.close());
    this.list.addEventListener("pointerdown", (event) => event.preventDefault()); // keeps the focus in the field
    this.list.addEventListener("click", (event) => this.go(event.target.closest("[role=option]")));
  }

  ask() {
    clearTimeout(this.timer);
    const typed = this.input.value.trim();
    if (!typed) return this.close();
    this.timer = setTimeout(async () => {
      try {
        const address = new URL(this.form.dataset.suggest, location.href);
        address.search = new URLSearchParams({ q: typed, locale: this.form.dataset.locale });
        const response = await fetch(address);
        const { suggestions } = await response.json();
        if (typed === this.input.value.trim() && this.input === document.activeElement) this.show(suggestions, typed);
      } catch {
        this.close();
      }
    }, PAUSE);
  }

  show(suggestions, typed) {
    this.list.replaceChildren(
      ...suggestions.map((suggestion, number) => {
        const option = document.createElement("li");
        option.id = `${this.list.id}-${number}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.append(marked(suggestion.text, typed));
        option.dataset.url = suggestion.url;
        return option;
      }),
    );
    const { few, many } = this.form.dataset;
    this.status.textContent = (suggestions.length === 1 ? few : many).replace("{n}", suggestions.length);
    this.list.hidden = !suggestions.length;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    this.mark(null);
  }

  close() {
    clearTimeout(this.timer);
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

  key(event) {
    if (event.isComposing) return;
    if (this.list.hidden) return event.key === "ArrowDown" && this.ask();
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
    const root = this.form.dataset.suggest.replace(/api\/suggest$/, "");
    location.assign(new URL(root + option.dataset.url.replace(/^\//, ""), location.href));
  }
}

for (const form of document.querySelectorAll("[data-suggest]")) new Suggestions(form);
