/** One strategy's memory at one moment, on a canvas. */
class MapView {
  constructor(data, player, side) {
    Object.assign(this, { data, player, side, pointed: -1 });
    this.select = make("select", { "aria-label": `Strategy on the ${side}` });
    data.strategies.forEach((s, i) => {
      if (s.map) this.select.append(make("option", { value: String(i) }, s.name));
    });
    this.sum = make("span", { class: "sum" });
    this.canvas = make("canvas", {
      tabindex: "0", role: "img",
      "aria-label": "Memory map. Arrow keys go from block to block, Enter keeps one.",
    });
    this.element = make("div", { class: "pane" },
      make("div", { class: "pane-head" }, this.select, this.sum), this.canvas);
    this.select.addEventListener("change", () => this.choose(Number(this.select.value)));
    this.canvas.addEventListener("pointermove", e => this.point(this.cellAt(e), e));
    this.canvas.addEventListener("pointerleave", () => this.point(-1));
    this.canvas.addEventListener("click", e => player.pin(this.cellAt(e)));
    this.canvas.addEventListener("keydown", e => this.onKey(e));
    this.canvas.addEventListener("blur", () => this.point(-1));
    new ResizeObserver(() => this.draw()).observe(this.element);
  }

  choose(index) {
    this.index = index;
    this.select.value = String(index);
    this.map = this.player.mapOf(index);
    this.player.strategiesChanged();
  }

  get frame() {
    return this.map.indexAt(this.player.timeNs);
  }

  /** So many cells a row that rows begin at round addresses. */
  layout() {
    const width = this.element.clientWidth;
    const perRow = this.map.cells <= 128 ? 16 : this.map.cells <= 1024 ? 32 : 64;
    const columns = width / perRow >= 3 ? perRow : Math.max(8, Math.floor(width / 3));
    const size = Math.min(36, width / columns);
    return { size, columns, rows: Math.ceil(this.map.cells / columns) };
  }

  draw() {
    if (!this.map || this.element.clientWidth === 0) return;
    const { size, columns, rows } = this.layout();
    const ratio = devicePixelRatio || 1;
    const [width, height] = [Math.round(columns * size), Math.round(rows * size)];
    if (this.canvas.width !== Math.round(width * ratio)
      || this.canvas.height !== Math.round(height * ratio)) {
      this.canvas.width = Math.round(width * ratio);
      this.canvas.height = Math.round(height * ratio);
      this.canvas.style.width = width + "px";
      this.canvas.style.height = height + "px";
    }
    const context = this.canvas.getContext("2d");
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    const gap = size >= 6 ? 1 : 0;
    const { ink } = this.player.inks;
    const frame = this.frame;
    const totals = { managed: 0, free: 0, held: 0, huge: 0 };
    for (let i = 0; i < this.map.cells; i++) {
      const cell = this.map.cell(frame, i);
      totals.managed += cell.managed;
      totals.free += cell.free;
      totals.huge += cell.huge;
      totals.held += cell.unmovable + cell.reclaimable > 0 ? 1 : 0;
      context.fillStyle = inkColour(ink(cell, this.map));
      const { left, top, right, bottom } = this.place(i, size, columns);
      context.fillRect(left, top, right - left - gap, bottom - top - gap);
    }
    this.frameCell(context, this.player.pinned, "--text", size, columns);
    if (this.pointed !== this.player.pinned)
      this.frameCell(context, this.pointed, "--accent", size, columns);
    this.sum.textContent = `${Format.pages(totals.free)} free, ${Format.pages(totals.huge)} in huge `
      + `pages, ${Format.exact(totals.held)} of ${Format.exact(this.map.cells)} blocked`;
  }

  frameCell(context, cell, ink, size, columns) {
    if (cell < 0 || cell >= this.map.cells) return;
    context.strokeStyle = Theme.ink(ink);
    context.lineWidth = 2;
    const { left, top, right, bottom } = this.place(cell, size, columns);
    context.strokeRect(left, top, right - left - 1, bottom - top - 1);
  }

  /** Edges of a cell, on whole pixels. */
  place(cell, size, columns) {
    const column = cell % columns, row = Math.floor(cell / columns);
    return {
      left: Math.round(column * size), right: Math.round((column + 1) * size),
      top: Math.round(row * size), bottom: Math.round((row + 1) * size),
    };
  }

  cellAt(e) {
    const { size, columns } = this.layout();
    const column = Math.floor(e.offsetX / size);
    const cell = Math.floor(e.offsetY / size) * columns + column;
    return column >= 0 && column < columns && cell < this.map.cells ? cell : -1;
  }

  /** Shows what is in a cell, here and at the same address on the other side. */
  point(cell, e) {
    if (cell !== this.pointed) {
      this.pointed = cell;
      this.draw();
    }
    if (cell < 0) {
      Tip.hide();
      return;
    }
    const box = this.canvas.getBoundingClientRect();
    const { size, columns } = this.layout();
    Tip.show(e ? e.clientX : box.left + (cell % columns + 0.5) * size,
      e ? e.clientY : box.top + (Math.floor(cell / columns) + 0.5) * size,
      this.title(cell), describeCell(this.map.cell(this.frame, cell), this.map, this.data));
  }

  title(cell) {
    const pages = this.map.cellPages, first = cell * pages;
    const blocks = this.map.blocksPerCell;
    const name = blocks === 1 ? `Block ${Format.exact(cell)}`
      : `Blocks ${Format.exact(cell * blocks)} to ${Format.exact((cell + 1) * blocks - 1)}`;
    return `${name}, pfn 0x${first.toString(16)} to 0x${(first + pages - 1).toString(16)}`;
  }

  onKey(e) {
    const { columns } = this.layout();
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[e.key];
    if (step) this.point(Math.min(Math.max(0, this.pointed + step), this.map.cells - 1));
    else if (e.key === "Enter" || e.key === " ") this.player.pin(this.pointed);
    else return;
    e.preventDefault();
  }
}

/** What is in a cell, as rows of the tip. */
function describeCell(cell, map, data) {
  const row = (name, pages, ink) => ({ name, value: Format.exact(pages), ink: `var(${ink})` });
  const rows = [{ name: "migrate type", value: map.hasType(cell) ? data.types[cell.type] : "no types" }];
  if (cell.free > 0) rows.push(row("free pages", cell.free, "--k0"));
  if (cell.huge > cell.pool) rows.push(row("in huge pages", cell.huge - cell.pool, "--k5"));
  if (cell.pool > 0) rows.push(row("idle in the huge-page pool", cell.pool, "--k6"));
  if (cell.movable > cell.huge) rows.push(row("movable", cell.movable - cell.huge, "--k1"));
  if (cell.reclaimable > 0) rows.push(row("reclaimable", cell.reclaimable, "--k2"));
  if (cell.unmovable > cell.pinned) rows.push(row("unmovable", cell.unmovable - cell.pinned, "--k3"));
  if (cell.pinned > 0) rows.push(row("pinned", cell.pinned, "--k4"));
  if (cell.free < cell.managed) rows.push({ name: "mostly", value: data.sources[cell.owner] });
  rows.push({ name: verdict(cell, map, data) });
  return rows;
}
