/** Which strategies are shown: one row of buttons for the whole page. */
const Legend = {
  hidden: new Set(),
  listeners: [],

  onChange(listener) {
    Legend.listeners.push(listener);
  },

  isShown: index => !Legend.hidden.has(index),

  toggle(index) {
    if (!Legend.hidden.delete(index)) Legend.hidden.add(index);
    for (const cell of document.querySelectorAll(`.bars [data-s="${index}"], `
      + `.blockers [data-s="${index}"]`)) cell.hidden = Legend.hidden.has(index);
    for (const listener of Legend.listeners) listener(index);
  },

  start(strategies) {
    const nav = document.getElementById("legend");
    if (strategies.length < 2) return;
    nav.append(make("span", {}, "Show"));
    strategies.forEach((strategy, index) => {
      const button = make("button", { type: "button", "aria-pressed": "true", title: strategy.name },
        make("i", { class: "dot", style: `background:var(--s${index})` }),
        make("span", { class: "name" }, strategy.name));
      button.addEventListener("click", () => {
        Legend.toggle(index);
        button.setAttribute("aria-pressed", String(Legend.isShown(index)));
      });
      nav.append(button);
    });
    nav.hidden = false;
  },
};
