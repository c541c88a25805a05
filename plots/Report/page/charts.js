/** The charts of the page, from the columns of the data. */
function startCharts(data) {
  const host = document.getElementById("charts");
  host.hidden = false;
  const { strategies } = data;
  const seconds = ns => ns / 1e9;

  /** A line a strategy: y from its columns, and what the tip says of one place. */
  const lines = (x, y, text, step) => () => strategies.map((s, index) => ({
    index, name: s.name, ink: `--s${index}`, dash: s.dash.length ? s.dash : undefined, step,
    x: x(s), y: y(s), text: i => text(s, i),
  })).filter(line => line.x.length > 0);
  const sampled = (y, text) => lines(s => s.samples.t.map(seconds), y, text, true);
  const column = (name, text, scale = 1) => sampled(
    s => s.samples[name].map(v => v * scale), (s, i) => text(s.samples[name][i]));
  const mean = name => lines(() => data.meansAt.map(seconds), s => s.means[name],
    (s, i) => s.means[name][i] === null ? "–" : Format.percent(s.means[name][i]));

  const behind = u => shadePhases(u, data.phases);
  const over = u => namePhases(u, data.phases);
  const alongTime = {
    sync: "time", end: seconds(data.end), behind, over, xFormat: v => v + " s",
    xHead: v => Format.moment(v * 1e9),
  };
  /** Whether a chart is of one seed or of all is said on each. */
  const chart = spec => addChart(host, {
    ...alongTime, ...spec, note: `${spec.note} ${spec.seeds || data.firstSeed}.`,
  });
  const percent = {
    yFormat: v => v > 100 ? "" : v + " %", yRange: () => [0, 100 * Chart.room],
  };
  const memory = { yFormat: Format.mebibytes, isBytes: true };
  const share = (part, whole) => whole > 0 ? 100 * part / whole : null;
  const pages = n => `${Format.exact(n)} pages (${Format.mebibytes(n * 4096)})`;

  chart({
    ...percent, title: "Success over time", seeds: data.meanOfSeeds,
    note: `Of the requests of the ${Format.time(data.windowNs)} before. A bound is what was available `
      + "in the memory that its strategy left;",
    choices: ["Share", [
      ["granted", mean("granted")], ["bound for what each left", mean("bound")],
    ]],
  });
  waitChart(host, data, "granted");
  waitChart(host, data, "refused");
  chart({
    title: "Huge pages so far", note: "Requests, and those granted;", yFormat: Format.count,
    choices: ["Requests", [
      ["granted", column("granted", Format.exact)],
      ["asked for", column("attempts", Format.exact)],
    ]],
  });
  const free = (s, i, least) => s.samples.blocks.reduce(
    (sum, blocks, order) => order < least ? sum : sum + blocks[i] * 2 ** order, 0);
  chart({
    ...memory, title: "Free memory", note: "In blocks of at least the size chosen;",
    choices: ["Smallest block", Array.from({ length: 11 }, (_, least) => [
      Format.bytes(4096 * 2 ** least),
      sampled(s => s.samples.t.map((_, i) => free(s, i, least) * 4096),
        (s, i) => pages(free(s, i, least))),
    ])],
  });
  chart({
    ...percent, title: "Unusable free memory", seeds: data.meanOfSeeds, lines: mean("unusable"),
    note: "Share of free memory in blocks too small for a huge page, all zones;",
  });
  chart({
    title: "Fragmentation index",
    note: "The kernel's index at the huge page's order, of the largest zone, in thousandths; "
      + "−1,000 while a block is free;",
    yFormat: v => v, lines: column("fragmentation", Format.exact),
    yRange: (u, min, max) => [Math.min(0, min), Math.max(1000, max) * Chart.room],
  });
  chart({
    ...memory, title: "Memory migrated and reclaimed",
    note: "So far, for huge pages and for everything else;",
    choices: ["Memory", [
      ["migrated", column("migrated", pages, 4096)],
      ["reclaimed", column("reclaimed", pages, 4096)],
      ["scanned for compaction", column("scanned", pages, 4096)],
    ]],
  });
  chart({
    ...percent, title: "Page-cache hits", note: "Of all accesses so far;",
    lines: sampled(s => s.samples.hits.map((hits, i) => share(hits, hits + s.samples.misses[i])),
      (s, i) => `${Format.exact(s.samples.hits[i])} hits, `
        + `${Format.exact(s.samples.misses[i])} misses`),
  });
  chart({
    ...memory, title: "Idle reserve and page cache",
    note: "Memory set aside at boot and not in use; or page cache;",
    choices: ["Memory", [
      ["idle reserve", column("idle", pages, 4096)],
      ["page cache", column("file", pages, 4096)],
    ]],
  });
}

