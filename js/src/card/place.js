// Where a widget shows the cards of the jobs it makes. What draws them is asked for with the first job.

import { loadView } from "../shared/load.js";

/** @typedef {typeof import("./clips.js")} Clips */

/**
 * @param {object} options
 * @param {HTMLElement} options.host
 * @param {import("../shared/requests.js").Request} options.request
 * @param {import("../shared/texts.js").Say} options.say
 * @param {(reason: unknown) => void} options.onProblem the cards could not be loaded; the next change tries again
 * @param {Clips | null} [options.clips] loaded by the view that this one follows
 * @param {AbortSignal} options.signal
 */
export function createCardPlace({ host, request, say, onProblem, clips = null, signal }) {
  /** @type {Promise<ReturnType<Clips["createCardList"]>> | null} */
  let list = null;
  /** @type {import("./state.js").CardState[]} */
  let told = [];

  const load = async () => {
    const hash = request.scripts?.().clips ?? "";
    clips ??= /** @type {Clips} */ (await loadView(request, "clips", hash, host));
    return clips.createCardList({ host, request, say, signal });
  };

  host.hidden = true;

  return {
    /** @param {import("./state.js").CardState[]} cards in their order */
    show: async (cards) => {
      told = cards;
      if (told.length === 0 && list === null) return;
      let shown;
      try {
        list ??= load();
        shown = await list;
      } catch (error) {
        list = null;
        return onProblem(error);
      }
      if (!signal.aborted) shown.show(told);
    },
    /** What the next view need not load again. */
    clips: () => clips,
  };
}
