// A table whose rows stay while what they show lasts.

import { keep, make, say } from "./dom.js";

export class Table {
  // columns: {name, fill(cell, item, now), create?(), act?, short?}; the row's key; what is said of none.
  constructor(element, columns, key, none) {
    this.columns = columns;
    this.key = key;
    this.none = none;
    this.body = make("tbody");
    const head = make("tr", {}, ...columns.map(({ name, act }) =>
      make("th", { scope: "col" }, act ? make("span", { class: "unseen" }, name) : name)));
    element.classList.add("data");
    element.append(make("thead", {}, head), this.body);
  }

  show(items, now) {
    const rows = items.length ? items : [null];
    keep(this.body, rows, (item) => (item ? this.key(item) : ""),
      (item) => this.row(item),
      (row, item) => {
        if (!item) return;
        row.item = item;
        this.columns.forEach(({ fill }, n) => fill(row.children[n], item, now));
      });
  }

  row(item) {
    if (!item) return make("tr", { class: "none" }, make("td", { colspan: this.columns.length }, this.none));
    const row = make("tr");
    for (const { name, create, act, short } of this.columns) {
      row.append(make("td", { "data-label": act ? undefined : name, class: act ? "act" : short ? "short" : undefined },
        ...(create ? create(() => row.item) : [])));
    }
    return row;
  }
}

export const text = (words) => (cell, item, now) => say(cell, words(item, now));
