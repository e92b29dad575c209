// The answer: the price of what was asked for, what it is here and over a month, and why it would not run.

import { element, setText } from "../shared/dom.js";
import { createAmount } from "./bars.js";

/**
 * @param {object} options
 * @param {import("../shared/texts.js").Say} options.say
 * @param {import("./bars.js").Explain} options.onExplain
 */
export function createAnswer({ say, onExplain }) {
  /** @type {any} */
  let now = null;
  const price = createAmount(say, () => now, onExplain);
  const work = element("p", { class: "sora-estimator__work" });
  const facts = element("p", { class: "sora-estimator__help" });
  const side = (/** @type {"here" | "month"} */ name) => {
    const label = element("span", { class: "sora-estimator__label" });
    const amount = createAmount(say, () => now[name], onExplain);
    const note = element("span", { class: "sora-estimator__note" });
    return {
      root: element(
        "div",
        { class: "sora-estimator__side" },
        label,
        element("span", { class: "sora-estimator__side-sum" }, amount.button, note),
      ),
      show: (/** @type {any} */ row) => {
        setText(label, row.label);
        amount.show(row);
        setText(note, row.note);
      },
    };
  };
  const here = side("here");
  const month = side("month");
  const refusal = element("p", { class: "sora-estimator__refusal", role: "status" });
  const lines = element(
    "div",
    { class: "sora-estimator__lines" },
    element("div", { class: "sora-estimator__price" }, price.button, element("div", {}, work, facts)),
    element("div", { class: "sora-estimator__also" }, here.root, month.root),
  );
  const root = element(
    "section",
    { class: "sora-estimator__answer", "aria-label": say("estimator.answer") },
    lines,
    refusal,
  );
  return {
    root,
    /** @param {any} answer null when nobody can price anything @param {string} why */
    show: (answer, why) => {
      lines.hidden = answer === null;
      setText(refusal, why);
      if (answer === null) return;
      now = answer;
      price.show(answer);
      setText(work, answer.work);
      setText(facts, answer.facts);
      here.show(answer.here);
      month.show(answer.month);
    },
  };
}
