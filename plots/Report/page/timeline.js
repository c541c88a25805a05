/** Phases and refused requests along the slider: a mark where requests were refused, darker for
 * more. */
class Timeline {
  static rowHeight = 14;

  constructor(data, player) {
    Object.assign(this, { data, player });
    this.canvas = make("canvas", { class: "marks", role: "img", "aria-label": "Refused requests" });
    this.canvas.addEventListener("pointermove", e => this.point(e));
    this.canvas.addEventListener("pointerleave", Tip.hide);
    this.canvas.addEventListener("click", e => player.goTo(this.timeAt(e)));
    new ResizeObserver(() => this.draw()).observe(this.canvas);
  }

  get width() {
    return this.canvas.clientWidth;
  }

  timeAt(e) {
    return Math.min(Math.max(0, e.offsetX / this.width), 1) * this.data.end;
  }

  draw() {
    const { data, player, width } = this;
    if (width === 0) return;
    const shown = player.views.map(view => data.strategies[view.index]);
    const top = data.phases.length > 1 ? 18 : 2;
    const height = top + shown.length * (Timeline.rowHeight + 3);
    const ratio = devicePixelRatio || 1;
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(height * ratio);
    this.canvas.style.height = height + "px";
    const context = this.canvas.getContext("2d");
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const at = ns => ns / data.end * width;
    this.drawPhases(context, at, height);
    shown.forEach((strategy, row) => {
      const y = top + row * (Timeline.rowHeight + 3);
      context.fillStyle = Theme.ink("--shade");
      context.fillRect(0, y, width, Timeline.rowHeight);
      const most = Math.max(1, ...strategy.failures.map(([, count]) => count));
      context.fillStyle = Theme.ink("--bad");
      for (const [ns, count] of strategy.failures) {
        context.globalAlpha = 0.35 + 0.65 * count / most;
        context.fillRect(Math.min(at(ns), width - 2), y, 2, Timeline.rowHeight);
      }
      context.globalAlpha = 1;
    });
    context.fillStyle = Theme.ink("--text");
    context.fillRect(Math.min(at(player.timeNs), width - 1.5), 0, 1.5, height);
    const failed = shown.map(s => `${s.name}: ${s.failures.reduce((n, [, c]) => n + c, 0)}`);
    this.canvas.setAttribute("aria-label", "Refused requests along the run. " + failed.join(", "));
  }

  drawPhases(context, at, height) {
    const { phases } = this.data;
    if (phases.length < 2) return;
    context.font = "11px 'FragSim Sans', sans-serif";
    context.textBaseline = "top";
    phases.forEach((phase, i) => {
      const [left, right] = [at(phase.start), at(phase.end)];
      context.fillStyle = Theme.ink("--shade");
      if (i % 2 === 1) context.fillRect(left, 0, right - left, height);
      context.fillStyle = Theme.ink("--muted");
      if (context.measureText(phase.name).width < right - left - 6)
        context.fillText(phase.name, left + 3, 2);
    });
  }

  point(e) {
    const ns = this.timeAt(e), near = this.data.end / this.width * 4;
    const rows = this.player.views.map(view => {
      const strategy = this.data.strategies[view.index];
      const marks = strategy.failures.filter(([t]) => Math.abs(t - ns) <= near);
      const count = marks.reduce((n, [, c]) => n + c, 0);
      const reason = marks.length ? ", mostly: " + marks.reduce((a, b) => a[1] >= b[1] ? a : b)[2] : "";
      return { ink: `var(--s${view.index})`, name: strategy.name, value: `${count} refused${reason}` };
    });
    Tip.show(e.clientX, e.clientY, Format.moment(ns), rows);
  }
}
