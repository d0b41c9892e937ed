// Follows a publication until it is settled: each element with data-publication shows the part of the answer it names.
(() => {
  const LONGEST = 5000; // milliseconds between two questions

  const follow = async (element, wait, shown) => {
    let part = shown;
    try {
      const response = await fetch(element.dataset.publication, {headers: {Accept: "application/json"}});
      if (!response.ok) return; // logged out, or not allowed: the words that are there stay
      const answer = await response.json();
      part = answer[element.dataset.part];
      if (part !== shown) element.innerHTML = part; // else what the reader has unfolded stays unfolded
      if (answer.is_settled) return;
    } catch {
      // The server is being started again: ask later.
    }
    setTimeout(follow, wait, element, Math.min(wait * 1.5, LONGEST), part);
  };

  document.querySelectorAll("[data-publication]:not([data-settled])").forEach((element) => follow(element, 300));
})();
