// What a blind choice is at a moment, and what a key means in it. Pure.

export const CHOICES = /** @type {const} */ (["left", "tie", "both-bad", "right"]);

/**
 * @typedef {object} ResultRow
 * @property {string} clip_id
 * @property {string} label
 * @property {[number, number, number] | null} place per cent chosen over a middling clip, and the ends of its interval
 * @property {number} wins
 * @property {number} losses
 * @property {number} ties
 * @property {number} both_bad
 */

/**
 * @typedef {object} Result
 * @property {string} title
 * @property {ResultRow[]} rows
 * @property {string[]} warnings
 * @property {string} note
 */

/**
 * @typedef {object} ChoiceState
 * @property {string} question
 * @property {string} voter
 * @property {number} total
 * @property {number} done
 * @property {string | null} left
 * @property {string | null} right
 * @property {boolean} can_undo
 * @property {string} notice
 * @property {Result | null} result
 */

/** @param {ChoiceState} state */
export const openPairs = ({ total, done }) => total - done;

/**
 * Whether another pair is asked for than the one on screen.
 *
 * @param {ChoiceState | null} shown
 * @param {ChoiceState} state
 */
export function isNextPair(shown, state) {
  return Boolean(state.left && state.right) && (shown?.left !== state.left || shown?.right !== state.right);
}

/**
 * The rest that a pair has once it is answered. It ends when another pair is on screen, for the kernel's news of that
 * comes before its reply, or with the reply when no news came; an older reply ends no newer rest.
 *
 * @param {(isOn: boolean) => void} onChange
 */
export function createRest(onChange) {
  /** @type {ChoiceState | null} what was on screen as it began */
  let asked = null;
  const set = (/** @type {ChoiceState | null} */ next) => {
    asked = next;
    onChange(next !== null);
  };
  return {
    isOn: () => asked !== null,
    /** @param {ChoiceState} state what is on screen @returns {() => void} to be called with the reply */
    begin: (state) => {
      const mine = { ...state };
      set(mine);
      return () => {
        if (asked === mine) set(null);
      };
    },
    /** @param {ChoiceState} state what is on screen from now on */
    see: (state) => {
      if (asked && (asked.left !== state.left || asked.right !== state.right)) set(null);
    },
  };
}

/** @type {Map<string, (typeof CHOICES)[number] | "replay" | "undo">} */
const KEYS = new Map([
  ["a", "left"],
  ["b", "right"],
  ["t", "tie"],
  ["x", "both-bad"],
  ["u", "undo"],
  [" ", "replay"],
]);

/**
 * What a key asks for; null leaves it to the player.
 *
 * @param {Pick<KeyboardEvent, "key" | "ctrlKey" | "altKey" | "metaKey" | "target">} event
 * @param {boolean} isAsking whether there is a pair to choose from
 */
export function actionOfKey({ key, ctrlKey, altKey, metaKey, target }, isAsking) {
  if (ctrlKey || altKey || metaKey) return null;
  const { tagName: name, type = "" } = /** @type {{ tagName?: string, type?: string }} */ (target ?? {});
  const isTyped =
    name === "TEXTAREA" || name === "SELECT" || (name === "INPUT" && !["radio", "range"].includes(type));
  if (isTyped || (key === " " && (name === "BUTTON" || type === "radio"))) return null;
  const action = KEYS.get(key.toLowerCase()) ?? null;
  return isAsking || action === "undo" ? action : null;
}
