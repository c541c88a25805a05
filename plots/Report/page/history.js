/** What one block held over the whole run, under each strategy shown. */
class BlockHistory {
  static bands = [
    ["huge", "--k5", "huge page"], ["pool", "--k6", "idle in the pool"], ["movable", "--k1", "movable"],
    ["reclaimable", "--k2", "reclaimable"], ["unmovable", "--k3", "unmovable or pinned"],
  ];

  constructor(data, player) {
    Object.assign(this, { data, player });
    this.element = make("div", { class: "pinned", hidden: true });
  }

  show() {
    const { player } = this;
    this.element.hidden = player.pinned < 0;
    if (player.pinned < 0) return;
    const close = make("button", { type: "button", class: "quiet-button" }, "Close");
    close.addEventListener("click", () => player.pin(-1));
    const keys = make("ul", { class: "keys" }, ...BlockHistory.bands.map(([, ink, name]) =>
      make("li", {}, make("i", { class: "swatch", style: `background:var(${ink})` }), name)));
    this.panes = make("div", { class: "panes" + (player.views.length === 1 ? " single" : "") });
    this.rows = player.views.map(view => {
      const canvas = make("canvas", {
        role: "img", style: "width:100%;height:72px",
        "aria-label": `What the block held over time under ${this.data.strategies[view.index].name}`,
      });
      canvas.addEventListener("click", e =>
        player.goTo(e.offsetX / canvas.clientWidth * this.data.end));
      const text = make("p", { class: "note" });
      this.panes.append(make("div", {}, canvas, text));
      return { view, canvas, text };
    });
    this.element.replaceChildren(
      make("h3", {}, player.views[0].title(player.pinned), close), keys, this.panes);
    this.draw();
  }

  draw() {
    if (this.player.pinned < 0) return;
    for (const row of this.rows) this.drawRow(row);
  }

  drawRow({ view, canvas, text }) {
    const { player, data } = this;
    const { map } = view, width = canvas.clientWidth, height = 72, ratio = devicePixelRatio || 1;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    const context = canvas.getContext("2d");
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.fillStyle = Theme.ink("--k0");
    context.fillRect(0, 0, width, height);
    let changes = 0;
    map.times.forEach((ns, i) => {
      const cell = map.cell(i, player.pinned);
      const left = ns / data.end * width;
      const right = (i + 1 < map.times.length ? map.times[i + 1] : data.end) / data.end * width;
      if (i > 0 && cell.type !== map.cell(i - 1, player.pinned).type) changes++;
      let y = height;
      for (const [name, ink] of BlockHistory.bands) {
        const pages = name === "movable" ? cell.movable - cell.huge
          : name === "huge" ? cell.huge - cell.pool : cell[name];
        const size = pages / map.cellPages * height;
        context.fillStyle = Theme.ink(ink);
        context.fillRect(left, y - size, right - left + 0.5, size);
        y -= size;
      }
    });
    context.fillStyle = Theme.ink("--text");
    context.fillRect(Math.min(player.timeNs / data.end * width, width - 1.5), 0, 1.5, height);
    const now = map.cell(view.frame, player.pinned);
    text.textContent = `${data.strategies[view.index].name}: ${verdict(now, map, data)} `
      + (!map.hasType(now) ? "No types." : changes === 0 ? `Of type ${data.types[now.type]} throughout.`
        : `Of type ${data.types[now.type]}; the type changed ${changes} times.`);
  }
}
