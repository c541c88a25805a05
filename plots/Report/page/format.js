"use strict";

/** Numbers as people read them; exact ones where the exact number is what is asked for. */
const Format = {
  exact: n => Math.round(n).toLocaleString("en-US"),

  digits: n => {
    const size = Math.abs(n);
    const text = n.toFixed(size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2);
    return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
  },

  scaled(n, step, units) {
    if (n === 0) return "0";
    let unit = 0;
    for (; Math.abs(n) >= step * 0.9995 && unit < units.length - 1; unit++) n /= step;
    return Format.digits(n) + units[unit];
  },

  time: ns => Format.scaled(ns, 1000, [" ns", " µs", " ms", " s"]),
  count: n => Format.scaled(n, 1000, ["", " k", " M", " G", " T"]),
  bytes: n => Format.scaled(n, 1024, [" B", " KiB", " MiB", " GiB", " TiB", " PiB"]),
  /** Bytes in MiB, however many, as the tables have them; in KiB below one. */
  mebibytes(n) {
    const size = n / 2 ** 20;
    if (size < 1) return Format.bytes(n);
    return (size >= 99.95 ? Format.exact(size) : Format.digits(size)) + " MiB";
  },

  pages: n => Format.mebibytes(n * 4096),
  percent: n => Format.digits(n) + " %",

  /** A moment of the run, to the millisecond. */
  moment: ns => (ns / 1e9).toLocaleString("en-US",
    { minimumFractionDigits: 3, maximumFractionDigits: 3 }) + " s",
};

/** An element with what is in it; text is always text. */
function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name in element && typeof value !== "string") element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}
