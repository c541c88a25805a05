/** The maps of one run, unpacked: at each moment eight numbers a cell. */
class MapData {
  static values = 8;

  constructor(map) {
    Object.assign(this, { cells: map.cells, blocksPerCell: map.blocksPerCell, times: map.t });
    this.cellPages = map.cellPages;
    this.typed = map.typed;
    let before = new Int32Array(map.cells * MapData.values);
    this.frames = map.changes.map(text => before = MapData.unpack(text, before));
  }

  /** What changed since the map before: for each changed cell how many to skip, which values, and
   * by how much. */
  static unpack(text, before) {
    const bytes = Uint8Array.from(atob(text), c => c.charCodeAt(0));
    const frame = before.slice();
    let at = 0;
    const number = () => {
      let value = 0;
      for (let shift = 0; ; shift += 7) {
        const byte = bytes[at++];
        value |= (byte & 127) << shift;
        if (byte < 128) return value >>> 0;
      }
    };
    for (let cell = -1; at < bytes.length;) {
      cell += number() + 1;
      const changed = bytes[at++];
      for (let v = 0; v < MapData.values; v++) {
        if (!(changed & (1 << v))) continue;
        const change = number();
        frame[cell * MapData.values + v] += (change >>> 1) ^ -(change & 1);
      }
    }
    return frame;
  }

  /** The last map at or before a moment; the first one before all. */
  indexAt(timeNs) {
    let low = 0, high = this.times.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.times[middle] <= timeNs) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Does the kernel of this run give a cell its type? One that groups nothing calls all of memory
   * Unmovable, but for what is set aside. */
  hasType(cell) {
    return this.typed || cell.type > 2;
  }

  cell(frameIndex, cell) {
    const v = this.frames[frameIndex].subarray(cell * MapData.values, (cell + 1) * MapData.values);
    return {
      type: v[0], managed: v[1], movable: v[2], reclaimable: v[3], unmovable: v[4], huge: v[5],
      pinned: v[6], owner: v[7] & 15, holder: v[7] >> 4 & 15, pool: v[7] >> 8, free: v[1] - v[2] - v[3] - v[4],
    };
  }
}
