// The comparison at a glance: a bar for each of the offers that matter first, what is retired muted, what nobody
// knows hatched, what does not fit with its reason.

import { element, setText } from "../shared/dom.js";
import { createKeyed } from "./keyed.js";

/** @typedef {import("./state.js").OfferRow} OfferRow */
/** @typedef {import("./state.js").Priced} Priced */
/** @typedef {(button: HTMLElement, row: Priced) => void} Explain */

/**
 * An amount that tells where it comes from: the source on hover, everything at a press.
 *
 * @param {import("../shared/texts.js").Say} say
 * @param {() => Priced} row
 * @param {Explain} onExplain
 */
export function createAmount(say, row, onExplain) {
  const button = element("button", {
    type: "button",
    class: "sora-estimator__amount",
    "aria-haspopup": "dialog",
  });
  button.addEventListener("click", () => onExplain(button, row()));
  let shown = { amount: "", source: "", name: "" };
  return {
    button,
    /** @param {Priced} now */
    show: (now) => {
      if (now.amount === shown.amount && now.source === shown.source && now.name === shown.name) return;
      shown = now;
      setText(button, now.amount);
      button.title = now.source;
      button.setAttribute("aria-label", say("estimator.explain", { amount: now.amount, name: now.name }));
    },
  };
}

/**
 * @param {object} options
 * @param {import("../shared/texts.js").Say} options.say
 * @param {Explain} options.onExplain
 */
export function createBars({ say, onExplain }) {
  const root = element("ul", { class: "sora-estimator__bars", "aria-label": say("estimator.bars") });
  const show = createKeyed(root, (/** @type {OfferRow} */ first) => {
    let now = first;
    const name = element("span", { class: "sora-estimator__name" });
    const fill = element("span", { class: "sora-estimator__fill", "aria-hidden": "true" });
    const amount = createAmount(say, () => now, onExplain);
    const seller = element("span", { class: "sora-estimator__note" });
    const note = element("span", { class: "sora-estimator__note" });
    const item = element(
      "li",
      { class: "sora-estimator__bar" },
      element("span", { class: "sora-estimator__who" }, name, seller),
      amount.button,
      element("span", { class: "sora-estimator__track", "aria-hidden": "true" }, fill),
      note,
    );
    return {
      root: item,
      show: (/** @type {OfferRow} */ row) => {
        now = row;
        item.dataset.state = row.state;
        item.dataset.chosen = String(row.is_chosen);
        setText(name, row.name);
        name.title = row.id;
        setText(seller, row.seller);
        seller.title = row.seller;
        // Scaled and not sized: a moving slider paints the bars anew but lays nothing out.
        fill.style.transform = row.share === null ? "" : `scaleX(${row.share})`;
        fill.dataset.hatched = String(row.share === null);
        amount.show(row);
        setText(note, row.note);
        note.title = row.note;
      },
    };
  });
  return { root, show };
}
