/** A chart of lines, one a strategy: zoom by dragging, exact numbers under the pointer. */
class Chart {
  static all = [];
  static zooming = false;

  /** Names of phases stand above the lines. */
  static room = 1.13;

  /**
   * @param {object} spec title, note, lines (index => {x, y, text, step}), yFormat, xFormat,
   * xHead, isBytes (the y axis has powers of two), sync and end (charts with the same sync move together, from 0 to end), xSplits,
   * behind and over (what is drawn under the grid and on it).
   */
  constructor(host, spec) {
    this.spec = spec;
    this.plot = make("div", {
      class: "plot", tabindex: "0", role: "group",
      "aria-label": spec.title + ". Arrow keys read values, plus and minus zoom, 0 shows all.",
    });
    this.note = make("p", { class: "note" }, spec.note || "");
    this.head = make("div", { class: "chart-head" }, make("h2", {}, spec.title));
    host.append(make("section", { class: "card" }, this.head, this.note, this.plot));
    this.load();
    this.plot.addEventListener("keydown", e => this.onKey(e));
    this.plot.addEventListener("blur", Tip.hide);
    this.plot.addEventListener("pointerleave", Tip.hide);
    new ResizeObserver(() => this.resize()).observe(this.plot);
    Chart.all.push(this);
  }

  /** All lines anew, after a choice changed what they show. */
  load(lines) {
    if (lines) this.spec.lines = lines;
    this.lines = this.spec.lines();
    const xs = [...new Set(this.lines.flatMap(line => line.x))].sort((a, b) => a - b);
    this.xs = xs;
    const data = [xs, ...this.lines.map(line => Chart.held(line, xs))];
    if (this.u) this.u.destroy();
    this.u = new uPlot(this.options(), data, this.plot);
  }

  /** For every place on the axis what the line last said; nothing before its first or after its
   * last. */
  static held(line, xs) {
    const held = new Array(xs.length).fill(null);
    line.at = new Int32Array(xs.length).fill(-1);
    let at = -1;
    for (let i = 0; i < xs.length; i++) {
      while (at + 1 < line.x.length && line.x[at + 1] <= xs[i]) at++;
      if (at < 0 || xs[i] > line.x[line.x.length - 1]) continue;
      held[i] = line.y[at];
      line.at[i] = at;
    }
    return held;
  }

  options() {
    const { spec } = this;
    const axis = {
      stroke: () => Theme.ink("--muted"),
      grid: { stroke: () => Theme.ink("--grid"), width: 1 },
      ticks: { show: false },
      font: "12px 'FragSim Sans', sans-serif",
    };
    return {
      width: this.plot.clientWidth || 500,
      height: 250,
      padding: [12, 24, 0, 0],
      legend: { show: false },
      cursor: {
        points: { size: 7 },
        drag: { x: true, y: false },
        ...(spec.sync ? { sync: { key: spec.sync, setSeries: false } } : {}),
      },
      scales: { x: { time: false, range: spec.sync ? this.span : undefined }, y: { range: spec.yRange || Chart.fromZero } },
      axes: [
        {
          ...axis, size: 28, gap: 8, values: (u, splits) => splits.map(spec.xFormat),
          splits: spec.xSplits,
        },
        {
          ...axis, size: 68, gap: 8, splits: spec.isBytes ? Chart.byteSplits : undefined,
          values: (u, splits) => splits.map(spec.yFormat),
        },
      ],
      series: [{}, ...this.lines.map(line => ({
        label: line.name,
        show: line.index === undefined || Legend.isShown(line.index),
        stroke: () => Theme.ink(line.ink),
        width: 2,
        dash: line.dash,
        points: { show: false },
        paths: line.step ? uPlot.paths.stepped({ align: 1 }) : undefined,
      }))],
      hooks: {
        setCursor: [() => this.pointed()],
        drawClear: [u => spec.behind && spec.behind(u)],
        drawAxes: [u => spec.over && spec.over(u)],
        setScale: [(u, key) => key === "x" && this.zoomed()],
      },
    };
  }

  /** All charts of the time line begin at the beginning and end at the end. */
  span = (u, min, max) =>
    min <= this.xs[0] && max >= this.xs[this.xs.length - 1] ? [0, this.spec.end] : [min, max];

  static fromZero(u, min, max) {
    return [0, max > 0 ? max * Chart.room : 1];
  }

  /** Bytes are divided at powers of two. */
  static byteSplits(u, axis, min, max) {
    const step = 2 ** Math.ceil(Math.log2(Math.max(max, 1) / 5));
    return Array.from({ length: Math.floor(max / step) + 1 }, (_, i) => i * step);
  }

  pointed() {
    const { u } = this;
    if (!u || !(this.plot.matches(":hover") || document.activeElement === this.plot)) return;
    const { idx, left, top } = u.cursor;
    if (idx === null || idx === undefined || left < 0) {
      Tip.hide();
      return;
    }
    const rows = this.lines.filter((line, i) => u.series[i + 1].show && line.at[idx] >= 0)
      .map(line => ({
        ink: `var(${line.ink})`, name: line.name, order: line.y[line.at[idx]],
        value: line.text(line.at[idx]),
      })).sort((a, b) => b.order - a.order);
    const box = u.over.getBoundingClientRect();
    Tip.show(box.left + left, box.top + top, this.spec.xHead(this.xs[idx]), rows);
  }

  /** Charts of one time line zoom together. */
  zoomed() {
    if (Chart.zooming || !this.u || !this.spec.sync) return;
    const { min, max } = this.u.scales.x;
    Chart.zooming = true;
    for (const chart of Chart.all) {
      if (chart !== this && chart.spec.sync === this.spec.sync)
        chart.u.setScale("x", { min, max });
    }
    Chart.zooming = false;
  }

  onKey(e) {
    const { u } = this;
    const { min, max } = u.scales.x;
    const step = { ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10 }[e.key];
    if (step) {
      const from = u.cursor.idx ?? 0;
      const to = Math.min(Math.max(0, from + step), this.xs.length - 1);
      const x = Math.min(Math.max(u.valToPos(this.xs[to], "x"), 0), u.over.clientWidth);
      u.setCursor({ left: x, top: u.over.clientHeight / 2 });
    } else if (e.key === "+" || e.key === "-") {
      const middle = u.cursor.left >= 0 ? u.posToVal(u.cursor.left, "x") : (min + max) / 2;
      const half = (max - min) / 2 * (e.key === "+" ? 0.5 : 2);
      const [first, last] = [this.xs[0], this.xs[this.xs.length - 1]];
      u.setScale("x", { min: Math.max(first, middle - half), max: Math.min(last, middle + half) });
    } else if (e.key === "0") {
      u.setScale("x", { min: this.xs[0], max: this.xs[this.xs.length - 1] });
    } else {
      return;
    }
    e.preventDefault();
  }

  resize() {
    const width = this.plot.clientWidth;
    if (this.u && width > 0 && width !== this.u.width) this.u.setSize({ width, height: 250 });
  }

  static start() {
    Legend.onChange(index => {
      for (const chart of Chart.all) {
        chart.lines.forEach((line, i) => {
          if (line.index === index) chart.u.setSeries(i + 1, { show: Legend.isShown(index) });
        });
      }
    });
    Theme.onChange(() => Chart.all.forEach(chart => chart.u.redraw(false)));
  }
}
