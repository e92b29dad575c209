// A keyed list of cards: each lives as long as its job is listed, keeps its place in the DOM and is never rebuilt.

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
    /** @param {import("./state.js").CardState[]} cards newest first */
    show: (cards) => {
      const wanted = new Set(cards.map((card) => card.job_id));
      for (const [id, { view, end }] of shown) {
        if (wanted.has(id)) continue;
        end();
        view.root.remove();
        shown.delete(id);
      }
      let before = host.firstElementChild;
      for (const card of cards) {
        const known = shown.get(card.job_id);
        if (known) {
          known.view.update(card);
          if (known.view.root === before) before = before.nextElementSibling;
          continue;
        }
        const life = createLifetime(signal);
        const view = createCard({ card, request, say, signal: life.signal });
        shown.set(card.job_id, { view, end: life.end });
        host.insertBefore(view.root, before);
      }
      host.hidden = cards.length === 0;
    },
  };
}
