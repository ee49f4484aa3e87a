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

// Keep one child for each item, in order; children stay the same elements while their item lasts.
export function keep(parent, items, key, create, update) {
  const old = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  let before = parent.firstElementChild;
  for (const item of items) {
    const name = String(key(item));
    let child = old.get(name);
    old.delete(name);
    if (!child) {
      child = create(item);
      child.dataset.key = name;
    }
    if (child === before) before = before.nextElementSibling;
    else parent.insertBefore(child, before);
    update(child, item);
  }
  for (const gone of old.values()) {
    // Whoever was in there with the keyboard is not thrown to the top of the page.
    if (gone.contains(document.activeElement)) gone.closest("section")?.focus();
    gone.remove();
  }
}

// Somebody: their name, and the id that acts are done by.
export const person = () => [make("span", { class: "user" }), make("span", { class: "id" })];

export function setPerson(parent, name, id) {
  say(parent.querySelector(".user"), name || "");
  say(parent.querySelector(".id"), id);
}
