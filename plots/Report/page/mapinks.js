/** What a cell's colour can stand for. Each gives the colour of a cell and a legend. */
function mapInks(data) {
  const kinds = ["all free", "movable pages only", "reclaimable only", "unmovable only", "mixed"];
  const typeInks = ["--k3", "--k1", "--k2", "--o7", "--o6", "--o5"];
  const kindOf = c => {
    const used = (c.movable > 0) + (c.reclaimable > 0) + (c.unmovable > 0);
    if (used > 1) return 4;
    return c.movable > 0 ? 1 : c.reclaimable > 0 ? 2 : c.unmovable > 0 ? 3 : c.free > 0 ? 0 : 5;
  };
  const absent = "--page";
  const steps = 8;
  return {
    movability: {
      name: "movability",
      ink: c => c.huge > 0 && c.huge === c.managed ? "--o8" : kindOf(c) === 5 ? absent : `--k${kindOf(c)}`,
      legend: [...kinds.map((name, i) => [`--k${i}`, name]), ["--o8", "huge page"]],
    },
    type: {
      name: "migrate type",
      ink: c => c.managed === 0 ? absent : typeInks[c.type],
      legend: data.types.slice(0, 5).map((name, i) => [typeInks[i], name]),
    },
    occupancy: {
      name: "occupancy",
      ink: c => c.managed === 0 ? absent
        : `full:${Math.ceil(steps * (c.managed - c.free) / c.managed)}`,
      legend: [["full:0", "free"], ["full:2", "a quarter"], ["full:4", "half"], ["full:8", "full"]],
    },
    owner: {
      name: "owner",
      ink: c => c.managed === 0 ? absent : c.free === c.managed ? "--k0" : `--o${c.owner}`,
      legend: [["--k0", "all free"], ...data.sources.map((name, i) => [`--o${i}`, name])],
    },
    holder: {
      name: "who holds it",
      ink: c => c.managed === 0 ? absent
        : c.unmovable + c.reclaimable > 0 ? `--o${c.holder}`
          : c.huge > 0 && c.huge === c.managed ? "--o8" : "--k0",
      legend: [["--k0", "nobody: can be emptied"], ...data.sources.map((name, i) => [`--o${i}`, name])
        .filter(([, name]) => name !== "page cache" && name !== "anonymous")],
    },
  };
}

/** A colour by its name; "full:3" is three eighths of the way from free to full. */
function inkColour(name) {
  if (!name.startsWith("full:")) return Theme.ink(name);
  const share = Number(name.slice(5)) / 8;
  return mixColours(Theme.ink("--k0"), Theme.ink("--full"), share);
}

function mixColours(from, to, share) {
  const parts = hex => [1, 3, 5].map(i => parseInt(hex.slice(i, i + 2), 16));
  const [a, b] = [parts(from), parts(to)];
  return `rgb(${a.map((v, i) => Math.round(v + (b[i] - v) * share)).join(",")})`;
}

/** Why a cell can or cannot become a huge page, in a sentence. */
function verdict(cell, map, data) {
  const one = map.blocksPerCell === 1;
  const it = one ? "It" : "All of it";
  if (cell.managed === 0) return "No memory of the allocator's lies here.";
  if (cell.huge === cell.managed) return one ? "It is a huge page." : "All of it is huge pages.";
  const reserved = map.cellPages - cell.managed;
  const held = cell.unmovable + cell.reclaimable;
  if (held > 0) {
    const kinds = [];
    const unmovable = cell.unmovable - cell.pinned;
    if (unmovable > 0) kinds.push(`${Format.exact(unmovable)} unmovable`);
    if (cell.reclaimable > 0) kinds.push(`${Format.exact(cell.reclaimable)} reclaimable`);
    if (cell.pinned > 0) kinds.push(`${Format.exact(cell.pinned)} pinned`);
    const pages = kinds.join(", ") + (held === 1 ? " page" : " pages");
    return (one ? "Cannot become a huge page: " : "Held in part: ")
      + `${pages}, mostly ${data.sources[cell.holder]}.`;
  }
  if (reserved > 0 && one)
    return `Cannot become a huge page: ${Format.exact(reserved)} frames are reserved.`;
  if (cell.free === cell.managed) return `${it} is free: a huge page can be had here at once.`;
  return `${it} can be emptied: ${Format.exact(cell.movable - cell.huge)} movable pages `
    + "would have to move.";
}
