/* The access mode, remembered on this device: "1" to "3", the step of the text's size. Works before the page is painted. */
"use strict";

const KEY = "access";
const root = document.documentElement;
const asked = /^#access-([123])$/.exec(location.hash);

/** What this device remembers; nothing where it may not. */
function remembered() {
  try {
    return localStorage.getItem(KEY) ?? "";
  } catch {
    return "";
  }
}

/** Shows the page in a step, or as it ordinarily is (""), and remembers it. */
function show(step) {
  root.toggleAttribute("data-access", Boolean(step));
  if (step) root.dataset.access = step;
  for (const control of document.querySelectorAll("a[data-access]")) {
    if (step && control.dataset.access === step) control.setAttribute("aria-current", "true");
    else control.removeAttribute("aria-current");
  }
  try {
    localStorage.setItem(KEY, step);
  } catch {
    // it holds for this page
  }
}

show(asked ? asked[1] : remembered());

document.addEventListener("click", (event) => {
  const control = event.target.closest("a[data-access]");
  if (!control) return;
  const { access: step } = control.dataset;
  if (step) event.preventDefault(); // leaving goes to the text, as it does without scripts
  show(step);
  if (step && !control.closest(".access")) document.querySelector(".access a[aria-current]").focus();
});

/** Reading aloud is offered where the device has a voice for the page's language; how it is done is loaded then. */
const speaker = document.querySelector("[data-aloud]");

function offer() {
  const language = root.lang.slice(0, 2);
  speaker.hidden = !speechSynthesis.getVoices().some((voice) => voice.lang.toLowerCase().startsWith(language));
}

if (speaker && "speechSynthesis" in window) {
  offer();
  speechSynthesis.addEventListener?.("voiceschanged", offer);
  speaker.addEventListener("click", async () => {
    const { toggle } = await import(new URL(speaker.dataset.aloud, location.href));
    toggle(speaker);
  });
}