/** A chart, unless it would be empty. Of its choices the first that shows something comes first.
 * */
function addChart(host, spec) {
  const shows = lines => lines().some(line => line.y.some(v => v > 0));
  const choices = spec.choices ? spec.choices[1] : [["", spec.lines]];
  const first = choices.findIndex(([, lines]) => shows(lines));
  if (first < 0) return;
  const chart = new Chart(host, { ...spec, lines: choices[first][1] });
  if (!spec.choices) return;
  const select = make("select", { "aria-label": spec.choices[0] });
  choices.forEach(([name], i) => select.append(make("option", { value: String(i) }, name)));
  select.value = String(first);
  select.addEventListener("change", () => chart.load(choices[select.value][1]));
  chart.head.append(select);
}

/** Waits on a logarithmic axis, as steps; those of no time at all stand at its left end. A refusal
 * that comes fast is no fast grant: the two have a chart each. */
function waitChart(host, data, kind) {
  if (data.strategies.every(s => s.waits[kind].total === 0)) return;
  const shown = data.stallNs.filter((ns, i) => data.strategies.some(
    s => s.waits[kind].below[i] !== (i > 0 ? s.waits[kind].below[i - 1] : 0)));
  const first = data.stallNs.indexOf(shown[0]) - 1;
  const last = data.stallNs.indexOf(shown[shown.length - 1]);
  const least = Math.floor(Math.log10(data.stallNs[1]));
  const place = ns => ns === 0 ? least - 0.6 : Math.log10(ns);
  const from = Math.max(0, first);
  const x = data.stallNs.slice(from, last + 1).map(place);
  new Chart(host, {
    title: `Waits of ${kind} requests`,
    note: `Share of ${kind} requests that waited no longer than a time; ${data.allSeeds}.`,
    yFormat: v => v > 100 ? "" : v + " %", yRange: () => [0, 100 * Chart.room],
    xFormat: v => v < least ? "0" : Format.time(10 ** v),
    xSplits: (u, axis, min, max) => waitSplits(min, max, least),
    xHead: v => v < least ? "no wait" : "≤ " + Format.time(10 ** v),
    lines: () => data.strategies.map((s, index) => {
      const { total, below } = s.waits[kind];
      return {
        index, name: s.name, ink: `--s${index}`, dash: s.dash.length ? s.dash : undefined, x,
        step: true, y: below.slice(from, last + 1).map(n => total ? 100 * n / total : null),
        text: i => `${Format.exact(below[from + i])} of ${Format.exact(total)}`,
      };
    }),
  });
}

/** Decades, and 2 and 5 of each where there are few; zero stands left of all. */
function waitSplits(min, max, least) {
  const parts = max - min < 2.5 ? [1, 2, 5] : [1];
  const splits = [least - 0.6];
  for (let decade = Math.floor(min); decade <= max; decade++)
    splits.push(...parts.map(part => decade + Math.log10(part)));
  return splits.filter((v, i) => v >= min && v <= max && (i === 0 || v >= least));
}

/** Every second phase on a darker ground. */
function shadePhases(u, phases) {
  u.ctx.fillStyle = Theme.ink("--shade");
  eachPhase(u, phases, (phase, left, right, i) => {
    if (i % 2 === 1) u.ctx.fillRect(left, u.bbox.top, right - left, u.bbox.height);
  });
}

/** The name of a phase at the top, where there is room. */
function namePhases(u, phases) {
  const { ctx, bbox } = u;
  ctx.save();
  ctx.font = `${11 * devicePixelRatio}px 'FragSim Sans', sans-serif`;
  ctx.textAlign = "center";
  ctx.textBaseline = "top";
  ctx.fillStyle = Theme.ink("--muted");
  eachPhase(u, phases, (phase, left, right) => {
    if (ctx.measureText(phase.name).width < right - left - 6)
      ctx.fillText(phase.name, (left + right) / 2, bbox.top + 3);
  });
  ctx.restore();
}

function eachPhase(u, phases, draw) {
  if (phases.length < 2 || phases.length > 24) return;
  const first = u.bbox.left, last = u.bbox.left + u.bbox.width;
  phases.forEach((phase, i) => {
    const left = Math.max(u.valToPos(phase.start / 1e9, "x", true), first);
    const right = Math.min(u.valToPos(phase.end / 1e9, "x", true), last);
    if (right > left) draw(phase, left, right, i);
  });
}
