// Numbers and times in words.

const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });
const hour = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const second = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium" });

export const count = (n) => whole.format(n);
export const date = (unix) => day.format(unix * 1000);
export const minute = (unix) => hour.format(unix * 1000);
export const clock = (unix) => second.format(unix * 1000);

export function span(seconds) {
  const s = Math.max(0, Math.round(seconds));
  if (s < 60) return `${s} s`;
  const min = Math.floor(s / 60);
  if (min < 60) return `${min} min`;
  const h = Math.floor(min / 60);
  if (h < 48) return min % 60 ? `${h} h ${min % 60} min` : `${h} h`;
  return `${Math.floor(h / 24)} days`;
}

export const ago = (seconds) => (seconds < 1.5 ? "just now" : `${span(seconds)} ago`);

const decimals = (n) => (n < 10 && !Number.isInteger(n) ? n.toFixed(1) : n.toFixed(0));

export function milliseconds(ms) {
  if (ms === null || ms === undefined) return "–";
  if (ms < 1000) return `${decimals(ms)} ms`;
  if (ms < 60000) return `${decimals(ms / 1000)} s`;
  return span(ms / 1000);
}

const carriers = { websocket: "WebSocket", http: "HTTP", sse: "HTTP events", events: "HTTP events", polling: "HTTP polling" };

export const carrier = (name) => carriers[name] ?? name;

export function byCarrier(connections) {
  const parts = Object.entries(connections).map(([name, n]) => `${count(n)} ${carrier(name)}`);
  return parts.join(", ") || "none";
}
