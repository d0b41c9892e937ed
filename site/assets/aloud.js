/* Reads a page aloud, sentence by sentence, each marked while it is spoken. Loaded when somebody asks for it. */

const BLOCKS = "h1, h2, h3, h4, p, li, dt, dd, th, td, caption, figcaption, summary";
const SILENT = ".kicker, nav, aside, button, svg, [aria-hidden=true], .tools, .task-link, .visually-hidden";
const MARK = "spoken";
const canMark = typeof Highlight !== "undefined" && Boolean(CSS.highlights);

let reading = null;

/** The parts of the page that are read, each with its pieces of text, in their order. */
function* blocks() {
  const main = document.querySelector("#main article") ?? document.querySelector("#main");
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  let block = null;
  let pieces = [];
  while (walker.nextNode()) {
    const { parentElement: parent, data } = walker.currentNode;
    if (!data.trim() || parent.closest(SILENT) || !parent.checkVisibility()) continue;
    const own = parent.closest(BLOCKS) ?? parent;
    if (own !== block && pieces.length) {
      yield { block, pieces };
      pieces = [];
    }
    block = own;
    pieces.push(walker.currentNode);
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
      if (words.trim()) yield { words, language, block, range: range(pieces, from, words.length) };
    }
  }
}

class Reading {
  constructor(button) {
    this.button = button;
    this.label = button.querySelector("span");
    this.before = this.label.textContent;
    this.label.textContent = button.dataset.stop;
    this.parts = parts();
    this.next();
  }

  next() {
    this.unmark();
    const { value: part, done } = this.parts.next();
    if (done) return this.end();
    this.mark(part);
    this.utterance = new SpeechSynthesisUtterance(part.words); // held, or browsers forget it while it speaks
    this.utterance.lang = part.language;
    this.utterance.rate = 0.9;
    this.utterance.onend = () => reading === this && this.next();
    this.utterance.onerror = () => reading === this && this.end();
    speechSynthesis.speak(this.utterance);
  }

  mark({ block, range: place }) {
    if (canMark) CSS.highlights.set(MARK, new Highlight(place));
    else block.classList.add("is-spoken");
    this.block = block;
    block.scrollIntoView({ block: "nearest" });
  }

  unmark() {
    if (canMark) CSS.highlights.delete(MARK);
    else this.block?.classList.remove("is-spoken");
  }

  end() {
    reading = null;
    this.unmark();
    speechSynthesis.cancel();
    this.label.textContent = this.before;
  }
}

/** Begins to read the page, or stops. */
export function toggle(button) {
  if (reading) reading.end();
  else reading = new Reading(button);
}

window.addEventListener("keydown", (event) => event.key === "Escape" && reading?.end());
window.addEventListener("pagehide", () => reading?.end());
