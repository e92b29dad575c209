// The rows of jobs, kept by their ids: each lives as long as its job is listed, and what needs somebody stands on top.

import { element } from "../shared/dom.js";
import { createLifetime } from "../shared/lifetime.js";
import { createRow } from "./row.js";
import { inOrder } from "./state.js";

/**
 * @param {object} options
 * @param {import("../shared/requests.js").Request} options.request
 * @param {import("../shared/texts.js").Say} options.say
 * @param {AbortSignal} options.signal
 */
export function createRowList({ request, say, signal }) {
  const root = element("ul", { class: "sora-queue__rows" });
  /** @type {Map<string, { view: ReturnType<typeof createRow>, end: () => void }>} */
  const shown = new Map();

  return {
    root,
    /** @param {import("../card/state.js").CardState[]} rows newest first */
    show: (rows) => {
      const wanted = new Set(rows.map((row) => row.job_id));
      for (const [id, { view, end }] of shown) {
        if (wanted.has(id)) continue;
        end();
        view.root.remove();
        shown.delete(id);
      }
      const focused = root.contains(document.activeElement)
        ? /** @type {HTMLElement} */ (document.activeElement)
        : null;
      let before = root.firstElementChild;
      for (const row of inOrder(rows)) {
        let known = shown.get(row.job_id);
        if (known) known.view.update(row);
        else {
          const life = createLifetime(signal);
          known = { view: createRow({ row, request, say, signal: life.signal }), end: life.end };
          shown.set(row.job_id, known);
        }
        if (known.view.root === before) before = before.nextElementSibling;
        else root.insertBefore(known.view.root, before);
      }
      // A row that changes its place would lose what somebody is typing in, or about to press.
      if (focused?.isConnected && document.activeElement === document.body)
        focused.focus({ preventScroll: true });
    },
  };
}
