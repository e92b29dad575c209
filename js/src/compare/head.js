// Above the pictures: the view, and for views of two which two; for a difference how much it is amplified.

import { element, icon, listen } from "../shared/dom.js";
import { icons } from "../shared/icons.js";
import { letterOf, withChosen } from "./layout.js";

const GAINS = [1, 2, 4, 8];
/** @type {Record<import("./layout.js").Mode, keyof typeof icons>} */
const PICTURES = { "side-by-side": "sideBySide", wipe: "wipe", difference: "difference", grid: "grid" };

/**
 * @param {object} options
 * @param {import("./layout.js").Mode[]} options.modes that can be chosen
 * @param {number} options.count of the clips
 * @param {import("../shared/texts.js").Say} options.say
 * @param {(mode: import("./layout.js").Mode) => void} options.onMode
 * @param {(pair: [number, number]) => void} options.onPair
 * @param {(gain: number) => void} options.onGain
 * @param {AbortSignal} options.signal
 */
export function createHead({ modes, count, say, onMode, onPair, onGain, signal }) {
  const group = `sora-compare-${Math.random().toString(36).slice(2)}`;
  const radios = modes.map((mode) =>
    element("input", { type: "radio", class: "sora-compare__radio", name: group, value: mode }),
  );
  const views = element(
    "div",
    { class: "sora-compare__modes", role: "radiogroup", "aria-label": say("compare.mode") },
    ...modes.map((mode, index) =>
      element(
        "label",
        { class: "sora-compare__mode" },
        /** @type {HTMLInputElement} */ (radios[index]),
        icon(icons[PICTURES[mode]]),
        element("span", { text: say(`compare.mode.${mode}`) }),
      ),
    ),
  );
  /** @type {[number, number]} */
  let pair = [0, 1];
  const choosers = ["first", "second"].map((side) =>
    element(
      "select",
      { class: "sora-select", "aria-label": say(`compare.${side}`) },
      ...Array.from({ length: count }, (_, index) =>
        element("option", { value: index, text: say("compare.clip", { letter: letterOf(index) }) }),
      ),
    ),
  );
  const pairs = element("span", { class: "sora-compare__pair" }, ...choosers);
  const gain = element(
    "select",
    { class: "sora-select", "aria-label": say("compare.amplify") },
    ...GAINS.map((n) => element("option", { value: n, text: say("compare.amplify_by", { n }) })),
  );
  const amplify = element(
    "label",
    { class: "sora-compare__amplify" },
    element("span", { text: say("compare.amplify"), "aria-hidden": "true" }),
    gain,
  );

  listen(
    views,
    "change",
    (event) => onMode(/** @type {any} */ (/** @type {HTMLInputElement} */ (event.target).value)),
    signal,
  );
  for (const [side, chooser] of choosers.entries()) {
    listen(
      chooser,
      "change",
      () => onPair(withChosen(pair, /** @type {0 | 1} */ (side), Number(chooser.value))),
      signal,
    );
  }
  listen(gain, "change", () => onGain(Number(gain.value)), signal);

  return {
    root: element("div", { class: "sora-compare__head" }, views, pairs, amplify),
    /** @param {import("./layout.js").Mode} mode @param {[number, number]} nextPair @param {boolean} isPaired */
    show: (mode, nextPair, isPaired) => {
      pair = nextPair;
      for (const radio of radios) radio.checked = radio.value === mode;
      pairs.hidden = !isPaired;
      for (const [side, chooser] of choosers.entries())
        chooser.value = String(pair[/** @type {0 | 1} */ (side)]);
      amplify.hidden = mode !== "difference";
    },
  };
}
