/** The memory map of one or two strategies, in step, with a time line to move along. */
class Player {
  static framesASecond = 12;

  constructor(host, data) {
    this.data = data;
    this.maps = new Map();
    this.pinned = -1;
    this.timeNs = 0;
    this.allInks = mapInks(data);
    this.inks = this.allInks.movability;
    const withMaps = data.strategies.map((s, i) => i).filter(i => data.strategies[i].map);
    this.views = withMaps.slice(0, 2).map((_, side) =>
      new MapView(data, this, side === 0 ? "left" : "right"));
    this.timeline = new Timeline(data, this);
    this.history = new BlockHistory(data, this);
    this.build(host);
    this.views.forEach((view, side) => {
      view.index = withMaps[side === 0 ? 0 : withMaps.length - 1];
      view.map = this.mapOf(view.index);
      view.select.value = String(view.index);
    });
    // An empty memory tells nothing: begin where requests begin to fail, else at the end.
    const failed = this.views.flatMap(view => data.strategies[view.index].failures.slice(0, 1));
    this.timeNs = failed.length ? Math.min(...failed.map(([ns]) => ns)) : data.end;
    this.strategiesChanged();
    Theme.onChange(() => this.draw());
  }

  mapOf(index) {
    if (!this.maps.has(index)) this.maps.set(index, new MapData(this.data.strategies[index].map));
    return this.maps.get(index);
  }

  build(host) {
    const colour = make("select", {});
    for (const [key, { name }] of Object.entries(this.allInks))
      colour.append(make("option", { value: key }, name));
    colour.addEventListener("change", () => {
      this.inks = this.allInks[colour.value];
      this.showKeys();
      this.draw();
    });
    this.play = make("button", { type: "button", id: "play" }, "▶ Play");
    this.play.addEventListener("click", () => this.timer ? this.stop() : this.start());
    this.now = make("output", {});
    this.slider = make("input", {
      type: "range", class: "time", min: "0", max: "1", step: "any", "aria-label": "Time",
    });
    this.slider.addEventListener("input", () => {
      this.stop();
      this.goTo(Number(this.slider.value) * this.data.end);
    });
    this.slider.addEventListener("keydown", e => {
      const step = {
        ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10,
      }[e.key];
      if (!step) return;
      e.preventDefault();
      this.stop();
      this.step(step);
    });
    this.keys = make("ul", { class: "keys" });
    host.append(
      make("div", { class: "tools" }, this.play, this.now, make("label", {}, "Colour", colour)),
      this.slider, this.timeline.canvas, this.keys,
      make("div", { class: "panes" + (this.views.length === 1 ? " single" : "") },
        ...this.views.map(view => view.element)),
      this.history.element);
    this.showKeys();
  }

  showKeys() {
    this.keys.replaceChildren(...this.inks.legend.map(([ink, name]) =>
      make("li", {}, make("i", { class: "swatch", style: `background:${inkColour(ink)}` }), name)));
  }

  /** The moments of the slider are those of both maps. */
  strategiesChanged() {
    if (this.views.some(view => !view.map)) return;
    this.moments = [...new Set(this.views.flatMap(view => view.map.times))].sort((a, b) => a - b);
    this.history.show();
    this.goTo(this.timeNs);
  }

  /** To the last moment of the slider that is not after a time. */
  goTo(timeNs) {
    this.moveTo(Math.max(0, this.moments.findLastIndex(ns => ns <= timeNs)));
  }

  /** So many moments on, or back. */
  step(moments) {
    this.moveTo(Math.min(Math.max(0, this.moment + moments), this.moments.length - 1));
  }

  moveTo(moment) {
    this.moment = moment;
    const timeNs = this.timeNs = this.moments[moment];
    this.slider.value = String(timeNs / this.data.end);
    const phase = this.data.phases.findLast(p => p.start <= timeNs);
    const text = Format.moment(timeNs) + (phase && phase.name ? ", " + phase.name : "");
    this.now.textContent = text;
    this.slider.setAttribute("aria-valuetext", text);
    this.draw();
  }

  draw() {
    if (!this.moments) return;
    this.showKeys();
    for (const view of this.views) view.draw();
    this.timeline.draw();
    this.history.draw();
  }

  pin(cell) {
    this.pinned = cell === this.pinned ? -1 : cell;
    this.history.show();
    this.draw();
  }

  start() {
    if (this.moment >= this.moments.length - 1) this.goTo(0);
    this.play.textContent = "❚❚ Pause";
    this.timer = setInterval(() => {
      if (this.moment >= this.moments.length - 1) this.stop();
      else this.step(1);
    }, 1000 / Player.framesASecond);
  }

  stop() {
    clearInterval(this.timer);
    this.timer = undefined;
    this.play.textContent = "▶ Play";
  }
}
