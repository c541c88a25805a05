/** The one floating note of the page. It is read out where it came by keyboard. */
const Tip = {
  element: make("div", { id: "tip", role: "status", hidden: true }),

  /** Shows rows [{ink, name, value}] under a head, beside a point of the window. */
  show(x, y, head, rows) {
    Tip.element.replaceChildren(make("div", { class: "head" }, head));
    for (const row of rows) {
      const line = make("div", { class: "row" });
      if (row.ink) line.append(make("i", { class: "dot", style: `background:${row.ink}` }));
      line.append(make("span", { class: row.value === undefined ? "" : "name" }, row.name));
      if (row.value !== undefined) line.append(make("span", { class: "value" }, row.value));
      Tip.element.append(line);
    }
    Tip.element.hidden = false;
    const box = Tip.element.getBoundingClientRect();
    const left = x + 16 + box.width > innerWidth ? x - 16 - box.width : x + 16;
    const top = Math.min(Math.max(8, y - box.height / 2), innerHeight - box.height - 8);
    Tip.element.style.left = Math.max(4, left) + scrollX + "px";
    Tip.element.style.top = top + scrollY + "px";
  },

  hide() {
    Tip.element.hidden = true;
  },

  start() {
    document.body.append(Tip.element);
    for (const part of document.querySelectorAll("[data-tip]")) {
      part.addEventListener("pointermove", e =>
        Tip.show(e.clientX, e.clientY, part.dataset.tip, []));
      part.addEventListener("pointerleave", Tip.hide);
    }
    addEventListener("keydown", e => {
      if (e.key === "Escape") Tip.hide();
    });
  },
};
