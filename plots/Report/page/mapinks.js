/** What a cell's colour can stand for. Each gives the colour of a cell and a legend. */
function mapInks(data) {
  const typeInks = ["--k3", "--k1", "--k2", "--o7", "--o6", "--o5", "--k6"];
  const [free, huge, pool, absent] = [0, 5, 6, 7];
  const kindOf = c => {
    const used = (c.movable > 0) + (c.reclaimable > 0) + (c.unmovable > 0);
    if (used > 1) return 4;
    if (c.huge > 0 && c.huge === c.movable) return c.pool * 2 > c.huge ? pool : huge;
    return c.movable > 0 ? 1 : c.reclaimable > 0 ? 2 : c.unmovable > 0 ? 3 : c.free > 0 ? free : absent;
  };
  const reserved = [`--k${absent}`, data.kinds[absent]];
  const steps = 8;
  return {
    movability: {
      name: "what is in it",
      ink: c => `--k${kindOf(c)}`,
      legend: data.kinds.map((name, i) => [`--k${i}`, name]),
    },
    type: {
      name: "migrate type",
      ink: (c, map) => c.managed === 0 ? reserved[0] : map.hasType(c) ? typeInks[c.type] : "--k0",
      legend: [...data.types.map((name, i) => [typeInks[i], name]), ["--k0", "no types"], reserved],
    },
    occupancy: {
      name: "occupancy",
      ink: c => c.managed === 0 ? reserved[0]
        : `full:${Math.ceil(steps * (c.managed - c.free) / c.managed)}`,
      legend: [["full:0", "free"], ["full:2", "a quarter"], ["full:4", "half"], ["full:8", "full"],
        reserved],
    },
    owner: {
      name: "owner",
      ink: c => c.managed === 0 ? reserved[0] : c.free === c.managed ? "--k0" : `--o${c.owner}`,
      legend: [["--k0", "all free"], ...data.sources.map((name, i) => [`--o${i}`, name]), reserved],
    },
    holder: {
      name: "what blocks a huge page",
      ink: c => c.managed === 0 ? reserved[0]
        : c.unmovable + c.reclaimable > 0 ? `--o${c.holder}`
          : c.huge > 0 && c.huge === c.managed ? "--o8" : "--k0",
      legend: [["--k0", "nothing: can be emptied"], ...data.sources.map((name, i) => [`--o${i}`, name])
        .filter(([, name]) => name !== "page cache" && name !== "anonymous"), reserved],
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
  if (cell.managed === 0) return "Reserved at boot: the allocator never has it.";
  if (cell.pool * 2 > cell.managed) return "Set aside in the huge-page pool, not in use.";
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
    return (one ? "Cannot become a huge page, blocked by " : "Blocked in part by ")
      + `${pages}, mostly ${data.sources[cell.holder]}.`;
  }
  if (reserved > 0 && one)
    return `Cannot become a huge page: ${Format.exact(reserved)} frames are reserved at boot.`;
  if (cell.free === cell.managed) return `${it} is free: a huge page is available at once.`;
  return `${it} can be emptied: ${Format.exact(cell.movable - cell.huge)} movable pages `
    + "would have to move.";
}
