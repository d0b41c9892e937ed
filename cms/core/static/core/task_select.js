/* A select of tasks follows the choice of its plan: see cms/core/fulfilment.py. */
document.addEventListener("change", async (event) => {
  const select = document.querySelector(`select[data-tasks-of="${event.target.id}"]`);
  if (!event.target.id || !select) return;
  const plan = event.target.getAttribute("value");
  const [whole] = select.options;
  select.replaceChildren(whole);
  select.value = "";
  if (!plan) return;
  select.disabled = true;
  try {
    const response = await fetch(select.dataset.tasksUrl.replace("/0/", `/${plan}/`));
    const { tasks } = await response.json();
    select.append(...tasks.map(([anchor, name]) => new Option(name, anchor)));
  } finally {
    select.disabled = false;
  }
});
