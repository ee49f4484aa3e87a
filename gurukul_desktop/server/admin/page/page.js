// Asks every two seconds how things stand, and shows it.

import { sure } from "./ask.js";
import { at, make, person, say, setPerson, show } from "./dom.js";
import { showBans, showReports } from "./people.js";
import { createPlots } from "./plots.js";
import { Refused, act, look } from "./server.js";
import { showSettings } from "./settings.js";
import { Table, text } from "./table.js";
import { ago, byCarrier, count, milliseconds, span } from "./words.js";

const PERIOD = 2000;
const SILENT = 15;
const modes = { global: "anybody", buddies_first: "buddies first" };

const queue = new Table(at("queue"), [
  { name: "Who", create: person, fill: (cell, entry) => setPerson(cell, entry.name, entry.user) },
  { name: "For", short: true, fill: text((entry, now) => span(now - entry.since)) },
  { name: "Wants", fill: text((entry) => [entry.media, modes[entry.mode] ?? entry.mode, ...entry.topics].join(", ")) },
], ({ user }) => user, "Nobody waits.");

const calls = new Table(at("calls"), [
  {
    name: "Who",
    create: () => [make("span", { class: "id" }), make("span", { class: "id" })],
    fill: (cell, call) => { say(cell.firstChild, call.caller); say(cell.lastChild, call.callee); },
  },
  { name: "For", short: true, fill: text((call, now) => span(now - call.started)) },
  { name: "Media", fill: text((call) => (call.connected === null ? `${call.media}, does not flow yet` : `${call.media}, flowed after ${milliseconds(1000 * Math.max(0, call.connected - call.started))}`)) },
], ({ id }) => id, "There are no calls.");

let here = "";
let alone = true;
const instances = new Table(at("instance-list"), [
  {
    name: "Instance",
    create: () => [make("span", { class: "id" }), make("span", { class: "soft" })],
    fill: (cell, { id }) => { say(cell.firstChild, id); say(cell.lastChild, id === here ? "shows this page" : ""); },
  },
  { name: "State", short: true, fill: text(({ status, seen }, now) => (now - seen > SILENT ? "silent" : status.draining ? "draining" : "serves")) },
  { name: "Heartbeat", short: true, fill: text(({ seen }, now) => ago(now - seen)) },
  { name: "Up for", short: true, fill: text(({ started }, now) => span(now - started)) },
  { name: "Connections", fill: text(({ status }) => byCarrier(status.connections)) },
  { name: "Version", short: true, fill: text(({ status }) => status.version) },
  {
    name: "Drain",
    act: true,
    create: (item) => [make("button", { type: "button", class: "small", on: { click: () => drain(item()) } }, "Drain…")],
    fill: (cell, { id, status }) => {
      cell.firstChild.setAttribute("aria-label", `Drain ${id}`);
      cell.firstChild.disabled = status.draining;
    },
  },
], ({ id }) => id, "The store is away.");

async function drain({ id }) {
  const words = `${id} takes no new searches, sends its students ${alone ? "away" : "to the other instances"} and ends; calls go on. It comes back when it is started again.${alone ? " It is the only instance: until then nobody finds a partner." : ""}`;
  if (await sure({ title: "Drain this instance?", words, yes: "Drain" })) await act("drain", { instance: id });
}

const plot = createPlots();

function showNow(view) {
  const { overview, now } = view;
  const last = view.history.findLast((bucket) => bucket.latency_p50 !== null && bucket.time > now - 600);
  say(at("tile-p50"), milliseconds(last?.latency_p50));
  say(at("tile-p99"), milliseconds(last?.latency_p99));
  if (overview) {
    say(at("tile-waiting"), count(overview.waiting));
    say(at("tile-sessions"), count(overview.sessions));
    say(at("tile-online"), count(overview.online));
    const sum = {};
    for (const { status } of overview.instances) {
      for (const [name, n] of Object.entries(status.connections)) sum[name] = (sum[name] ?? 0) + n;
    }
    say(at("tile-connections"), byCarrier(sum));
    say(at("queue-count"), listed(overview.queue, overview.waiting));
    say(at("calls-count"), listed(overview.calls, overview.sessions));
    queue.show(overview.queue, now);
    calls.show(overview.calls, now);
    alone = overview.instances.length < 2;
    instances.show(overview.instances, now);
  }
  plot(view.history, now);
}

const listed = (list, all) => (list.length < all ? `${count(list.length)} of ${count(all)}` : count(all));

function showLink(state, words, notice) {
  at("link").dataset.state = state;
  say(at("link"), words);
  say(at("away"), notice);
  show(at("away"), notice);
}

let timer;
let asked = 0;

async function refresh() {
  clearTimeout(timer);
  const mine = ++asked;
  const verdict = at("verdict").value;
  try {
    const view = await look(verdict);
    if (mine !== asked) return; // a later question is on its way
    here = view.instance;
    say(at("here"), here);
    showNow(view);
    showSettings(view.settings);
    for (const note of document.querySelectorAll(".forgetful")) show(note, view.store_kind === "memory");
    if (view.reports) showReports(view.reports, view.now, verdict);
    if (view.bans) showBans(view.bans, view.now);
    if (view.store_ready) showLink("good", `Live, ${view.store_kind} store`, "");
    else showLink("bad", "Store away", "The store cannot be reached. Calls go on; queue, reports and bans below are as they were last seen, and nothing can be changed until it is back.");
  } catch (refused) {
    if (!(refused instanceof Refused)) throw refused;
    if (mine === asked) showLink("bad", "No answer", `${refused.message} What is below is as it was last seen; this page tries again by itself.`);
  } finally {
    if (mine === asked) timer = setTimeout(() => { if (!document.hidden) refresh(); }, PERIOD);
  }
}

addEventListener("acted", ({ detail }) => {
  if (detail !== "sign-out") return void refresh();
  asked += 1; // no answer is waited for any more
  clearTimeout(timer);
  location.assign("/admin/sign-in");
});
document.addEventListener("visibilitychange", () => { if (!document.hidden) refresh(); });
at("verdict").addEventListener("change", refresh);
at("sign-out").addEventListener("click", () => act("sign-out", {}));
refresh();
