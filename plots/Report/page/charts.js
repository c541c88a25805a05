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

  const behind = u => shadePhases(u, data.phases);
  const over = u => namePhases(u, data.phases);
  const alongTime = {
    sync: "time", end: seconds(data.end), behind, over, xFormat: v => v + " s",
    xHead: v => Format.moment(v * 1e9),
  };
  const chart = spec => addChart(host, { ...alongTime, ...spec });
  const percent = {
    yFormat: v => v > 100 ? "" : v + " %", yRange: () => [0, 100 * Chart.room],
  };
  const share = (part, whole) => whole > 0 ? 100 * part / whole : null;
  const granted = (s, i) => `${Format.exact(s.requests.granted[i])} of `
    + Format.exact(s.requests.asked[i]);
  const pages = n => `${Format.exact(n)} pages (${Format.pages(n)})`;

  chart({
    ...percent, title: "Success over time",
    note: "Granted of the requests shortly before; dashed, the oracle: what any strategy could "
      + "have had at best.",
    lines: () => [...lines(s => s.requests.t.map(seconds),
      s => s.requests.asked.map((asked, i) => share(s.requests.granted[i], asked)), granted)(),
      oracleLine(strategies)],
  });
  stallChart(host, data);
  chart({
    title: "Huge pages so far", note: "Requests, and those granted.", yFormat: Format.count,
    choices: ["Requests", [
      ["granted", column("granted", Format.exact)],
      ["asked for", column("attempts", Format.exact)],
    ]],
  });
  const free = (s, i, least) => s.samples.blocks.reduce(
    (sum, blocks, order) => order < least ? sum : sum + blocks[i] * 2 ** order, 0);
  chart({
    title: "Free memory", note: "In blocks of at least the size chosen.", yFormat: Format.bytes,
    choices: ["Smallest block", Array.from({ length: 11 }, (_, least) => [
      Format.bytes(4096 * 2 ** least),
      sampled(s => s.samples.t.map((_, i) => free(s, i, least) * 4096),
        (s, i) => pages(free(s, i, least))),
    ])],
  });
  chart({
    title: "Fragmentation",
    note: "The kernel's indices at the huge page's order, of the largest zone, in thousandths.",
    yFormat: v => v,
    yRange: (u, min, max) => [Math.min(0, min), Math.max(1000, max) * Chart.room],
    choices: ["Index", [
      ["unusable free space", column("unusable", Format.exact)],
      ["fragmentation (−1000: a block is free)", column("fragmentation", Format.exact)],
    ]],
  });
  chart({
    title: "Work done", note: "Pages so far, for huge pages and for everything else.",
    yFormat: Format.count,
    choices: ["Pages", [
      ["migrated", column("migrated", Format.exact)],
      ["reclaimed", column("reclaimed", Format.exact)],
      ["scanned for compaction", column("scanned", Format.exact)],
    ]],
  });
  chart({
    ...percent, title: "Page-cache hits", note: "Of all touches so far.",
    lines: sampled(s => s.samples.hits.map((hits, i) => share(hits, hits + s.samples.misses[i])),
      (s, i) => `${Format.exact(s.samples.hits[i])} hits, `
        + `${Format.exact(s.samples.misses[i])} misses`),
  });
  chart({
    title: "Memory kept from others, or for them", yFormat: Format.bytes,
    note: "Set aside at boot and used by nobody; or page cache.",
    choices: ["Memory", [
      ["reserved and idle", column("idle", pages, 4096)],
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

/** The best bound of all strategies at each moment. */
function oracleLine(strategies) {
  const { t } = strategies[0].requests;
  const best = t.map((_, i) => strategies.reduce((most, { requests }) => {
    const share = requests.asked[i] > 0 ? 100 * requests.oracle[i] / requests.asked[i] : null;
    return most === null ? share : Math.max(most, share);
  }, null));
  return {
    name: "oracle, at best", ink: "--text", dash: [4, 4], x: t.map(ns => ns / 1e9), y: best,
    text: i => best[i] === null ? "–" : Format.percent(best[i]),
  };
}

/** Stalls on a logarithmic axis; those of no time at all stand at its left end. */
function stallChart(host, data) {
  const place = ns => ns === 0 ? 2.4 : Math.log10(ns);
  const x = data.stallNs.map(place);
  new Chart(host, {
    title: "Stalls", note: "Share of requests, of all seeds, that stalled for no longer than a time.",
    yFormat: v => v > 100 ? "" : v + " %", yRange: () => [0, 100 * Chart.room],
    xFormat: v => v < 3 ? "0" : Format.time(Math.round(10 ** v)),
    xSplits: (u, axis, min, max) => [2.4, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].filter(v => v >= min && v <= max),
    xHead: v => v < 3 ? "no stall" : "≤ " + Format.time(10 ** v),
    lines: () => data.strategies.map((s, index) => ({
      index, name: s.name, ink: `--s${index}`, dash: s.dash.length ? s.dash : undefined, x,
      y: s.stalls.below.map(n => s.stalls.total ? 100 * n / s.stalls.total : null),
      text: i => `${Format.exact(s.stalls.below[i])} of ${Format.exact(s.stalls.total)}`,
    })),
  });
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
