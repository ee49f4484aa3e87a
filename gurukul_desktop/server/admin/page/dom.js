// The page is built from elements and text, never from markup: what a user typed is inert.

export const at = (id) => document.getElementById(id);

export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "on") for (const [event, call] of Object.entries(value)) element.addEventListener(event, call);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

// Only what has changed is touched, so that a screen reader and a selection are left in peace.
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

export const show = (element, shown) => { element.hidden = !shown; };

// Keep one child for each item, in order. Children stay the same elements while their item
// lasts, and are not moved when others come and go: one that is moved loses the focus.
export function keep(parent, items, key, create, update) {
  const names = new Set(items.map((item) => String(key(item))));
  const old = new Map();
  for (const child of [...parent.children]) {
    if (names.has(child.dataset.key)) old.set(child.dataset.key, child);
    else leave(child);
  }
  let before = parent.firstElementChild;
  for (const item of items) {
    const name = String(key(item));
    const child = old.get(name) ?? create(item);
    child.dataset.key = name;
    if (child === before) before = before.nextElementSibling;
    else parent.insertBefore(child, before);
    update(child, item);
  }
}

// Whoever is in there with the keyboard is not thrown to the top of the page.
function leave(child) {
  if (child.contains(document.activeElement)) child.closest("section")?.focus({ preventScroll: true });
  child.remove();
}

// Somebody: their name, and the id that acts are done by.
export const person = () => [make("span", { class: "user" }), make("span", { class: "id" })];

export function setPerson(parent, name, id) {
  say(parent.querySelector(".user"), name || "");
  say(parent.querySelector(".id"), id);
}
