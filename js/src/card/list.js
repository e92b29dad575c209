// A keyed list of cards: each lives as long as its job is listed, is never rebuilt, and moves only with its job.

import { createLifetime } from "../shared/lifetime.js";
import { createCard } from "./view.js";

/**
 * @param {object} options
 * @param {HTMLElement} options.host
 * @param {import("../shared/requests.js").Request} options.request
 * @param {import("../shared/texts.js").Say} options.say
 * @param {AbortSignal} options.signal
 */
export function createCardList({ host, request, say, signal }) {
  /** @type {Map<string, { view: ReturnType<typeof createCard>, end: () => void }>} */
  const shown = new Map();

  return {
    /** @param {import("./state.js").CardState[]} cards in their order */
    show: (cards) => {
      const wanted = new Set(cards.map((card) => card.job_id));
      for (const [id, { view, end }] of shown) {
        if (wanted.has(id)) continue;
        end();
        view.root.remove();
        shown.delete(id);
      }
      let here = host.firstElementChild;
      for (const card of cards) {
        let one = shown.get(card.job_id);
        if (one) one.view.update(card);
        else {
          const life = createLifetime(signal);
          one = { view: createCard({ card, request, say, signal: life.signal }), end: life.end };
          shown.set(card.job_id, one);
        }
        // A node that is moved stops its video and loses the focus: the others stay where they are.
        if (one.view.root === here) here = here.nextElementSibling;
        else host.insertBefore(one.view.root, here);
      }
      host.hidden = cards.length === 0;
    },
  };
}
