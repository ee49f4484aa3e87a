// What is asked of the server, and what it answers.

import { at, say } from "./dom.js";

const csrf = document.querySelector("meta[name=csrf]").content;
let active = true;
for (const touch of ["pointerdown", "keydown"]) addEventListener(touch, () => { active = true; }, { passive: true });

export class Refused extends Error {}

async function ask(path, options) {
  let answer;
  try {
    answer = await fetch(`/admin/api/${path}`, { ...options, cache: "no-store", redirect: "error", signal: AbortSignal.timeout(15000) });
  } catch {
    throw new Refused("The server does not answer.");
  }
  if (answer.status === 401) {
    location.assign("/admin/sign-in");
    throw new Refused("You are not signed in any more.");
  }
  if (answer.ok) return answer;
  const body = await answer.json().catch(() => ({}));
  throw new Refused(body.said ?? `The server answered ${answer.status}.`);
}

export async function look(verdict) {
  const headers = active ? { "X-Active": "1" } : {};
  active = false;
  return (await ask(`view?reports=${verdict}`, { headers })).json();
}

const post = (action, wish) => ask(action, {
  method: "POST",
  headers: { "Content-Type": "application/json", "X-CSRF-Token": csrf },
  body: JSON.stringify(wish),
});

let forget;

export function tell(words, bad = false) {
  const said = at("said");
  said.dataset.bad = bad;
  // A sentence that is the same as the last one is said again.
  say(said, "");
  requestAnimationFrame(() => say(said, words));
  clearTimeout(forget);
  forget = setTimeout(() => say(said, ""), 10000);
}

// Do something and say how it went; true if it was done.
export async function act(action, wish) {
  try {
    tell((await (await post(action, wish)).json()).said);
    dispatchEvent(new CustomEvent("acted", { detail: action }));
    return true;
  } catch (refused) {
    if (!(refused instanceof Refused)) throw refused;
    tell(refused.message, true);
    return false;
  }
}

export async function download(action, wish, name) {
  try {
    const url = URL.createObjectURL(await (await post(action, wish)).blob());
    const link = document.createElement("a");
    link.href = url;
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 60000);
    tell("Downloaded.");
  } catch (refused) {
    if (!(refused instanceof Refused)) throw refused;
    tell(refused.message, true);
  }
}
