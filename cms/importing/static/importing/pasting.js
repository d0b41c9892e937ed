// Keeps the numbers of a list that is pasted from Word or a page: they are in the rich text, not in the plain one.
(() => {
  const text = document.getElementById("id_text");
  const rich = document.getElementById("id_rich");
  if (!text || !rich) return;
  let pasted = "";

  text.addEventListener("paste", (event) => {
    const html = event.clipboardData.getData("text/html");
    const alone = text.selectionStart === 0 && text.selectionEnd === text.value.length;
    pasted = alone && /<(ol|li|h[1-6]|table)[\s>]/i.test(html) ? html : "";
    rich.value = pasted;
    setTimeout(() => text.addEventListener("input", () => { rich.value = ""; }, {once: true}));
  });
})();
