// Cheaper ways to the same shot, each with what it saves and a button that takes it.

import { element, listen, setText } from "../shared/dom.js";
import { createAmount } from "./bars.js";
import { createKeyed } from "./keyed.js";

/** @typedef {import("./state.js").Way} Way */

/**
 * @param {object} options
 * @param {string} options.id
 * @param {import("../shared/texts.js").Say} options.say
 * @param {import("./bars.js").Explain} options.onExplain
 * @param {(way: Way) => void} options.onApply
 * @param {() => void} options.onUndo
 * @param {AbortSignal} options.signal
 */
export function createWays({ id, say, onExplain, onApply, onUndo, signal }) {
  const list = element("ul", { class: "sora-estimator__ways", "aria-labelledby": `${id}-ways` });
  const none = element("p", { class: "sora-estimator__help" });
  const undo = element("button", { type: "button", class: "sora-estimator__quiet", hidden: true });
  const root = element(
    "section",
    { class: "sora-estimator__section", "aria-labelledby": `${id}-ways`, tabindex: -1 },
    element(
      "div",
      { class: "sora-estimator__title" },
      element("h3", { id: `${id}-ways`, text: say("estimator.ways") }),
      undo,
    ),
    list,
    none,
  );
  listen(undo, "click", onUndo, signal);
  const show = createKeyed(list, (/** @type {Way} */ first) => {
    let now = first;
    const name = element("span", { class: "sora-estimator__way-name" });
    const why = element("span", { class: "sora-estimator__way-why" });
    const amount = createAmount(say, () => now, onExplain);
    const saving = element("span", { class: "sora-estimator__way-saving" });
    const apply = element("button", { type: "button", class: "sora-button", text: say("estimator.apply") });
    apply.addEventListener("click", () => onApply(now));
    const state = element("span", { class: "sora-estimator__way-state", text: say("estimator.in_use") });
    const item = element(
      "li",
      { class: "sora-estimator__way" },
      element("span", { class: "sora-estimator__way-words" }, name, why),
      element("span", { class: "sora-estimator__way-sums" }, amount.button, saving),
      apply,
      state,
    );
    return {
      root: item,
      show: (/** @type {Way} */ way) => {
        now = way;
        setText(name, way.name);
        setText(why, way.why);
        amount.show(way);
        setText(saving, way.saving);
        apply.hidden = !way.can_apply;
        state.hidden = way.can_apply;
        apply.setAttribute("aria-label", way.spoken);
      },
    };
  });
  return {
    root,
    /** @param {{ ways: Way[], no_ways: string, undo: string | null }} view */
    show: (view) => {
      show(view.ways);
      list.hidden = view.ways.length === 0;
      setText(none, view.no_ways);
      const hadFocus = undo.matches(":focus");
      undo.hidden = view.undo === null;
      if (view.undo !== null) setText(undo, say("estimator.undo", { name: view.undo }));
      else if (hadFocus) root.focus();
    },
    focusUndo: () => undo.focus(),
  };
}
