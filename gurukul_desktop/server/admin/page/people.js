// Reports, bans, and what is stored about somebody.

import { sure } from "./ask.js";
import { at, keep, make, person, say, setPerson, show } from "./dom.js";
import { act, download } from "./server.js";
import { Table, text } from "./table.js";
import { ago, count, date, span } from "./words.js";

// Reports

function createReport() {
  const card = make("li", { class: "card" });
  const fact = (name, css, ...children) => [make("dt", {}, name), make("dd", { class: css }, ...children)];
  const button = (words, css, call) => make("button", { type: "button", class: css, on: { click: () => call(card.report) } }, words);
  card.append(
    make("h3", {}, ...person(), make("span", { class: "tag" })),
    make("p", { class: "soft repeated" }),
    make("blockquote", { class: "note" }),
    make("dl", { class: "facts" },
      ...fact("Reported by", "reporter", ...person()),
      ...fact("When", "when"),
      ...fact("Call", "call")),
    make("div", { class: "row" },
      button("Ban…", "danger ban", banReported),
      button("Dismiss", "dismiss", (report) => act("judge", { report: report.id, verdict: "dismissed" })),
      button("Open again", "reopen", (report) => act("judge", { report: report.id, verdict: "open" }))),
  );
  return card;
}

const who = (name, id) => (name ? `${name} (${id})` : id);

async function banReported(report) {
  const name = who(report.reported_name, report.reported);
  if (await sure({ title: "Ban this user?", words: `${name} is disconnected at once and cannot come in again, until somebody unbans them.`, yes: "Ban for good" })) {
    await act("judge", { report: report.id, verdict: "banned" });
  }
}

function updateReport(card, report, now, about) {
  card.report = report;
  const name = who(report.reported_name, report.reported);
  setPerson(card.querySelector("h3"), report.reported_name, report.reported);
  setPerson(card.querySelector(".reporter"), report.reporter_name, report.reporter);
  const tag = card.querySelector(".tag");
  say(tag, report.reason);
  tag.classList.toggle("grave", report.reason === "underage" || report.reason === "nudity");
  const more = about.get(report.reported);
  const repeated = card.querySelector(".repeated");
  say(repeated, more > 1 ? `${more} of these reports are about this user.` : "");
  show(repeated, more > 1);
  say(card.querySelector(".note"), report.note);
  show(card.querySelector(".note"), report.note);
  say(card.querySelector(".when"), `${ago(now - report.filed)}, ${date(report.filed)}`);
  say(card.querySelector(".call"), `${span(report.filed - report.session_started)} after it began, ${report.session}`);
  for (const button of card.querySelectorAll("button")) button.setAttribute("aria-label", `${button.textContent.replace("…", "")}: ${name}`);
  show(card.querySelector(".ban"), report.verdict !== "banned");
  show(card.querySelector(".dismiss"), report.verdict === "open");
  show(card.querySelector(".reopen"), report.verdict === "dismissed");
}

export function showReports(reports, now, verdict) {
  const about = new Map();
  for (const { reported } of reports) about.set(reported, (about.get(reported) ?? 0) + 1);
  keep(at("report-list"), reports, ({ id }) => id, createReport, (card, report) => updateReport(card, report, now, about));
  show(at("no-reports"), !reports.length);
  if (verdict === "open") {
    say(at("reports-open"), reports.length < 100 ? count(reports.length) : "100+");
    show(at("reports-open"), reports.length);
  }
}

// Bans

async function unban({ user, name }) {
  if (await sure({ title: "Unban this user?", words: `${who(name, user)} may come in again.`, yes: "Unban" })) {
    await act("unban", { user });
  }
}

const bans = new Table(at("ban-list"), [
  { name: "Who", create: person, fill: (cell, ban) => setPerson(cell, ban.name, ban.user) },
  { name: "Reason", fill: text((ban) => ban.reason || "–") },
  { name: "Since", short: true, fill: text((ban) => date(ban.since)) },
  { name: "Until", short: true, fill: text((ban) => (ban.until === null ? "for good" : date(ban.until))) },
  {
    name: "Unban",
    act: true,
    create: (item) => [make("button", { type: "button", class: "small", on: { click: () => unban(item()) } }, "Unban…")],
    fill: (cell, ban) => cell.firstChild.setAttribute("aria-label", `Unban ${who(ban.name, ban.user)}`),
  },
], ({ user }) => user, "Nobody is banned.");

export function showBans(list, now) {
  say(at("bans-count"), count(list.length));
  bans.show(list, now);
}

at("ban-length").addEventListener("change", () => {
  const dated = at("ban-length").value === "date";
  show(at("ban-date"), dated);
  at("ban-until").required = dated;
});

at("ban-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  const user = at("ban-user").value.trim();
  const length = at("ban-length").value;
  const until = length === "" ? null : length === "date" ? new Date(at("ban-until").value).getTime() / 1000 : Date.now() / 1000 + Number(length);
  const words = `${user} is disconnected at once and cannot come in ${until === null ? "again, until somebody unbans them" : `until ${date(until)}`}.`;
  if (await sure({ title: "Ban this user?", words, yes: "Ban" }) && await act("ban", { user, reason: at("ban-reason").value, until })) {
    form.reset();
    show(at("ban-date"), false);
  }
});

// What is stored

at("user-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  const user = at("user-id").value.trim();
  if (event.submitter?.value !== "erase") {
    await download("export", { user }, `gurukul-${user.replace(/[^\w-]/g, "_")}.json`);
    return;
  }
  const words = `Name, buddies, sessions and the reports that they made are deleted, and they are disconnected. This cannot be undone. A ban stays, and so do reports about them, without their name.`;
  if (await sure({ title: "Delete what is stored about this user?", words, yes: "Delete", typed: user, label: `Type ${user} to go on` })
    && await act("erase", { user, confirm: user })) form.reset();
});
