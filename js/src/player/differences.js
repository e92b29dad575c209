// In what a clip is not what was asked for, always in sight under its picture.

import { element } from "../shared/dom.js";

/** @typedef {{ name: string, sentence: string }} Difference */

/** @returns {{ root: HTMLSpanElement, show: (differences: Difference[]) => void }} */
export function createDifferences() {
  const root = element("span", { class: "sora-differences", hidden: true });
  let shown = "";
  return {
    root,
    show: (differences) => {
      const now = JSON.stringify(differences);
      if (now === shown) return;
      shown = now;
      root.hidden = differences.length === 0;
      root.replaceChildren(
        ...differences.map(({ name, sentence }) =>
          element(
            "span",
            { class: "sora-differences__one", "data-name": name },
            element("span", { "aria-hidden": "true", text: "≠ " }),
            document.createTextNode(sentence),
          ),
        ),
      );
    },
  };
}
