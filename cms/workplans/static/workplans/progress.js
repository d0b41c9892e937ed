/* Finds among the tasks that one can choose: those stay that have all the words, and those that are chosen. */
document.querySelectorAll("[data-plan-search]").forEach((search) => {
  const choices = [...search.closest("form").querySelectorAll(".plan-choice")];
  search.hidden = false;
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  search.addEventListener("input", ({ target }) => {
    const words = target.value.toLowerCase().split(/\s+/);
    choices.forEach((choice) => {
      const text = choice.textContent.toLowerCase();
      choice.hidden = !choice.control.checked && !words.every((word) => text.includes(word));
    });
  });
});
