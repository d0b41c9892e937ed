/* The pictures of a page one by one over it, by keys and by swiping. Without it each link leads to its picture. */
"use strict";

const SWIPE = 40; // pixels

function made(tag, className, words = "") {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = words;
  return element;
}

function button(className, sign, words, act) {
  const control = made("button", `button ${className}`, sign);
  control.type = "button";
  control.ariaLabel = words;
  control.addEventListener("click", act);
  return control;
}

/** Shows one of a list's pictures: its largest form, its words, and which of how many it is. */
function viewerOf(list) {
  const links = [...list.querySelectorAll("a.frame")];
  const { close, before, after, name } = list.dataset;
  const dialog = made("dialog", "viewer");
  const image = made("img", "");
  const words = made("p", "viewer-words");
  let now = 0;

  function show(number) {
    now = (number + links.length) % links.length;
    const link = links[now];
    const small = link.querySelector("img");
    image.src = link.href;
    image.alt = small.alt;
    const told = link.parentElement.querySelector("figcaption")?.textContent ?? "";
    words.textContent = `${now + 1} / ${links.length}  ${told}`;
    new Image().src = links[(now + 1) % links.length].href;
  }

  dialog.ariaLabel = name;
  words.setAttribute("role", "status");
  const controls = [button("is-close", "×", close, () => dialog.close())];
  if (links.length > 1) {
    controls.push(button("is-before", "‹", before, () => show(now - 1)), button("is-after", "›", after, () => show(now + 1)));
  }
  dialog.append(image, words, ...controls);
  dialog.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step) show(now + step);
    if (event.key === "Home") show(0);
    if (event.key === "End") show(-1);
  });
  dialog.addEventListener("close", () => links[now].focus());

  let from = null;
  dialog.addEventListener("pointerdown", (event) => (from = event));
  dialog.addEventListener("pointerup", (event) => {
    const across = event.clientX - (from?.clientX ?? event.clientX);
    if (Math.abs(across) > SWIPE && Math.abs(across) > Math.abs(event.clientY - from.clientY)) show(now - Math.sign(across));
    else if (event.target === dialog) dialog.close();
    from = null;
  });
  image.draggable = false;
  list.after(dialog);

  return (link) => {
    show(links.indexOf(link));
    dialog.showModal();
  };
}

for (const list of document.querySelectorAll("[data-viewer]")) {
  const open = viewerOf(list);
  list.addEventListener("click", (event) => {
    const link = event.target.closest("a.frame");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(link);
  });
}
