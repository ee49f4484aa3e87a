// One question before what cannot be taken back.

import { at, say, show } from "./dom.js";

// typed: what must be typed for yes.
export function sure({ title, words, yes, typed = "", label = "" }) {
  const dialog = at("ask");
  const input = at("ask-input");
  const agree = at("ask-yes");
  say(at("ask-title"), title);
  say(at("ask-words"), words);
  say(agree, yes);
  say(document.querySelector("label[for=ask-input]"), label);
  show(at("ask-typed"), typed);
  input.value = "";
  const check = () => { agree.disabled = Boolean(typed) && input.value !== typed; };
  input.oninput = check;
  check();
  dialog.returnValue = "no";
  dialog.showModal();
  (typed ? input : at("ask-no")).focus();
  return new Promise((done) => {
    dialog.addEventListener("close", () => done(dialog.returnValue === "yes"), { once: true });
  });
}
