// The marks as they are on the page: what somebody does shows at once, while who keeps them may answer later. What could
// not be kept stays in sight, so that nobody's words are lost. Pure.

import { inOrder } from "./marks-export.js";

/** @typedef {import("./clip.js").Mark} Mark */
/** @typedef {ReturnType<typeof createMarkList>} MarkList */

/** @param {import("./index.js").PanelsOptions["marks"]} kept */
export function createMarkList(kept) {
  /** What is under way, or could not be kept: the mark, or null for one that goes. @type {Map<string, Mark | null>} */
  const pending = new Map();
  /** @type {(() => void)[]} */
  const callbacks = [];
  const tell = () => {
    for (const callback of callbacks) callback();
  };
  kept.onChange(tell);
  /**
   * @param {string} id
   * @param {Mark | null} mark
   * @param {() => unknown} keep
   */
  const put = async (id, mark, keep) => {
    pending.set(id, mark);
    tell();
    try {
      await keep();
    } catch (error) {
      if (mark === null) pending.delete(id); // it is still there
      tell();
      throw error;
    }
    // Unless something newer is under way.
    if (pending.get(id) === mark) pending.delete(id);
    tell();
  };
  return {
    list: () => {
      const others = kept.list().filter(({ id }) => !pending.has(id));
      return inOrder([...others, ...[...pending.values()].filter((mark) => mark !== null)]);
    },
    add: (/** @type {Mark} */ mark) => put(mark.id, mark, () => kept.add(mark)),
    change: (/** @type {Mark} */ mark) => put(mark.id, mark, () => kept.change(mark)),
    remove: (/** @type {string} */ id) => put(id, null, () => kept.remove(id)),
    onChange: (/** @type {() => void} */ callback) => callbacks.push(callback),
  };
}
