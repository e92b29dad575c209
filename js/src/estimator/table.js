// Every offer, in a table that is sorted by its heads. It scrolls in a region of its own.

import { element, setText } from "../shared/dom.js";
import { createAmount } from "./bars.js";
import { createKeyed } from "./keyed.js";

/** @typedef {import("./state.js").OfferRow} OfferRow */
/** @typedef {{ about: string, rows: OfferRow[] }} TableView */

/**
 * @param {object} options
 * @param {string} options.id
 * @param {import("../shared/texts.js").Say} options.say
 * @param {import("./bars.js").Explain} options.onExplain
 * @param {(by: string) => void} options.onSort
 */
export function createTable({ id, say, onExplain, onSort }) {
  const names = {
    name: say("estimator.column.name"),
    seller: say("estimator.column.seller"),
    cost: say("estimator.column.cost"),
    clip: say("estimator.column.clip"),
    month: say("estimator.column.month"),
    why: say("estimator.column.why"),
  };
  const sortable = new Set(["name", "seller", "cost", "month"]);
  /** @type {Map<string, HTMLElement>} */
  const heads = new Map();
  const head = element("tr");
  for (const [column, name] of Object.entries(names)) {
    const button = element("button", {
      type: "button",
      class: "sora-estimator__sort",
      title: say("estimator.sort", { column: name }),
      text: name,
    });
    button.addEventListener("click", () => onSort(column));
    const cell = element("th", { scope: "col", "data-column": column }, sortable.has(column) ? button : null);
    if (!sortable.has(column)) cell.textContent = name;
    heads.set(column, cell);
    head.append(cell);
  }
  const body = element("tbody");
  const about = element("p", { class: "sora-estimator__help", id: `${id}-about` });
  const root = element(
    "div",
    { class: "sora-estimator__all", id: `${id}-all`, hidden: true },
    about,
    element(
      "div",
      {
        class: "sora-estimator__scroll",
        role: "region",
        tabindex: 0,
        "aria-label": say("estimator.table"),
        "aria-describedby": `${id}-about`,
      },
      element(
        "table",
        { class: "sora-estimator__table", "aria-label": say("estimator.table") },
        element("thead", {}, head),
        body,
      ),
    ),
  );
  const show = createKeyed(body, (/** @type {OfferRow} */ first) => {
    let now = first;
    const cells = {
      name: element("th", { scope: "row", "data-column": "name" }),
      seller: element("td", { "data-column": "seller" }),
      cost: element("td", { "data-column": "cost" }),
      clip: element("td", { "data-column": "clip" }),
      month: element("td", { "data-column": "month" }),
      why: element("td", { "data-column": "why" }),
    };
    const amount = createAmount(say, () => now, onExplain);
    cells.cost.append(amount.button);
    const row = element("tr", {}, ...Object.values(cells));
    return {
      root: row,
      show: (/** @type {OfferRow} */ offer) => {
        now = offer;
        row.dataset.state = offer.state;
        row.dataset.chosen = String(offer.is_chosen);
        setText(cells.name, offer.name);
        setText(cells.seller, offer.seller);
        amount.show(offer);
        setText(cells.clip, offer.clip);
        setText(cells.month, offer.month);
        setText(cells.why, offer.note);
      },
    };
  });
  return {
    root,
    /** @param {TableView | null} view @param {import("./state.js").TableWish} wish */
    show: (view, wish) => {
      root.hidden = view === null;
      if (!view) return;
      setText(about, view.about);
      show(view.rows);
      for (const [column, cell] of heads) {
        if (column === wish.by) cell.setAttribute("aria-sort", wish.is_reversed ? "descending" : "ascending");
        else cell.removeAttribute("aria-sort");
      }
    },
  };
}
