/* Reads a page aloud, sentence by sentence, each marked while it is spoken. Loaded when somebody asks for it. */

// What leads on or works the page is not its text; what is folded is not read, nor what unfolds it
const SILENT =
  "nav, aside, summary, button, .button, .kicker, .more, .card-go, .tools, .helpful, .task-link, .to-calendar, svg, progress, meter, [aria-hidden=true], .visually-hidden";
const MARK = "spoken";
const canMark = typeof Highlight !== "undefined" && Boolean(CSS.highlights);
const root = document.documentElement;
const player = document.querySelector("[data-player]");
const [pause, stop] = player.querySelectorAll("button");

let reading = null;

/** Not all browsers of the last years can be asked for it. */
function isShown(element) {
  return element.checkVisibility?.() ?? element.getClientRects().length > 0;
}

/** What a text stands in: cells, items in a row and lines of their own are told one by one, not run together. */
function blockOf(element) {
  while (/^(inline|contents)$/.test(getComputedStyle(element).display)) element = element.parentElement;
  return element;
}

/** The parts of the page that are read, each with its pieces of text, in their order. */
function* blocks() {
  const main = document.querySelector("#main article") ?? document.querySelector("#main");
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  let block = null;
  let pieces = [];
  let isCut = false; // by a line break
  while (walker.nextNode()) {
    const { currentNode: node } = walker;
    if (node.nodeType === Node.ELEMENT_NODE) {
      isCut ||= node.localName === "br";
      continue;
    }
    const parent = node.parentElement;
    if (parent.closest(SILENT) || !isShown(parent)) continue;
    const own = blockOf(parent);
    if ((own !== block || isCut) && !node.data.trim()) continue;
    if ((own !== block || isCut) && pieces.length) {
      yield { block, pieces };
      pieces = [];
    }
    [block, isCut] = [own, false];
    pieces.push(node);
  }
  if (pieces.length) yield { block, pieces };
}

/** A text cut into sentences: [text, where it begins]. */
function sentences(text, language) {
  if (Intl.Segmenter) {
    const cut = new Intl.Segmenter(language, { granularity: "sentence" }).segment(text);
    return [...cut].map(({ segment, index }) => [segment, index]);
  }
  return [...text.matchAll(/[^。！？；!?]+[。！？；!?”]*/g)].map((found) => [found[0], found.index]);
}

/** The place in the document of a stretch of a block's text. */
function range(pieces, from, length) {
  const place = (at) => {
    for (const piece of pieces) {
      if (at <= piece.data.length) return [piece, at];
      at -= piece.data.length;
    }
    const last = pieces.at(-1);
    return [last, last.data.length];
  };
  const found = document.createRange();
  found.setStart(...place(from));
  found.setEnd(...place(from + length));
  return found;
}

function* parts() {
  for (const { block, pieces } of blocks()) {
    const language = block.closest("[lang]").lang;
    const text = pieces.map((piece) => piece.data).join("");
    for (const [words, from] of sentences(text, language)) {
      if (/[\p{L}\p{N}]/u.test(words)) yield { words, language, block, range: range(pieces, from, words.length) };
    }
  }
}

/** Who speaks a language: Mandarin rather than Cantonese, the device's own choice, what needs no network. */
function voiceOf(language) {
  const name = language.startsWith("zh") ? /^(zh|cmn|yue)\b/ : new RegExp(`^${language.slice(0, 2)}\\b`);
  const score = (voice) =>
    (/^yue|[-_](HK|MO)/i.test(voice.lang) ? 0 : 4) + (voice.default ? 2 : 0) + (voice.localService ? 1 : 0);
  return speechSynthesis
    .getVoices()
    .filter((voice) => name.test(voice.lang.toLowerCase().replace("_", "-")))
    .sort((one, other) => score(other) - score(one))[0];
}

class Reading {
  constructor(button) {
    this.button = button;
    this.label = button.querySelector("span");
    this.before = [this.label.textContent, pause.textContent];
    this.label.textContent = button.dataset.stop;
    this.parts = parts();
    player.hidden = false;
    root.toggleAttribute("data-reading", true);
    this.next();
  }

  next() {
    this.unmark();
    const { value: part, done } = this.parts.next();
    if (done) return this.end();
    this.part = part;
    this.mark();
    this.say();
  }

  say() {
    const { words, language } = this.part;
    const utterance = new SpeechSynthesisUtterance(words.trim().replace(/\s+/g, " "));
    const voice = voiceOf(language);
    // A device knows "zh-CN", not every one "zh-Hans"; by a voice it is told which of several to take
    utterance.lang = voice?.lang.replace("_", "-") ?? language;
    if (voice instanceof window.SpeechSynthesisVoice) utterance.voice = voice;
    utterance.rate = 0.9;
    utterance.onend = () => this.utterance === utterance && this.next();
    utterance.onerror = () => this.utterance === utterance && this.end();
    this.utterance = utterance; // held, or browsers forget it while it speaks
    speechSynthesis.speak(utterance);
  }

  /** Not the browser's own pause, which telephones take for an end: the sentence is begun again. */
  pause() {
    if (this.utterance) {
      this.hush();
      pause.textContent = pause.dataset.on;
    } else {
      pause.textContent = this.before[1];
      this.say();
    }
  }

  hush() {
    this.utterance = null;
    speechSynthesis.cancel();
  }

  mark() {
    const { block, range: place } = this.part;
    if (canMark) CSS.highlights.set(MARK, new Highlight(place));
    else block.classList.add("is-spoken");
    block.scrollIntoView({ block: "nearest", inline: "nearest" });
    // Of a long paragraph the sentence itself, and above the buttons
    const { top, bottom } = place.getBoundingClientRect();
    if (top < 0 || bottom > player.getBoundingClientRect().top) window.scrollBy(0, top - window.innerHeight / 4);
  }

  unmark() {
    if (canMark) CSS.highlights.delete(MARK);
    else this.part?.block.classList.remove("is-spoken");
  }

  end() {
    reading = null;
    this.unmark();
    this.hush();
    if (player.contains(document.activeElement)) this.button.focus({ preventScroll: true });
    player.hidden = true;
    root.removeAttribute("data-reading");
    [this.label.textContent, pause.textContent] = this.before;
  }
}

/** Begins to read the page, or stops. */
export function toggle(button) {
  if (reading) reading.end();
  else reading = new Reading(button);
}

pause.addEventListener("click", () => reading?.pause());
stop.addEventListener("click", () => reading?.end());
window.addEventListener("keydown", (event) => event.key === "Escape" && reading?.end());
window.addEventListener("pagehide", () => reading?.end());
document.addEventListener("click", (event) => event.target.closest('a[data-access=""]') && reading?.end());
