// The settings: what rules, why, and another value for it.

import { at, keep, make, say, show } from "./dom.js";
import { act } from "./server.js";

const form = at("settings-form");
const buttons = form.querySelectorAll("button");
const rows = new Map();

const shown = (setting, value) => (setting.key === "servers" ? value.split(" ").join("\n") : value);
const typed = (row) => (row.setting.key === "servers" ? row.control.value.split(/[\s,]+/).filter(Boolean).join(" ") : row.control.value.trim());
const changed = (row) => !row.control.disabled && typed(row) !== row.setting.value;

function control(setting, attributes) {
  if (setting.key === "transport") {
    const names = { auto: "auto", websocket: "WebSocket only", http: "HTTP only" };
    return make("select", attributes, ...Object.entries(names).map(([value, name]) => make("option", { value }, name)));
  }
  if (setting.key === "servers") return make("textarea", { ...attributes, rows: 3, spellcheck: "false", autocomplete: "off" });
  return make("input", { ...attributes, type: "number", min: 0, max: setting.most, step: 1, required: true, inputmode: "numeric" });
}

function create(setting) {
  const id = `setting-${setting.key}`;
  const row = { setting, element: make("div", { class: "setting" }) };
  row.control = control(setting, { id, "aria-describedby": `${id}-hint ${id}-why`, on: { input: check } });
  row.source = make("span", { class: "tag" });
  row.words = make("span");
  row.problem = make("p", { class: "problem" });
  row.forget = make("button", { type: "button", class: "small undo", on: { click: () => act("settings", { changes: { [setting.key]: null } }) } });
  row.element.append(
    make("div", {}, make("label", { for: id }, setting.label), make("p", { class: "hint", id: `${id}-hint` }, setting.hint)),
    row.control,
    make("div", { class: "why", id: `${id}-why` }, row.source, " ", row.words, row.problem, row.forget),
  );
  rows.set(setting.key, row);
  return row.element;
}

const sources = {
  environment: ["set at the start", (s) => `by ${s.variable} or on the command line, which rules over this page.`],
  stored: ["stored", () => "by an admin."],
  default: ["default", () => ""],
};

function update(element, setting) {
  const row = rows.get(setting.key);
  // What somebody is typing is theirs until they save or undo it.
  const theirs = changed(row) && row.touched;
  row.setting = setting;
  const fixed = setting.source === "environment";
  row.control.disabled = fixed;
  if (fixed || !theirs) {
    row.touched = false;
    const value = shown(setting, setting.value);
    if (row.control.value !== value && document.activeElement !== row.control) row.control.value = value;
    else if (!row.ready) row.control.value = value;
    row.ready = true;
  }
  const [name, words] = sources[setting.source];
  say(row.source, name);
  say(row.words, words(setting));
  const idle = setting.stored !== null && setting.source !== "stored";
  say(row.problem, setting.problem ? `What is stored is of no use: ${setting.problem}`
    : idle ? `Stored, but not in force: ${setting.stored || "(empty)"}` : "");
  show(row.problem, row.problem.textContent);
  say(row.forget, setting.source === "stored" ? "Back to the default" : "Forget what is stored");
  show(row.forget, setting.stored !== null);
}

function check(event) {
  if (event) rows.get(event.target.id.slice("setting-".length)).touched = true;
  const any = [...rows.values()].some((row) => row.touched && changed(row));
  for (const button of buttons) button.disabled = !any;
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const dirty = [...rows.values()].filter((row) => row.touched && changed(row));
  if (!dirty.length) return;
  const changes = Object.fromEntries(dirty.map((row) => [row.setting.key, typed(row)]));
  if (await act("settings", { changes })) for (const row of dirty) row.touched = false;
  check();
});

form.addEventListener("reset", (event) => {
  event.preventDefault();
  for (const row of rows.values()) {
    row.touched = false;
    row.control.value = shown(row.setting, row.setting.value);
  }
  check();
});

export function showSettings(settings) {
  keep(at("setting-list"), settings, ({ key }) => key, create, update);
  check();
}
