// Lines over the last hour, drawn as SVG, each with a table that says the same.

import { at, make, say } from "./dom.js";
import { clock, count, milliseconds, minute } from "./words.js";

const HOUR = 3600;
const ROWS = 12;
const LEFT = 56, RIGHT = 8, TOP = 10, BOTTOM = 24;
const SVG = "http://www.w3.org/2000/svg";

function draw(tag, attributes, text) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (text !== undefined) element.textContent = text;
  return element;
}

// The smallest of 1, 2, 5, 10, 20 … that is enough.
function enough(most) {
  if (most <= 0) return 1;
  const ten = 10 ** Math.floor(Math.log10(most));
  return [1, 2, 5, 10].map((n) => n * ten).find((n) => n >= most);
}

const highest = (values) => (values.length ? Math.max(...values) : null);
const total = (values) => values.reduce((sum, value) => sum + value, 0);

class Plot {
  // series: {name, value(bucket)}; at most two.
  constructor(title, series, format, { least = 1, fold = highest, folded = "highest" } = {}) {
    Object.assign(this, { title, series, format, least, fold });
    this.buckets = [];
    this.now = 0;
    this.svg = draw("svg", { class: "plot", role: "img" });
    this.readout = make("span", { class: "readout", "aria-hidden": "true" });
    this.body = make("tbody");
    const legend = series.length > 1 ? series.map(({ name }, n) => this.legend(name, n + 1)) : [];
    const head = make("tr", {}, make("th", { scope: "col" }, "Five minutes from"),
      ...series.map(({ name }) => make("th", { scope: "col" }, `${name}, ${folded}`)));
    this.details = make("details", { on: { toggle: () => this.tell() } }, make("summary", {}, "As a table"),
      make("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": title },
        make("table", {}, make("caption", { class: "unseen" }, title), make("thead", {}, head), this.body)));
    this.element = make("figure", { class: "card" },
      make("figcaption", {}, title, ...legend, this.readout), this.svg, this.details);
    this.svg.addEventListener("pointermove", (event) => this.point(event.offsetX));
    this.svg.addEventListener("pointerleave", () => this.point(null));
    new ResizeObserver(() => this.paint()).observe(this.svg);
  }

  legend(name, n) {
    const line = draw("svg", { viewBox: "0 0 22 8", "aria-hidden": "true" });
    line.append(draw("path", { d: "M1 4H21", class: `series series-${n}` }));
    return make("span", { class: "legend" }, line, name);
  }

  show(buckets, now) {
    this.buckets = buckets.filter(({ time }) => time > now - HOUR);
    this.now = now;
    this.paint();
    this.tell();
  }

  paint() {
    const { width, height } = this.svg.getBoundingClientRect();
    if (!width) return;
    const values = this.series.flatMap(({ value }) => this.buckets.map(value)).filter((v) => v !== null);
    const top = enough(Math.max(this.least, ...values));
    this.x = (time) => LEFT + (width - LEFT - RIGHT) * (1 - (this.now - time) / HOUR);
    const y = (value) => TOP + (height - TOP - BOTTOM) * (1 - value / top);
    const marks = [0, top / 2, top].flatMap((value) => [
      draw("line", { class: "grid", x1: LEFT, x2: width - RIGHT, y1: y(value), y2: y(value) }),
      draw("text", { x: LEFT - 8, y: y(value) + 4, "text-anchor": "end" }, this.format(value)),
    ]);
    const times = [["start", LEFT, "an hour ago"], ["middle", (LEFT + width - RIGHT) / 2, "30 min"], ["end", width - RIGHT, "now"]]
      .map(([anchor, x, words]) => draw("text", { x, y: height - 5, "text-anchor": anchor }, words));
    const lines = this.series.flatMap(({ value }, n) => this.line(value, y, n + 1));
    this.svg.replaceChildren(...marks, ...times, ...lines.reverse());
    const last = this.buckets.at(-1);
    const words = last ? this.series.map(({ name, value }) => `${name} ${this.format(value(last))}`).join(", ") : "nothing yet";
    this.svg.setAttribute("aria-label", `${this.title} over the last hour. Last: ${words}.`);
  }

  // A gap where there was nothing to measure; a dot where a value stands alone.
  line(value, y, n) {
    let path = "", run = 0, before = null;
    const dots = [];
    const end = () => {
      if (run === 1) dots.push(draw("circle", { class: `dot-${n}`, cx: before[0], cy: before[1], r: 2.5 }));
      run = 0;
    };
    for (const bucket of this.buckets) {
      const v = value(bucket);
      if (v === null) { end(); continue; }
      before = [this.x(bucket.time).toFixed(1), y(v).toFixed(1)];
      path += `${run ? "L" : "M"}${before[0]} ${before[1]}`;
      run += 1;
    }
    end();
    return [...dots, draw("path", { class: `series series-${n}`, d: path })];
  }

  point(x) {
    this.svg.querySelector(".cross")?.remove();
    if (x === null || !this.buckets.length) { say(this.readout, ""); return; }
    const near = this.buckets.reduce((best, bucket) =>
      (Math.abs(this.x(bucket.time) - x) < Math.abs(this.x(best.time) - x) ? bucket : best));
    const px = this.x(near.time);
    this.svg.append(draw("line", { class: "cross", x1: px, x2: px, y1: TOP, y2: this.svg.clientHeight - BOTTOM }));
    say(this.readout, `${clock(near.time)}: ${this.series.map(({ value }) => this.format(value(near))).join(" and ")}`);
  }

  tell() {
    if (!this.details.open) return;
    const step = HOUR / ROWS;
    const rows = Array.from({ length: ROWS }, (_, n) => this.now - (n + 1) * step).map((from) => {
      const within = this.buckets.filter(({ time }) => time > from && time <= from + step);
      const cells = this.series.map(({ value }) => this.fold(within.map(value).filter((v) => v !== null)));
      return make("tr", {}, make("td", {}, minute(from)),
        ...cells.map((v) => make("td", {}, within.length ? this.format(v) : "–")));
    });
    this.body.replaceChildren(...rows);
  }
}

const others = (connections) => Object.entries(connections).reduce((sum, [name, n]) => (name === "websocket" ? sum : sum + n), 0);
const half = (n) => (n === null ? "–" : Number.isInteger(n) ? count(n) : n.toFixed(1));

export function createPlots() {
  const plots = [
    new Plot("Find to matched", [
      { name: "median", value: (b) => b.latency_p50 },
      { name: "slowest 1 %", value: (b) => b.latency_p99 },
    ], milliseconds),
    new Plot("Matches in ten seconds", [{ name: "matches", value: (b) => b.matches }], half, { fold: total, folded: "in all" }),
    new Plot("Waiting, and calls", [
      { name: "waiting", value: (b) => b.waiting },
      { name: "calls", value: (b) => b.sessions },
    ], half, { least: 2 }),
    new Plot("Connections", [
      { name: "WebSocket", value: (b) => b.connections.websocket ?? 0 },
      { name: "HTTP", value: (b) => others(b.connections) },
    ], half, { least: 2 }),
  ];
  at("plots").append(...plots.map(({ element }) => element));
  return (buckets, now) => plots.forEach((plot) => plot.show(buckets, now));
}
